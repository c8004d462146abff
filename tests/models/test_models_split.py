import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingxi.declare.errors import BadConfig, BadData
from mingxi.models.split import SplitPlan, borrower_parts, redrawn, split

MONTHS = [f"2024-{m:02d}" for m in range(1, 13)]
PLAN = SplitPlan(tuple(MONTHS[:6]), tuple(MONTHS[9:]), 0.3, 5)


def rows(n_borrowers, as_text, seed):
    ids = np.arange(100, 100 + n_borrowers)
    ids = np.array([f"客户{i}" for i in ids]) if as_text else ids
    borrower, month = np.repeat(ids, 12), np.array(MONTHS * n_borrowers)
    order = np.random.default_rng(seed).permutation(len(borrower))
    return borrower[order], month[order]


@given(st.integers(4, 60), st.booleans(), st.integers(0, 99), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_no_borrower_and_no_month_is_on_both_sides(n, as_text, order, seed):
    borrower, month = rows(n, as_text, order)
    plan = SplitPlan(PLAN.train_months, PLAN.oot_months, 0.3, seed)
    parts = split(borrower, month, plan)
    seen = [set(borrower[p].tolist()) for p in (parts.train, parts.test)]
    assert sum(map(len, seen)) == len(set.union(*seen)) == n
    assert set(borrower[parts.oot].tolist()) == seen[1]
    assert set(month[parts.train | parts.test].tolist()) == set(plan.train_months)
    assert set(month[parts.oot].tolist()) == set(plan.oot_months)


@given(st.integers(4, 60), st.booleans(), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_order_of_rows_changes_nobodys_part(n, as_text, seed):
    (a, month_a), (b, month_b) = rows(n, as_text, 1), rows(n, as_text, seed)
    left, right = split(a, month_a, PLAN), split(b, month_b, PLAN)
    for name in ("train", "test", "oot"):
        one = {*zip(a[getattr(left, name)], month_a[getattr(left, name)], strict=True)}
        two = {*zip(b[getattr(right, name)], month_b[getattr(right, name)], strict=True)}
        assert one == two


def test_shares_are_as_asked_and_seeds_differ():
    borrower, month = rows(1000, False, 0)
    parts = split(borrower, month, PLAN)
    assert np.unique(borrower[parts.test]).size == 300
    assert np.unique(borrower[parts.train]).size == 700
    other = split(borrower, month, SplitPlan(PLAN.train_months, PLAN.oot_months, 0.3, 6))
    assert (other.test != parts.test).any()


def test_a_table_without_time_has_no_out_of_time_part():
    borrower = np.array([f"c{i}" for i in range(50)])
    parts = split(borrower, np.full(50, ""), PLAN)
    assert not parts.oot.any()
    assert (parts.train | parts.test).all()


def test_people_who_come_later_are_judged_out_of_time():
    # one row per person: nobody who was learned from is there again
    borrower = np.arange(600)
    month = np.array(MONTHS * 50)
    parts = split(borrower, month, PLAN)
    assert (parts.oot == np.isin(month, PLAN.oot_months)).all()


def test_every_part_gets_a_borrower_and_too_few_are_refused():
    assert sorted(borrower_parts(np.arange(3), [0.01, 0.01], 0)) == [0, 1, 2]
    assert sorted(borrower_parts(np.arange(3), [0.98, 0.98], 0)) == [0, 1, 2]
    with pytest.raises(BadData, match="Provide more borrowers"):
        borrower_parts(np.array([4, 4, 9]), [0.3, 0.3], 0)


def test_plans_that_leak_and_months_that_are_not_there_are_refused():
    with pytest.raises(BadConfig, match="2024-03 is not later"):
        SplitPlan(("2024-01", "2024-03"), ("2024-03",), 0.3, 0)
    with pytest.raises(BadConfig, match="holdout_share"):
        SplitPlan((), (), 1.0, 0)
    borrower, month = rows(20, False, 0)
    with pytest.raises(BadData, match="'oot'"):
        split(borrower, month, SplitPlan(tuple(MONTHS[:3]), ("2030-01",), 0.3, 0))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=60), st.integers(0, 99))
def test_redrawn_are_as_many_borrowers_each_with_all_rows(ids, seed):
    ids = np.array(ids)
    at = redrawn(ids, seed)
    assert (np.diff(at) >= 0).all(), "rows stay in their order"
    rows_of = dict(zip(*np.unique(ids, return_counts=True), strict=True))
    copies = np.bincount(at, minlength=len(ids))
    for who in rows_of:
        assert len(set(copies[ids == who].tolist())) == 1, "all rows of one as often"
    drawn = sum(copies[np.flatnonzero(ids == who)[0]] for who in rows_of)
    assert drawn == len(rows_of)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=60), st.integers(0, 99), st.data())
def test_two_tables_redrawn_among_the_same_people_hold_the_same_people(ids, seed, data):
    ids = np.array(ids)
    other = np.array(data.draw(st.lists(st.sampled_from(ids.tolist()), max_size=30)), dtype=int)
    whole, part = redrawn(ids, seed), redrawn(other, seed, among=ids)
    for who in np.unique(other):
        of_whole = np.sum(ids[whole] == who) / np.sum(ids == who)
        assert np.sum(other[part] == who) / np.sum(other == who) == of_whole
