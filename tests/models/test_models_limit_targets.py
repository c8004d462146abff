from dataclasses import replace

import numpy as np
import pytest

from mingxi.declare.errors import BadConfig, BadData
from mingxi.models.booster import Examples, risk_signs
from mingxi.models.limit_outcomes import fit_limit_outcomes, outcomes_at, with_log_limit
from mingxi.models.limit_targets import TargetPlan, optimal_limits
from mingxi.models.profit import LIMIT_GRID, ProfitTerms
from mingxi.models.search_space import outcome_settings
from mingxi.models.split import borrower_parts

TERMS = ProfitTerms(0.0004, 0.0428, 0.4, 0.45, 0.002, 20.0)
PLAN = TargetPlan(replace(outcome_settings(8000), n_rounds=80), seed=2)


def targets(portfolio, terms=TERMS, plan=PLAN, **other):
    given = {"limit": portfolio.limit, "default": portfolio.default, "balance": portfolio.balance}
    return optimal_limits(portfolio.table, **{**given, **other}, terms=terms, plan=plan)


@pytest.fixture(scope="module")
def found(portfolio):
    return targets(portfolio)


def test_targets_are_grid_limits_within_the_support(portfolio, found):
    assert np.isin(found, LIMIT_GRID).all()
    ratio = found / portfolio.limit
    assert ((ratio >= 0.25) & (ratio <= 4.0)).all()
    assert np.unique(found).size > 5


def test_a_costlier_default_never_raises_a_target(portfolio, found):
    harsher = targets(portfolio, replace(TERMS, lgd=1.0))
    assert (harsher <= found).all()
    assert (targets(portfolio, replace(TERMS, lgd=0.2)) > found).any()


def test_the_risky_get_less_than_the_safe_with_the_same_past_limit(portfolio, found):
    share = found / portfolio.limit
    risk = portfolio.pd
    safe, risky = risk < np.quantile(risk, 0.2), risk > np.quantile(risk, 0.8)
    assert share[risky].mean() < 0.6 * share[safe].mean()


def test_same_targets_from_one_thread_and_two(portfolio, found):
    assert np.array_equal(targets(portfolio, plan=replace(PLAN, threads=2)), found)


def test_targets_of_one_half_come_from_outcomes_of_the_other(portfolio):
    plan = replace(PLAN, trees=replace(PLAN.trees, n_rounds=1, learning_rate=1.0))
    first = borrower_parts(portfolio.table.borrower_id, [0.5], plan.seed) == 0
    flipped = np.where(first, 1 - portfolio.default, portfolio.default)
    before, after = targets(portfolio, plan=plan), targets(portfolio, plan=plan, default=flipped)
    assert np.array_equal(before[first], after[first])
    assert (before[~first] != after[~first]).mean() > 0.2


def test_rows_without_a_past_limit_have_no_target_and_unknown_outcomes_do_not_matter(portfolio):
    n = len(portfolio.limit)
    rng = np.random.default_rng(1)
    limit = np.where(rng.random(n) < 0.1, rng.choice([0.0, np.nan], n), portfolio.limit)
    default = np.where(rng.random(n) < 0.2, np.nan, portfolio.default)
    found = targets(portfolio, limit=limit, default=default)
    assert np.array_equal(np.isfinite(found), np.isfinite(limit) & (limit > 0))


def test_no_known_outcome_is_refused(portfolio):
    with pytest.raises(BadData, match="outcomes at logged limits"):
        targets(portfolio, default=np.full(len(portfolio.limit), np.nan))


def test_neither_risk_nor_balance_falls_when_the_limit_rises(portfolio):
    table = with_log_limit(portfolio.table, portfolio.limit)
    assert risk_signs(table.features) == (*risk_signs(portfolio.table.features), 1)
    early = np.arange(len(table)) % 2 == 0
    pairs = [
        tuple(Examples(table.rows(part), outcome[part]) for part in (early, ~early))
        for outcome in (portfolio.default, portfolio.balance)
    ]
    outcomes = fit_limit_outcomes(*pairs, PLAN.trees, 0, 1)
    rows = portfolio.table.rows(np.arange(700))
    told = [outcomes_at(outcomes, rows, np.full(700, limit)) for limit in LIMIT_GRID]
    for curve in (np.array([t[0] for t in told]), np.array([t[1] for t in told])):
        assert (np.diff(curve, axis=0) >= 0).all()
        assert (curve[-1] > curve[0]).mean() > 0.5
        assert np.isfinite(curve).all()


@pytest.mark.parametrize("wrong", [{"grid": ()}, {"grid": (500.0, 500.0)}, {"support": 0.5}])
def test_plans_without_sense_are_refused(wrong):
    with pytest.raises(BadConfig):
        TargetPlan(PLAN.trees, **wrong)
