"""What limits are worth, and trees that climb it."""

import numpy as np
import pytest

from mingxi.models.booster import (
    Examples,
    Goal,
    fit_booster,
    limit_signs,
    more_trees,
    n_trees,
    raw_scores,
)
from mingxi.models.limit_outcomes import Expected
from mingxi.models.lot_response import Slope
from mingxi.models.outcome_bags import OutcomeBags
from mingxi.models.profit import ProfitTerms
from mingxi.models.tree_settings import TreeSettings
from mingxi.models.worth import Worth, points

TERMS = ProfitTerms(0.0004, 0.0428, 0.87, 0.45, 0.001, 20.0)
N = 50


@pytest.fixture(scope="module")
def worth():
    rng = np.random.default_rng(4)
    slopes = (Slope(1.7, 0.1), Slope(0.8, 0.1))
    levels = Expected(rng.normal(4, 0.3, N), rng.normal(7, 0.3, N), slopes)
    bags = OutcomeBags((levels,), np.full(N, 8_000.0), TERMS)
    low, high = np.full(N, 2_000.0), np.full(N, 32_000.0)
    return levels, Worth(points(bags, 4.0, 0.0), bags.proposal, low, high, 0.2, np.zeros(N))


def test_slope_and_bend_are_those_of_profit_less_the_price_of_loss(worth):
    (levels, worth), limit = worth, np.full(N, 9_000.0)
    slope, bend = worth.slope_and_bend(limit)
    owed, balance = levels.at(limit, worth.proposal)
    margin, idle = TERMS.daily_rate * 365 - TERMS.funding_rate, TERMS.undrawn_cost
    cost = 1.2 * TERMS.lgd * owed
    true = ((margin + idle) * 0.8 * balance - 1.7 * cost) / limit - idle
    assert slope == pytest.approx(true, rel=0.05, abs=1e-4)
    assert (bend > 0).all()


def test_beyond_what_may_be_believed_worth_only_falls(worth):
    _, worth = worth
    assert (worth.slope_and_bend(2.0 * worth.high)[0] < 0).all()
    assert (worth.slope_and_bend(0.5 * worth.low)[0] > 0).all()


def test_more_trees_climb_to_where_worth_is_highest(portfolio):
    table = portfolio.table
    settings = TreeSettings(n_rounds=30, learning_rate=0.3, min_data_in_leaf=50)
    goal = Goal("regression", limit_signs(table.features))
    first = fit_booster(goal, Examples(table, np.full(len(table), 1.0)), None, settings, 3, 1)
    best = 5.0 + (np.nan_to_num(table.column("late")) < 1.0)

    def pull(raw):
        return best - raw, np.ones(len(raw))

    grown = more_trees(first, table, pull, settings, 3, 1)
    assert n_trees(grown) > n_trees(first)
    gap = np.abs(best - raw_scores(grown, table.keys, table)).mean()
    assert gap < 0.3 * np.abs(best - raw_scores(first, table.keys, table)).mean()
    assert grown == more_trees(first, table, pull, settings, 3, 2)
