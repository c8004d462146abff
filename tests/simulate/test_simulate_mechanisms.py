"""Each mechanism taken away for one month, with the same luck: who moves, and which way."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from simulate_worlds import frames, world, world_numbers

from mingxi.declare.feature import Direction
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.declared.mechanisms_table import CAPS, DRAW_CAUSES, LIMIT_CAUSES, PUSHES_LIMIT
from mingxi.simulate.intervention import WITHOUT, Intervention
from mingxi.simulate.kept.run import Run
from mingxi.simulate.lender.known import known
from mingxi.simulate.lender.proposal import PLAYERS, proposal
from mingxi.simulate.month import Month
from mingxi.simulate.tables.of_run import observed_tables, true_tables
from mingxi.simulate.world import lived

N = 1_200
# a world that ends with 2025, at a review in which most mechanisms are at work
FIRST, LAST = "2024-10", 14
# the general cut holds in the second half of 2024 only
WHEN = {"L14": 2}
NUMBERS = world_numbers()


@cache
def run_until(month: int, without: str = "") -> Run:
    """Lives up to ``month``, in which alone a mechanism is taken away."""
    do = (Intervention(WITHOUT + without, month, month),) if without else ()
    return lived(WorldConfig(7, N, FIRST, month + 1, NUMBERS), Block(0, 0, N), do)


def decided(run: Run, month: int) -> pd.DataFrame:
    """Decisions of ``month`` by borrower: limit before and after, in yuan."""
    events = observed_tables(run)["limit_events"].to_pandas()
    here = events[(events["month"] == month) & (events["told"] != "closed")]
    return here.set_index("borrower_id")[["old_fen", "new_fen", "multiplier"]]


def touched(run: Run, key: str, found: pd.DataFrame) -> np.ndarray:
    """Sign of the push of a mechanism in each decision; 0 where it did nothing."""
    who = found.index.to_numpy()
    if key in PLAYERS:
        return np.sign(run.state["pushes"][who, PLAYERS.index(key)])
    if key == "L18":
        return np.sign(np.log(found["multiplier"].to_numpy()))
    place = [cap.what.key for cap in CAPS].index(key)
    return np.sign(run.state["lines"][who, place])


@pytest.mark.parametrize("cause", LIMIT_CAUSES, ids=lambda c: c.what.key)
def test_without_it_limits_move_the_other_way_for_those_it_touched_and_nobody_else(cause):
    key, month = cause.what.key, WHEN.get(cause.what.key, LAST)
    base, free = run_until(month), run_until(month, key)
    was, now = decided(base, month), decided(free, month)
    sign = touched(base, key, was)
    way = {Direction.LOWERS: -1, Direction.RAISES: 1}.get(PUSHES_LIMIT[key])
    assert way is None or set(np.unique(sign)) <= {0, way}
    # who is no longer decided upon keeps what was there
    after = now["new_fen"].reindex(was.index).fillna(was["old_fen"])
    moved = np.sign((after - was["new_fen"]).to_numpy())
    assert (moved[sign == 0] == 0).all(), "it moved somebody whom it does not touch"
    assert (moved * sign <= 0).all(), "taking it away moved somebody the wrong way"
    assert (moved != 0).any(), "it never mattered"
    elsewhere = sorted(set(range(N)) - set(was.index) - set(now.index))
    limits = [run.past.columns["limit_fen"][-1][elsewhere] for run in (base, free)]
    np.testing.assert_array_equal(*limits)


@pytest.mark.parametrize("cause", LIMIT_CAUSES, ids=lambda c: c.what.key)
def test_it_acts_on_the_limit_alone_in_its_month(cause):
    month = WHEN.get(cause.what.key, LAST)
    base, free = run_until(month), run_until(month, cause.what.key)
    for name, values in base.past.columns.items():
        # whether a line is open is the lender's as well
        if name not in ("limit_fen", "on_book", "draw_most_fen"):
            np.testing.assert_array_equal(free.past.columns[name], values, err_msg=name)


# columns that push both ways by design: a window of time, a number of a version
BOTH_WAYS = {("L02", "months_since_late"), ("L16", "policy_number")}


@pytest.fixture(scope="module")
def last_month():
    """Month, what the lender knew in it, and the proposals before it."""
    run = run_until(LAST)
    calendar = run.calendar
    at = Month(run.setting, LAST, np.array([calendar.first_day(LAST)]), calendar.last_day(LAST))
    view = known(at, run.state, run.past, LAST + calendar.run_up)
    return at, view, run.state["private"]


COLUMNS = [
    (cause, column)
    for cause in LIMIT_CAUSES
    for column in cause.what.reads
    if column not in ("log_level", "multiplier") and (cause.what.key, column) not in BOTH_WAYS
]


# columns that stand at one value in most months: a cap above the level, a cut that holds
SET = {
    "group_cap_yuan": (3_000.0, 9_000.0),
    "legal_ceiling_yuan": (3_000.0, 9_000.0),
    "region_tightening": (-0.3, -0.1),
    "downturn_cut": (-0.3, -0.1),
}


def steps(column: str, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Values of a column, and more of the same."""
    if column in SET:
        return tuple(np.full(N, value) for value in SET[column])
    if values.dtype == bool:
        return values, np.ones_like(values)
    return values, values + np.maximum(values.std(), 1)


@pytest.mark.parametrize(
    ("cause", "column"), COLUMNS, ids=lambda c: c if isinstance(c, str) else c.what.key
)
def test_more_of_what_it_reads_moves_proposals_one_way_only(last_month, cause, column):
    at, view, private = last_month
    before = np.zeros(N, dtype=np.int64)
    values, more = steps(column, view[column])
    base = proposal(at, {**view, column: values}, private, before).yuan
    other = proposal(at, {**view, column: more}, private, before).yuan
    ways = set(np.unique(np.sign(other - base))) - {0}
    # another cause may read the same column: only this one's own push decides here
    own = {name: view[name] for name in cause.what.reads if name in view}
    own |= {"log_level": np.log(5_000.0) * np.ones(N)} if "log_level" in cause.what.reads else {}
    push = cause(NUMBERS, **{**own, column: more}) - cause(NUMBERS, **{**own, column: values})
    pushed = set(np.unique(np.sign(np.round(push, 12)))) - {0}
    assert len(pushed) == 1, "its push goes both ways, or nowhere"
    alone = sum(column in c.what.reads for c in LIMIT_CAUSES) == 1
    assert not alone or ways <= pushed, "the limit moved against the push"


# --- draws -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def refusals() -> pd.DataFrame:
    """Refused requests of 36 months of 4,000 lives, with the month of each."""
    run = lived(world(NUMBERS, 4_000), Block(0, 0, 4_000))
    blocked = true_tables(run)["draw_causes"].to_pandas()
    month = pd.to_datetime(blocked["attempted_on"]).dt.to_period("M").astype("int64")
    return blocked.assign(month=month - pd.Period("2023-01", "M").ordinal)


def granted_without(keys: list[str], row: pd.Series) -> bool | None:
    """Whether a refused request is granted when checks are gone for its month; None: not sent."""
    who, month = int(row["borrower_id"]), int(row["month"])
    do = tuple(Intervention(WITHOUT + key, month, month, (who,)) for key in keys)
    run = lived(world(NUMBERS, 4_000, month + 1), (who,), do)
    attempts = frames({"a": observed_tables(run)["draw_attempts"]})["a"]
    same = attempts[attempts["attempted_on"] == row["attempted_on"]]
    return bool(same["granted"].iloc[0]) if len(same) else None


def first_in_its_month(refusals: pd.DataFrame) -> pd.DataFrame:
    """First refusals of their months: until then, living again changes nothing."""
    return refusals[~refusals.duplicated(["borrower_id", "month"])]


@pytest.mark.slow
@pytest.mark.parametrize("check", DRAW_CAUSES, ids=lambda c: c.what.key)
def test_living_again_without_the_but_for_check_grants_the_draw(refusals, check):
    key = check.what.key
    rows = first_in_its_month(refusals)
    alone = rows[rows["but_for"].map(list).map(lambda keys: keys == [key])].head(2)
    assert len(alone), f"{key} never decides alone"
    assert all(granted_without([key], row) for _, row in alone.iterrows())
    with_others = rows[rows["failing"].map(lambda keys: key in keys and len(keys) > 1)].head(1)
    for _, row in with_others.iterrows():
        assert granted_without([key], row) is not True, "one of several would have been enough"
        assert granted_without(list(row["failing"]), row) is True


@pytest.mark.slow
def test_living_again_without_both_of_a_pair_grants_the_draw(refusals):
    rows = first_in_its_month(refusals)
    pairs = rows[rows["but_for_pair"].map(len) == 2].head(4)
    assert len(pairs)
    for _, row in pairs.iterrows():
        assert len(row["but_for"]) == 0
        assert granted_without(list(row["but_for_pair"]), row) is True
        assert granted_without([row["decisive"]], row) is not True
