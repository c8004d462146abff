"""The world beside a writer that does nothing else, in one run: `make bench`.

Rates are borrower-months per minute, the median of rounds taken in turn. The writer puts tables
that are ready in memory into the same files (same columns, same compression), so the ratio says
what living costs on top of writing. Start-up of the processes is left out; they are warm. Where
others use the machine too, look at the rate per minute of processor time.

``--flat`` tells only what a borrower-month costs in worlds of 10⁵ to 10⁷ borrower-months.
``--borrowers`` makes whole worlds of 10⁵, 10⁶ and 10⁷ borrowers, panel, on two processes, in a
temporary folder (about 15 GB, deleted as they end; 9 minutes).
``--million`` makes 1,000,000 borrowers × 36 months with all tables in a temporary folder (about
3 GB, deleted at the end) and tells the peak of memory.
"""

import resource
import statistics
import sys
import tempfile
import time
from functools import cache, partial
from pathlib import Path

from rich.console import Console

from mingxi.adapters.scale import over_blocks
from mingxi.recipes.context import opened
from mingxi.recipes.generate import Work, generate, lives, work_of, write
from mingxi.simulate.world import BLOCK, Block, WorldBlock, blocks

ROUNDS = 3
BLOCKS = 6  # per process and round: processes do not begin and end at one moment
MONTHS = 36
SIZES = (10**5, 10**6, 10**7)  # borrower-months
QUICK = "configs/quick.yaml"

Span = tuple[float, float, float, int]  # begun, ended, seconds of processor, borrower-months


def work(root: str, tables: str, borrowers: int) -> Work:
    """What `mingxi generate` would do."""
    changes = [f"world.borrowers={borrowers}", f"world.tables={tables}"]
    return work_of(opened(QUICK, changes, 1, Path(root), Console(quiet=True)))


@cache
def ready(root: str, tables: str) -> WorldBlock:
    """Tables of one whole block, made once per process: the writer's bytes, and a warm start."""
    one = work(root, tables, BLOCK)
    return lives(one, blocks(one.config)[0])


def timed(one: Work, root: str, living: bool, block: Block) -> Span:
    """When one block was begun and ended, its seconds of processor, its borrower-months."""
    made = ready(root, one.tables)
    begun, used = time.monotonic(), time.process_time()
    write(one.places, lives(one, block) if living else made, block.number)
    people = block.stop - block.start if living else made.observed["borrowers"].num_rows
    return begun, time.monotonic(), time.process_time() - used, people * MONTHS


def rate(tables: str, living: bool, processes: int, borrowers: int) -> tuple[float, float]:
    """Millions of borrower-months per minute, and per minute of one processor."""
    with tempfile.TemporaryDirectory() as root:
        one = work(root, tables, borrowers)
        spans = over_blocks(partial(timed, one, root, living), blocks(one.config), processes)
    seconds = max(span[1] for span in spans) - min(span[0] for span in spans)
    made = sum(span[3] for span in spans) * 60 / 1e6
    return made / seconds, made / sum(span[2] for span in spans)


def side_by_side() -> None:
    """Writer, panel and all tables on one and two processes."""
    cases = [(t, living, p) for p in (1, 2) for t in ("panel", "all") for living in (False, True)]
    found: dict[tuple[str, bool, int], list[tuple[float, float]]] = {case: [] for case in cases}
    for _ in range(ROUNDS):
        for tables, living, processes in cases:
            borrowers = BLOCK * BLOCKS * processes
            found[tables, living, processes].append(rate(tables, living, processes, borrowers))
    for tables, living, processes in cases:
        if living:
            made = statistics.median(wall for wall, _ in found[tables, True, processes])
            own = statistics.median(cpu for _, cpu in found[tables, True, processes])
            writer = statistics.median(wall for wall, _ in found[tables, False, processes])
            print(
                f"{tables:5s} on {processes}: {made:6.1f} M/min, {own:5.1f} per processor; "
                f"writer alone {writer:6.1f} M/min; {made / writer:4.2f} of it"
            )


def flatness() -> None:
    """Processor time per borrower-month of worlds of 10⁵ to 10⁷, panel, one process.

    Block after block of the three worlds in turns, so that whoever else uses the machine slows all
    three; the smaller worlds are made again and again. Written files count, start-up does not: a
    command reads its configuration and the compiled code once, whatever it makes.
    """
    found: dict[int, list[float]] = {size: [] for size in SIZES}
    with tempfile.TemporaryDirectory() as root:
        ready(root, "panel")
        for turn in range(len(blocks(work(root, "panel", round(SIZES[-1] / MONTHS)).config))):
            for size in SIZES:
                people = round(size / MONTHS)
                whole = blocks(work(root, "panel", people).config)
                place, part = divmod(turn, len(whole))
                one = work(f"{root}/{size}/{place}", "panel", people)
                used = time.process_time()
                write(one.places, lives(one, whole[part]), part)
                used = time.process_time() - used
                found[size].append(used / (whole[part].stop - whole[part].start) / MONTHS * 1e6)
    for size in SIZES:
        middle, least = statistics.median(found[size]), min(found[size])
        print(
            f"{size:>10,} borrower-months: {middle:5.2f} µs each, {least:5.2f} at best, "
            f"{middle / statistics.median(found[SIZES[-1]]):4.2f} and "
            f"{least / min(found[SIZES[-1]]):4.2f} of the largest"
        )


def whole_worlds() -> None:
    """Borrower-months per minute of worlds of 10⁵ to 10⁷ borrowers, panel, two processes."""
    found = {people: rate("panel", True, 2, people) for people in (10**5, 10**6, 10**7)}
    for people, (made, own) in found.items():
        print(
            f"{people:>10,} borrowers: {made:5.1f} M/min, {60 / own:5.2f} µs of processor each, "
            f"{found[10**7][1] / own:4.2f} of the largest"
        )


def million() -> None:
    """Peak of memory and time of a million borrowers with all tables, two processes."""
    with tempfile.TemporaryDirectory() as root:
        context = opened(QUICK, ["world.borrowers=1000000"], 2, Path(root), Console(stderr=True))
        start = time.monotonic()
        generate(context)
        minutes = (time.monotonic() - start) / 60
        size = sum(path.stat().st_size for path in Path(root).rglob("*") if path.is_file())
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"1,000,000 × {MONTHS}: {MONTHS / minutes:.1f} M/min, {size / 1e9:.1f} GB of files")
    print(
        f"peak: {mine:.2f} GiB here, {worker:.2f} GiB in a worker, {mine + 2 * worker:.2f} in all"
    )


if __name__ == "__main__":
    if "--million" in sys.argv:
        million()
    elif "--flat" in sys.argv:
        flatness()
    elif "--borrowers" in sys.argv:
        whole_worlds()
    else:
        side_by_side()
        flatness()
