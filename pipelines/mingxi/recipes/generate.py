"""Borrower histories of a synthetic world: observed tables for everyone, truth apart.

mingxi generate configs/quick.yaml
"""

from dataclasses import dataclass
from functools import partial

from mingxi.adapters import store, truth
from mingxi.adapters.scale import over_blocks
from mingxi.declare.errors import BadConfig
from mingxi.recipes.context import Context, fingerprint
from mingxi.recipes.limit_response import write_limit_response
from mingxi.recipes.places import Places
from mingxi.recipes.settings import Tables
from mingxi.recipes.targets import FILE as TARGETS
from mingxi.recipes.targets import report_targets
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.world import (
    OBSERVED_TABLES,
    PANEL_TABLES,
    TRUE_TABLES,
    WorldBlock,
    blocks,
    common_tables,
    panel,
    simulate,
)

# table that is written last: without it, a block that was cut off is refused when it is read
LAST = "months"


def generate(context: Context) -> None:
    """Make the world, or what is still missing of it after an interruption.

    Raises
    ------
    BadConfig
        A world of that name was made with other settings: nothing is overwritten.
    """
    work = work_of(context)
    config, places = work.config, work.places
    _claim(context, config)
    todo = [block for block in blocks(config) if not _is_whole(work, block)]
    with context.counted("generate", len(todo)) as done:
        common = common_tables(config)
        for name, table in common.observed.items():
            store.write_table(store.block_file(places.observed, name), table)
        if work.tables == "all":
            for name, table in common.truth.items():
                truth.write_truth(places.truth, name, table)
            write_limit_response(config, context.terms, places.truth)
        over_blocks(partial(_made, work), todo, context.workers, done, context.scheduler)
    if todo or not (places.observed / TARGETS).is_file():
        report_targets(context, config)


@dataclass(frozen=True)
class Work:
    """What is made, of which tables, and where it is put."""

    config: WorldConfig
    places: Places
    tables: Tables


def _is_whole(work: Work, block: Block) -> bool:
    """Whether every file of a block is there: a damaged one that was deleted is made again."""
    everything = work.tables == "all"
    seen = OBSERVED_TABLES if everything else PANEL_TABLES
    hidden = TRUE_TABLES if everything else ()
    files = [store.block_file(work.places.observed, name, block.number) for name in seen]
    files += [truth.truth_file(work.places.truth, name, block.number) for name in hidden]
    return all(path.is_file() for path in files)


def _made(work: Work, block: Block) -> None:
    """One block of borrowers, lived and written."""
    try:
        made = lives(work, block)
    except (ArithmeticError, ValueError) as error:  # e.g. a chance of minus one
        raise BadConfig(
            "numbers of the world",
            f"nobody can live by them ({type(error).__name__}: {error})",
            "Compare them with those in configs/world/ and mend what you changed",
        ) from error
    write(work.places, made, block.number)


def write(places: Places, made: WorldBlock, number: int) -> None:
    """Write the tables of a block, everything before its file in `LAST`."""
    for name, table in made.truth.items():
        truth.write_truth(places.truth, name, table, number)
    for name, table in sorted(made.observed.items(), key=lambda item: item[0] == LAST):
        store.write_table(store.block_file(places.observed, name, number), table)


def lives(work: Work, block: Block) -> WorldBlock:
    """The tables asked for, of the borrowers of a block."""
    if work.tables == "panel":
        return WorldBlock(panel(work.config, block), {})
    return simulate(work.config, block)


def work_of(context: Context) -> Work:
    """What a command is to make.

    Raises
    ------
    BadConfig
        The configuration describes a table of its own.
    """
    world = context.settings.world
    if world is None:
        raise BadConfig(
            "mingxi generate",
            f"{context.settings.name!r} describes a table of its own, not a world",
            "Give a configuration with a `world:` section, e.g. configs/quick.yaml",
        )
    config = WorldConfig(
        seed=context.settings.seed,
        n_borrowers=world.borrowers,
        first_month=world.first_month,
        n_months=world.months,
        numbers=context.numbers,
    )
    return Work(config, context.places, world.tables)


def _claim(context: Context, config: WorldConfig) -> None:
    """Write down what this world is made from, or refuse to mix two worlds in one folder."""
    manifest = {
        "first_month": config.first_month,
        "n_months": config.n_months,
        "n_borrowers": config.n_borrowers,
        "n_blocks": len(blocks(config)),  # a block stands in a file of its own
        "seed": config.seed,
        "numbers": fingerprint(
            {m: {k: q.value for k, q in n.items()} for m, n in config.numbers.items()}
        ),
    }
    path = context.places.observed / store.MANIFEST
    if not path.is_file():
        store.write_json(path, manifest)
        return
    found = store.world_manifest(context.places.observed)
    changed = sorted(k for k in manifest if found.get(k) != manifest[k])
    if changed:
        raise BadConfig(
            f"world {context.places.world!r} in {context.places.observed}",
            f"it was made with other {', '.join(changed)}",
            "Remove that folder, or name the new world with --set world.name=NAME",
        )
