import numpy as np
import pytest
from simulate_worlds import world

from mingxi.declare.declared import declared
from mingxi.declare.errors import BadDeclaration
from mingxi.declare.feature import Direction
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.config import Block
from mingxi.simulate.declared.mechanisms_table import (
    CHECKS,
    DRAW_CAUSES,
    LIMIT_CAUSES,
    MECHANISMS,
    PUSHES_LIMIT,
    checked,
)
from mingxi.simulate.lender.known import known
from mingxi.simulate.month import Month
from mingxi.simulate.world import lived

N = 1_600
MONTHS = (10, 22, 31)  # expansion, downturn, tight


@pytest.fixture(scope="session")
def view(numbers):
    """What the lender knew of 1,600 people in the months of three policies."""
    views = []
    for n_months in MONTHS:
        config = world(numbers, N, n_months)
        run = lived(config, Block(0, 0, N), ())
        calendar, last = run.calendar, n_months - 1
        starts = np.array([calendar.first_day(last)])
        at = Month(run.setting, last, starts, calendar.last_day(last))
        views.append(known(at, run.state, run.past, last + calendar.run_up))
    columns = {k: np.concatenate([v[k] for v in views]) for k in views[0]}
    spread = np.linspace(6.0, 13.0, 3 * N)
    return columns | {"log_level": spread, "multiplier": np.exp(np.linspace(-1.4, 1.4, 3 * N))}


@pytest.mark.parametrize("cause", LIMIT_CAUSES, ids=lambda c: c.what.key)
def test_a_limit_cause_pushes_the_way_it_declares(numbers, view, cause):
    push = cause(numbers, **{name: view[name] for name in cause.what.reads})
    assert push.shape == (3 * N,)
    assert push.dtype == np.float64
    assert np.isfinite(push).all()
    way = PUSHES_LIMIT[cause.what.key]
    assert (push < 0).any() == (way is not Direction.RAISES)
    assert (push > 0).any() == (way is not Direction.LOWERS)


# a change for the worse (or better) in one column, and the sign that the push may have then
STEPS = [
    ("L01", "dpd", 30, -1),
    ("L01", "late_months_3m", 1, -1),
    ("L02", "worst_dpd_24m", 15, -1),
    ("L03", "reborrows_3m", 3, -1),
    ("L04", "lenders_known", 2, -1),
    ("L04", "inquiries_3m", 4, -1),
    ("L05", "debt_ratio", 0.4, -1),
    ("L05", "instalment_share_6m", 0.5, -1),
    ("L06", "high_risk_share_3m", 0.5, -1),
    ("L07", "linked_share_3m", 0.5, -1),
    ("L08", "late_marks_known", 1, -1),
    ("L08", "guarantees_known", 1, -1),
    ("L09", "active_days_3m", 5, 1),
    ("L09", "scenes_3m", 2, 1),
    ("L10", "profile_items_missing", 1, -1),
    ("L11", "score", 40, 1),
    ("L12", "region_tightening", -0.3, -1),
    ("L14", "downturn_cut", -0.2, -1),
    ("L17", "clean_months", 6, 1),
    ("L19", "marks_corrected", 1, 1),
]


@pytest.mark.parametrize(("key", "column", "step", "sign"), STEPS)
def test_a_worse_value_never_helps(numbers, view, key, column, step, sign):
    (cause,) = (c for c in LIMIT_CAUSES if c.what.key == key)
    seen = {name: view[name] for name in cause.what.reads}
    moved = cause(numbers, **(seen | {column: seen[column] + step})) - cause(numbers, **seen)
    assert (sign * moved >= -1e-12).all()
    assert (sign * moved > 0).any()


def test_an_old_overdue_fades_and_is_gone_after_two_years(numbers, view):
    (cause,) = (c for c in LIMIT_CAUSES if c.what.key == "L02")
    push = [float(cause(numbers, np.array([60]), np.array([m]))[0]) for m in (2, 4, 12, 24, 30)]
    assert push[0] == 0.0  # still the business of L01
    assert push[1] < push[2] < push[3] == push[4] == 0.0


@pytest.mark.parametrize("check", DRAW_CAUSES, ids=lambda c: c.what.key)
def test_every_check_of_a_draw_fails_sometimes(truth, check):
    assert truth["draw_causes"]["failing"].map(lambda keys: check.what.key in keys).any()


def test_registry_covers_every_cause_once_and_with_a_direction():
    keys = [m.key for m in MECHANISMS]
    assert keys == sorted(set(keys), key=keys.index)
    assert {c.what.key for c in LIMIT_CAUSES} == set(PUSHES_LIMIT)
    assert set(CHECKS) == set(DRAW_CAUSES)
    assert all(m.acts_on == ("limit" if m.key.startswith("L") else "draw") for m in MECHANISMS)
    # every document's complaint is somewhere
    assert {d for m in MECHANISMS for d in m.documents} == {0, 1, 2, 3, 4}


def test_a_function_that_reads_other_columns_than_declared_is_refused():
    what = Mechanism("L99", Words("甲", "a"), "limit", ("dpd",), "borrower", (0,), (), "a test")

    @declared(what)
    def wrong(numbers, score):
        return score

    with pytest.raises(BadDeclaration, match="L99"):
        checked((wrong,))
    with pytest.raises(BadDeclaration, match="stands twice"):
        checked((LIMIT_CAUSES[0], LIMIT_CAUSES[0]))
