"""What steps and mechanisms declare is what they do: the causal graph rests on it."""

import copy
from dataclasses import replace
from inspect import signature

import numpy as np
import pytest
from simulate_worlds import world, world_numbers

from mingxi.simulate import draws as draws_module
from mingxi.simulate import world as world_module
from mingxi.simulate.config import Block
from mingxi.simulate.declared.influences import influences
from mingxi.simulate.declared.mechanisms_table import MECHANISMS
from mingxi.simulate.declared.seen import RECORDED, SEEN, state_columns
from mingxi.simulate.declared.steps import STEPS
from mingxi.simulate.kept.past import Past
from mingxi.simulate.lender import deciding as deciding_module
from mingxi.simulate.lender.known import known
from mingxi.simulate.month import Month
from mingxi.simulate.start.state import start

N, MONTHS = 800, 36
STATE = ("state", "before")
# what is handed over beside the state, under the name that the declaration uses
HANDED = {"payments": "payments", "posted": "posted", "posted_on": "posted", "past": "past"}
MADE = {"repaying": {"payments", "unpaid", "ladder"}, "posted_on": {"posted"}}
OUTSIDE = {"economy", "notices", "incidents"}


class Watched(dict):
    """A state that notes what is looked at."""

    def __init__(self, columns, seen):
        super().__init__(columns)
        self.seen = seen

    def __getitem__(self, name):
        self.seen.add(name)
        return super().__getitem__(name)

    def __or__(self, other):
        return Watched({**self, **other}, self.seen)


class WatchedSetting:
    """A setting that notes whether the economy, notices or incidents are looked at."""

    def __init__(self, setting, seen):
        self._setting, self._seen = setting, seen

    def __getattr__(self, name):
        if name in OUTSIDE:
            self._seen.add(name)
        return getattr(self._setting, name)


def watched(step, reads, writes):
    names = list(signature(step).parameters)

    def run(*given):
        seen = [
            Watched(value, reads)
            if name in STATE
            else replace(value, setting=WatchedSetting(value.setting, reads))
            if isinstance(value, Month)
            else value
            for name, value in zip(names, given, strict=True)
        ]
        reads.update(HANDED[name] for name in names if name in HANDED)
        out = step(*seen)
        writes.update(out if isinstance(out, dict) else MADE[step.__name__])
        return out

    return run


@pytest.fixture(scope="module")
def recorded():
    """Columns that every step reads and writes in 36 months of 800 lives, run-up included."""
    found = {step.key: (set(), set()) for step in STEPS}
    with pytest.MonkeyPatch.context() as patch:
        for key, (reads, writes) in found.items():
            patch.setattr(world_module, key, watched(getattr(world_module, key), reads, writes))
        config = world(world_numbers(), N, MONTHS)
        world_module.lived(config, Block(0, 0, N), ())
    return found


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_a_step_reads_and_writes_what_it_declares(recorded, step):
    reads, writes = recorded[step.key]
    told = f'{step.key}: reads="{" ".join(sorted(reads))}" writes="{" ".join(sorted(writes))}"'
    assert (set(step.reads), set(step.writes)) == (reads, writes), told
    assert list(step.reads) == sorted(step.reads)
    assert list(step.writes) == sorted(step.writes)


def test_no_column_of_the_state_changes_behind_the_steps():
    config = world(world_numbers(), 400, 24)
    run = world_module.lived(config, Block(0, 0, 400), ())
    before = start(run.setting)
    written = {column for step in STEPS for column in step.writes}
    for column, values in run.state.items():
        if column not in written:
            assert np.array_equal(values, before[column], equal_nan=True), column


def test_every_number_that_a_step_names_is_in_the_world():
    numbers = world_numbers()
    assert [n for step in STEPS for n in step.numbers if n not in numbers] == []


@pytest.fixture(scope="module")
def looks():
    """What the lender looked at in the last month: once for limits, once for draws."""
    caught = {}

    def catching(name, inner):
        def run(*given):
            if name != "facts" or len(given[2].who) > 10:
                caught[name] = given
            return inner(*given)

        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deciding_module, "known", catching("known", known))
        for name in ("room", "facts"):
            inner = getattr(draws_module, name)
            caught[f"real {name}"] = inner
            patch.setattr(draws_module, name, catching(name, inner))
        config = world(world_numbers(), N, MONTHS)
        world_module.lived(config, Block(0, 0, N), ())
    return caught


def moved(values: np.ndarray) -> np.ndarray:
    """Other values of the same kind, clearly different."""
    if values.dtype == bool:
        return ~values
    if values.dtype.kind in "iu" and values.max(initial=0) < 60:
        return ((values + 1) % 7).astype(values.dtype)
    whole = values.dtype.kind in "iu"
    return values.astype(np.int64) * 2 + 70_001 if whole else values * 2.0 + 70_001.0


def differing(one, other):
    return {c for c in one if not np.array_equal(one[c], other[c], equal_nan=True)}


def test_the_lender_sees_what_is_declared_and_nothing_else(looks):
    at, state, past, row = looks["known"]
    base = known(at, state, past, row)
    found = {column: set() for column in base}
    for name, values in state.items():
        for column in differing(base, known(at, {**state, name: moved(values)}, past, row)):
            found[column].add(name)
    for name, values in past.columns.items():
        other = copy.copy(past)
        other.columns = {**past.columns, name: moved(values)}
        assert isinstance(other, Past)
        for column in differing(base, known(at, state, other, row)):
            found[column].add(RECORDED + name)
    for column, sources in found.items():
        if column in SEEN:
            declared = {s for s in SEEN[column] if s.startswith(RECORDED) or state_columns(s)}
            hidden = sources - declared
            assert not hidden, f"{column} also depends on {sorted(hidden)}"
            # where somebody lives matters only while a notice holds somewhere
            idle = declared - sources - {"region", "industry"}
            assert not idle, f"{column} does not depend on {sorted(idle)}"


def test_the_checks_of_a_draw_see_what_is_declared_and_nothing_else(looks):
    at, state, asks, _, ask = looks["facts"]
    payments, posted = looks["room"][2], looks["room"][4]

    def seen(columns):
        free = looks["real room"](at, columns, payments, asks, posted)
        return looks["real facts"](at, columns, asks, free, ask)

    base = seen(state)
    for name, values in state.items():
        for column in differing(base, seen({**state, name: moved(values)})):
            if column in SEEN:
                assert name in {c for s in SEEN[column] for c in state_columns(s)}, column


def test_every_column_that_a_mechanism_reads_has_its_sources():
    assert {c for m in MECHANISMS for c in m.reads} == set(SEEN)
    written = {c for step in STEPS for c in step.writes}
    for column, sources in SEEN.items():
        assert sources, column
        for source in sources:
            if source.startswith(("notice/", "incident/")):
                assert any(key.startswith(f"{source}/") for key in world_numbers()), source
            known_names = written | {"region", "industry", "payments", "posted"}
            assert set(state_columns(source)) <= known_names, source


def reached(start: str, without: set[str]) -> set[str]:
    """Nodes that an arrow leads to from ``start``, not by way of ``without``."""
    found, todo = set(), [start]
    while todo:
        here = todo.pop()
        ahead = {a.target for a in influences() if a.source == here} - found - without
        found |= ahead
        todo += sorted(ahead)
    return found


def test_the_graph_closes_the_loop_from_the_limit_to_default_and_back():
    arrows = {(a.source, a.target) for a in influences()}
    assert {("limit", "draws"), ("B01", "loan"), ("distress", "repaying")} <= arrows
    assert {("closing", "L01"), ("L01", "limit")} <= arrows
    # what was lent weighs on the borrower, whatever the lender makes of it
    assert {"distress", "repaying", "closing"} <= reached("loan", {"limit"})
    # nobody and nothing within the world moves who people are or what happens outside
    assert not {"people", "economy", "notices", "incidents"} & reached("limit", set())


def test_every_mechanism_has_a_cause_and_an_effect_in_the_graph():
    sources, targets = ({getattr(a, side) for a in influences()} for side in ("source", "target"))
    keys = {m.key for m in MECHANISMS}
    assert keys <= sources
    # the lots of the exploration are drawn, not caused
    assert keys - targets == {"L18"}
    assert all(a.source != a.target for a in influences())
