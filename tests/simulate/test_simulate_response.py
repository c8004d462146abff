"""Response to the limit: the same person at every limit, and what was to be expected."""

import numpy as np
import pytest
from simulate_worlds import frames, grid, world, world_numbers

from mingxi.declare.errors import BadConfig
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.noise import Fresh
from mingxi.simulate.response.limit_response import (
    GRID,
    Terms,
    _outcome,
    limit_response,
    response_table,
)
from mingxi.simulate.world import simulate

TERMS = Terms(0.0004, 0.0428, 0.002, 0.87, 20.0)
MONTH, YEAR = 9, 12
NUMBERS = world_numbers()
LIMITS = (500, 5_000, 50_000)


@pytest.fixture(scope="module")
def config():
    return world(NUMBERS, 4_000, MONTH + YEAR + 2)


@pytest.fixture(scope="module")
def many(config):
    return limit_response(config, range(0, 4_000, 5), MONTH, TERMS, 2)


def year(config, ids, do, fresh):
    """Mean balance in yuan and default of the year after the decision, by living everything."""
    months = frames(simulate(config, ids, do, fresh).observed)["months"]
    after = slice(MONTH + 1, MONTH + 1 + YEAR)
    balance = grid(months, "balance_fen")[:, after].mean(axis=1) / 100.0
    return balance, (grid(months, "dpd")[:, after] >= 90).any(axis=1)


def test_the_same_noise_gives_the_life_that_a_set_limit_gives(config):
    ids = tuple(range(3, 160, 3))
    found = limit_response(config, ids, MONTH, TERMS, 2, LIMITS)
    assert len(found.borrower_id) > 20
    who = tuple(found.borrower_id.tolist())
    for i, limit in enumerate(LIMITS):
        do = (Intervention("set_limit", MONTH, MONTH + YEAR, None, limit),)
        balance, default = year(config, who, do, None)
        np.testing.assert_allclose(found.same.balance[:, i], balance)
        np.testing.assert_array_equal(found.same.default[:, i], default)
        lives = [year(config, who, do, Fresh(k, MONTH + 1)) for k in (1, 2)]
        np.testing.assert_allclose(
            found.expected.balance[:, i], np.mean([one[0] for one in lives], axis=0)
        )
        np.testing.assert_allclose(
            found.expected.default[:, i], np.mean([one[1] for one in lives], axis=0)
        )


def test_who_else_is_lived_again_changes_nothing(config):
    some = limit_response(config, (4, 9, 30, 31), MONTH, TERMS, 1, LIMITS)
    more = limit_response(config, range(40), MONTH, TERMS, 1, LIMITS)
    same = np.isin(more.borrower_id, some.borrower_id)
    np.testing.assert_array_equal(more.expected.profit[same], some.expected.profit)


def test_more_limit_means_more_balance_and_more_default(many):
    balance = many.expected.balance.mean(axis=0)
    default = many.expected.default.mean(axis=0)
    assert (np.diff(balance) > 0).all()
    assert default[-1] > 1.5 * default[0] > 0
    low, high = default[:5].mean(), default[-5:].mean()
    assert high > low
    # 0.10 to 0.14 of more limit is drawn around the usual limits (Gross and Souleles), and less
    # and less of it far above what people need
    slope = np.diff(balance) / np.diff(many.grid)
    assert 0.05 < slope[5:9].mean() < 0.2
    assert slope[7] > slope[10] > slope[-1]


def test_the_best_limit_lies_inside_the_grid_for_the_borrowers_together(many):
    profit = many.expected.profit.mean(axis=0)
    assert 0 < np.argmax(profit) < len(GRID) - 1
    assert set(many.optimal) <= set(GRID)
    best = many.expected.profit[np.arange(len(many.optimal)), np.searchsorted(GRID, many.optimal)]
    np.testing.assert_array_equal(best, many.expected.profit.max(axis=1))


def test_profit_of_a_year_is_interest_less_costs_and_what_is_lost():
    owed = np.full((YEAR, 2), 1_000.0)
    bad = np.zeros((YEAR, 2), dtype=bool)
    bad[6:, 1] = True
    default, balance, exposure, profit = _outcome(bad, owed, np.full((YEAR, 2), 3_000.0), TERMS)
    assert default.tolist() == [0.0, 1.0]
    assert balance.tolist() == [1_000.0, 1_000.0]
    assert exposure.tolist() == [0.0, 1_000.0]
    margin = 0.0004 * 365 - 0.0428
    assert profit[0] == pytest.approx(margin * 1_000 - 0.002 * 2_000 - 20)
    assert profit[1] == pytest.approx((margin * 1_000 - 0.002 * 2_000) / 2 - 870 - 20)


def test_the_table_has_a_row_for_every_borrower_and_limit(many):
    table = response_table(many).to_pandas()
    assert len(table) == len(many.borrower_id) * len(GRID)
    assert table.groupby("borrower_id")["optimal"].sum().eq(1).all()
    assert table["default_same"].isin([0.0, 1.0]).all()
    assert table["default_expected"].between(0.0, 1.0).all()
    assert (table["lives"] == 2).all()


@pytest.mark.parametrize(("month", "lives"), [(0, 1), (MONTH + 2, 1), (MONTH, 0)])
def test_a_month_without_a_year_or_no_life_is_refused(config, month, lives):
    with pytest.raises(BadConfig, match="Use a month from 1 to"):
        limit_response(config, (1, 2), month, TERMS, lives)
