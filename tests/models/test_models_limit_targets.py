"""Which limits are looked for: slopes from lots, support, caution, budgets."""

from dataclasses import replace

import numpy as np
import pytest

from mingxi.declare.errors import BadConfig, BadData
from mingxi.models.limit_outcomes import (
    BALANCE_PRIOR,
    OWED_PRIOR,
    Expected,
    Growth,
    crossed_levels,
)
from mingxi.models.limit_targets import (
    PerLine,
    TargetPlan,
    best_limits,
    optimal_limits,
    support,
)
from mingxi.models.lot_response import Slope, lot_response
from mingxi.models.outcome_bags import outcome_bags
from mingxi.models.profit import LIMIT_GRID, ProfitTerms
from mingxi.models.search_space import outcome_settings
from mingxi.records.limit_rows import LimitRows

TERMS = ProfitTerms(0.0004, 0.0428, 0.4, 0.45, 0.001, 20.0)
PLAN = TargetPlan(least_rows=1)


@pytest.fixture(scope="module")
def rows(portfolio):
    rng = np.random.default_rng(3)
    n = len(portfolio.limit)
    lot = np.where(rng.random(n) < 0.3, rng.choice([-0.7, 0.7], n), 0.0)
    balance = portfolio.balance * np.exp(0.8 * lot)
    return LimitRows(
        portfolio.table,
        proposal=portfolio.limit,
        limit=portfolio.limit * np.exp(lot),
        lot=lot,
        default=portfolio.default,
        balance=balance,
        exposure=portfolio.default * balance,
        traits={"region": np.where(np.arange(n) % 2, "north", "south")},
    )


@pytest.fixture(scope="module")
def bags(rows):
    return outcome_bags(rows, TERMS, growth(rows, 40), 2, (5, 1))


def growth(rows, n_rounds):
    settings = replace(outcome_settings(len(rows)), n_rounds=n_rounds)
    return Growth(settings, settings)


def test_targets_are_grid_limits_near_the_proposal(rows, bags):
    found = optimal_limits(rows, bags, PLAN).limit
    assert np.isin(found, LIMIT_GRID).all()
    ratio = found / rows.proposal
    assert ((ratio >= 0.25) & (ratio <= 4.0)).all()
    assert np.unique(found).size > 5


def test_a_costlier_default_never_raises_a_target(rows, bags):
    free = replace(PLAN, caution=0.0, loss=1e9)
    found = optimal_limits(rows, bags, free).limit
    harsher = optimal_limits(rows, replace(bags, terms=replace(TERMS, lgd=1.0)), free).limit
    assert (harsher <= found).all()
    assert (harsher < found).any()


def test_the_risky_get_less_than_the_safe_with_the_same_proposal(portfolio, rows, bags):
    share = optimal_limits(rows, bags, PLAN).limit / rows.proposal
    risk = portfolio.pd
    safe, risky = risk < np.quantile(risk, 0.2), risk > np.quantile(risk, 0.8)
    assert share[risky].mean() < 0.7 * share[safe].mean()


def test_caution_leaves_expected_loss_unused_and_a_smaller_budget_costs_profit(rows, bags):
    def expected(plan):
        return bags.at(optimal_limits(rows, bags, plan).limit)

    calm, bold = expected(PLAN), expected(replace(PLAN, caution=0.0))
    assert calm.loss.sum() <= bold.loss.sum()
    tight = optimal_limits(rows, bags, replace(PLAN, caution=0.0, loss=0.5))
    assert bags.at(tight.limit).loss.sum() <= tight.budget * (1 + 1e-9)
    assert tight.allocation.prices["loss"] > 0
    assert bags.at(tight.limit).profit.sum() < bold.profit.sum()


def test_an_exposure_budget_binds_the_group_it_names(rows, bags):
    free = optimal_limits(rows, bags, PLAN)
    south = rows.group("region:south")
    share = 0.5 * free.limit[south].sum() / rows.limit[south].sum()
    half = replace(PLAN, exposure={"region:south": share})
    found = optimal_limits(rows, bags, half)
    assert found.limit[south].sum() <= 0.5 * free.limit[south].sum() * (1 + 1e-9)
    assert found.allocation.prices["region:south"] > 0
    with pytest.raises(BadData, match="region:nowhere"):
        optimal_limits(rows, bags, replace(PLAN, exposure={"region:nowhere": 1.0}))


def test_a_budget_in_money_is_that_much_for_every_line_it_concerns(rows, bags):
    free = replace(PLAN, caution=0.0)
    per_line = 0.5 * bags.at(rows.mean_limit).loss.mean()
    found = optimal_limits(rows, bags, replace(free, loss=PerLine(per_line)))
    assert found.budget == pytest.approx(per_line * len(rows))
    assert np.array_equal(found.limit, optimal_limits(rows, bags, replace(free, loss=0.5)).limit)
    south = rows.group("region:south")
    few = 0.4 * optimal_limits(rows, bags, free).limit[south].mean()
    held = optimal_limits(rows, bags, replace(free, exposure={"region:south": PerLine(few)}))
    assert 0.9 * few < held.limit[south].mean() <= few * (1 + 1e-9)


@pytest.mark.parametrize("money", [0.0, -1.0, float("inf"), float("nan")])
def test_a_budget_in_money_is_above_0(money):
    with pytest.raises(BadConfig, match="per line"):
        PerLine(money)


def test_limits_seldom_given_to_people_of_like_risk_are_not_tried(rows):
    risk = rows.default
    often = support(rows, risk, replace(PLAN, least_rows=50))
    assert (often <= support(rows, risk, PLAN)).all()
    assert often.sum() < support(rows, risk, PLAN).sum()


def test_levels_of_one_half_come_from_outcomes_of_the_other(rows):
    _, (owed, _) = crossed_levels(rows, growth(rows, 3), 4, 1)
    who = rows.table.borrower_id == rows.table.borrower_id[0]
    more = replace(rows, exposure=rows.exposure + np.where(who, 1e6, 0.0))
    _, (again, _) = crossed_levels(more, growth(rows, 3), 4, 1)
    assert np.array_equal(owed[who], again[who])
    assert not np.array_equal(owed, again)


def test_same_expectations_from_one_thread_and_two(rows):
    grown = growth(rows, 5)
    one, two = (crossed_levels(rows, grown, 4, threads)[1] for threads in (1, 2))
    assert np.array_equal(one, two)


def test_others_are_told_the_same_whoever_stands_beside_them(rows, bags):
    told = bags.of_others(rows.table, rows.proposal)
    few = np.arange(0, len(rows), 7)
    part = bags.of_others(rows.table.rows(few), rows.proposal[few])
    for whole, some in zip(told.bags, part.bags, strict=True):
        assert np.array_equal(whole.owed[few], some.owed)
        assert np.array_equal(whole.balance[few], some.balance)
    # one of the two halves has seen these people, so they are told much the same as before
    for whole, own in zip(told.bags, bags.bags, strict=True):
        assert whole.slopes == own.slopes
        assert np.corrcoef(whole.balance, own.balance)[0, 1] > 0.9


def test_the_best_limits_of_others_lie_near_their_proposals_and_fall_with_the_price(rows, bags):
    told = bags.of_others(rows.table, rows.proposal)
    free, dear = (best_limits(told, PLAN, price) for price in (0.0, 5.0))
    grid = np.isin(free, LIMIT_GRID)
    assert grid.mean() > 0.9
    assert np.array_equal(free[~grid], rows.proposal[~grid])
    ratio = free[grid] / rows.proposal[grid]
    assert ((ratio >= 0.25) & (ratio <= 4.0)).all()
    assert (dear <= free).all()
    assert dear.sum() < free.sum()


def test_neither_loss_nor_balance_falls_when_the_limit_rises():
    rng = np.random.default_rng(0)
    levels = Expected(rng.normal(size=200), rng.normal(6, 1, 200), (Slope(0.6, 0.1), Slope(0, 1)))
    grid = np.broadcast_to(np.array(LIMIT_GRID), (200, len(LIMIT_GRID)))
    owed, balance = levels.at(grid, np.full(200, 8000.0))
    assert (np.diff(owed, axis=1) > 0).all()
    assert (np.diff(balance, axis=1) >= 0).all()


def test_slopes_are_found_from_lots_though_the_risky_have_low_limits():
    rng = np.random.default_rng(11)
    n = 60_000
    own = rng.normal(size=n)
    lot = np.where(rng.random(n) < 0.3, rng.choice([-0.7, 0.7], n), 0.0)
    money = np.exp(6 + own + 0.9 * lot) * rng.exponential(size=n)
    found = lot_response(money, 6 + own, lot, BALANCE_PRIOR)
    assert abs(found.slope.mean - 0.9) < 3 * found.slope.sd < 0.15
    seldom = np.where(rng.random(n) < 0.05, money, 0.0)
    found = lot_response(seldom, 3 + own, lot, OWED_PRIOR)
    assert abs(found.slope.mean - 0.9) < 3 * found.slope.sd < 0.8


def test_levels_are_mended_where_half_of_what_they_tell_is_chance():
    rng = np.random.default_rng(12)
    n = 40_000
    own, chance = rng.normal(size=(2, n)) * 0.5
    money = np.exp(6 + own) * rng.exponential(size=n)
    found = lot_response(money, 5 + own + chance, np.zeros(n), BALANCE_PRIOR)
    assert found.stretch == pytest.approx(0.5, abs=0.05)
    mended = found.mended(5 + own + chance)
    assert np.exp(mended).sum() == pytest.approx(money.sum(), rel=1e-6)


def test_without_lots_the_prior_comes_back_and_no_slope_is_below_zero():
    y, level, none = np.ones(50), np.zeros(50), np.zeros(50)
    slope = lot_response(y, level, none, BALANCE_PRIOR).slope
    assert (slope.mean, slope.sd) == pytest.approx((BALANCE_PRIOR.mean, BALANCE_PRIOR.sd))
    lots = np.linspace(-1, 1, 50)
    assert lot_response(np.exp(-lots), level, lots, BALANCE_PRIOR).slope.mean == 0.0


@pytest.mark.parametrize(
    "wrong", [{"grid": ()}, {"grid": (500.0, 500.0)}, {"support": 0.5}, {"caution": -1.0}]
)
def test_plans_without_sense_are_refused(wrong):
    with pytest.raises(BadConfig):
        TargetPlan(**wrong)
