"""The causal graph: who hands what to whom, read off the declarations."""

from collections.abc import Iterator, Mapping

from mingxi.declare.step import Influence, Step
from mingxi.simulate.declared.mechanisms_table import MECHANISMS
from mingxi.simulate.declared.seen import SEEN, state_columns
from mingxi.simulate.declared.steps import STEPS

LIMIT, LOAN = "limit", "loan"
# steps whose outcome is a node of its own: what they write comes from there
OUTCOME: Mapping[str, str] = {"deciding": LIMIT, "draws": LOAN}
DECIDED_IN: Mapping[str, str] = {"limit": "deciding", "draw": "draws"}
# the books of a month begin by passing on what stood there: no node
PASSED_ON: Mapping[str, str] = {
    "n_draws_before": "n_draws",
    "inquiries_before": "inquiries",
    "dpd_before": "dpd",
    "months_open": "open_month",
}
NODES: tuple[Step, ...] = tuple(step for step in STEPS if step.key != "month_start")
# what enters the proposal beside the mechanisms: the income seen and a private impression
ANCHORS = ("estimate", "private")
OUTSIDE = ("economy", "notices", "incidents")

Arrow = tuple[str, str, str, bool]  # source, target, column, in the month after


def influences() -> tuple[Influence, ...]:
    """All arrows between steps, mechanisms and outcomes, in the order of the month."""
    found: dict[tuple[str, str, bool], set[str]] = {}
    for source, target, column, later in (*_of_steps(), *_of_mechanisms()):
        if source != target:
            found.setdefault((source, target, later), set()).add(column)
    return tuple(
        Influence(source, target, tuple(sorted(columns)), later)
        for (source, target, later), columns in found.items()
    )


def _of_steps() -> Iterator[Arrow]:
    for place, step in enumerate(NODES):
        for column in _own_reads(step):
            source, later = _source(column, place)
            if source == OUTCOME.get(step.key):
                continue  # its own counters
            target = LIMIT if step.key == "deciding" else step.key
            yield source, target, PASSED_ON.get(column, column), later
    # how much is asked for leans on what is shown to be free
    yield LIMIT, "draws", "limit_yuan", True


def _of_mechanisms() -> Iterator[Arrow]:
    for mechanism in MECHANISMS:
        step = DECIDED_IN[mechanism.acts_on]
        place = next(i for i, node in enumerate(NODES) if node.key == step)
        for column in sorted({c for read in mechanism.reads for c in _behind(read)}):
            source, later = _source(column, place)
            yield source, mechanism.key, PASSED_ON.get(column, column), later
        yield mechanism.key, OUTCOME[step], mechanism.writes, False


def _own_reads(step: Step) -> tuple[str, ...]:
    """What a step looks at itself; what its mechanisms look at is drawn as theirs."""
    if step.key == "deciding":
        return ANCHORS
    if step.key != "draws":
        return tuple(c for c in step.reads if c != "borrower_id")
    checked = {
        column
        for mechanism in MECHANISMS
        if mechanism.acts_on == "draw"
        for read in mechanism.reads
        for column in (read, *_behind(read))
    }
    return tuple(c for c in step.reads if c not in checked and c not in ("borrower_id", *OUTSIDE))


def _behind(read: str) -> tuple[str, ...]:
    """Columns of the state, windows and requests behind a column that a mechanism reads."""
    found: list[str] = []
    for source in SEEN[read]:
        if ("/" in source and not state_columns(source)) or source == "request":
            found.append(source)
        else:
            found += state_columns(source)
    return tuple(found)


def _source(column: str, place: int) -> tuple[str, bool]:
    """Node that last wrote a column before ``place``, and whether that was a month ago."""
    if column in OUTSIDE:
        return column, False
    if column == "request":
        return "draws", False
    if column.startswith("notice/"):
        return "notices", False
    if column.startswith("incident/"):
        return "incidents", False
    kept = PASSED_ON.get(column, column)
    writers = [i for i, step in enumerate(NODES) if kept in step.writes]
    if not writers:
        return "people", False
    earlier = [i for i in writers if i < place and kept == column]
    writer = NODES[(earlier or writers)[-1]].key
    return OUTCOME.get(writer, writer), not earlier
