"""Limits drawn by lot tell what a limit brings, to each kind of borrower its own."""

import numpy as np
import pytest

from mingxi.models.drawn_response import Drawn, fit_drawn_response, profit_and_loss
from mingxi.models.tree_settings import TreeSettings

GRID = np.array([500.0, 2_000.0, 8_000.0, 32_000.0])
TREES = TreeSettings(num_leaves=8, n_rounds=60, min_data_in_leaf=50, feature_fraction=1.0)


@pytest.fixture(scope="module")
def told(portfolio):
    """The late lose more than they bring at any limit; the others bring more than they lose."""
    table = portfolio.table
    drawn = np.random.default_rng(6)
    limit = drawn.choice(GRID, len(table))
    bad = table.column("late") > 0.5
    lost = np.where(drawn.random(len(table)) < np.where(bad, 0.2, 0.01), limit, 0.0)
    found = Drawn(limit, 0.06 * limit, lost, 0.001 * limit, 20.0)
    return table, bad, profit_and_loss(fit_drawn_response(table, found, TREES, 1, 1), table, GRID)


def test_no_limit_is_worth_it_for_some_and_the_highest_for_others(told):
    _, bad, (profit, _) = told
    best = profit.argmax(axis=1)
    assert (best[bad] == 0).mean() > 0.8
    assert (best[~bad] == len(GRID) - 1).mean() > 0.8


def test_more_limit_never_means_less_loss_and_the_mean_is_right(told):
    _, bad, (profit, loss) = told
    assert (np.diff(loss, axis=1) >= 0).all()
    assert loss[bad, -1].mean() == pytest.approx(0.2 * GRID[-1], rel=0.2)
    assert profit[~bad, 0].mean() == pytest.approx(0.049 * GRID[0] - 20.0, abs=8.0)
