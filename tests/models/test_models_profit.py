from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.errors import BadConfig
from mingxi.models.limit_targets import best_on_grid
from mingxi.models.profit import LIMIT_GRID, ProfitTerms, annual_profit

TERMS = ProfitTerms(
    daily_rate=0.12 / 365, funding_rate=0.02, lgd=0.9, ccf=0.5, undrawn_cost=0.0, fixed_cost=0.0
)


def best_limit(risk, balance, terms, grid):
    profit = annual_profit(risk, balance, grid, terms)
    return best_on_grid(profit[None], np.full((1, len(grid)), True), grid)[0]


def test_the_optimum_is_where_the_derivative_says():
    # PD = p + kL, B = uL: profit = (1 − p − kL)·m·uL − (p + kL)·lgd·(u + ccf(1 − u))·L,
    # highest at L = ((1 − p)·m·u − p·e) / (2k(m·u + e)) with e = lgd·(u + ccf(1 − u))
    p, k, u, m = 0.01, 2e-7, 0.6, 0.10
    e = TERMS.lgd * (u + TERMS.ccf * (1 - u))
    exact = ((1 - p) * m * u - p * e) / (2 * k * (m * u + e))
    assert 40_000 < exact < 200_000
    grid = np.linspace(1_000, 200_000, 200)
    found = best_limit(p + k * grid, u * grid, TERMS, grid)
    assert abs(found - exact) <= 1_000


def test_hand_computed_choice_between_three_limits():
    grid = np.array([1_000.0, 10_000.0, 100_000.0])
    risk, balance = np.array([0.01, 0.02, 0.20]), np.array([800.0, 5_000.0, 30_000.0])
    # 0.99·0.1·800 − 0.01·0.9·900    =   79.2 −    8.1 =    71.1
    # 0.98·0.1·5000 − 0.02·0.9·7500  =  490   −  135   =   355
    # 0.80·0.1·30000 − 0.2·0.9·65000 = 2400   − 11700  = −9300
    profit = annual_profit(risk, balance, grid, TERMS)
    assert profit == pytest.approx([71.1, 355.0, -9300.0])
    assert best_limit(risk, balance, TERMS, grid) == 10_000.0


def rising(low, high, n):
    return st.lists(st.floats(low, high), min_size=n, max_size=n).map(sorted).map(np.array)


@given(
    rising(0.0, 0.6, len(LIMIT_GRID)),
    rising(0.0, 2e5, len(LIMIT_GRID)),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_costlier_default_never_raises_the_limit(risk, balance, ccf, one, other):
    grid = np.array(LIMIT_GRID)
    low, high = sorted((one, other))
    mild, harsh = (replace(TERMS, lgd=lgd, ccf=ccf) for lgd in (low, high))
    # equal profits may differ in the last bit: compare away from ties
    profits = np.sort(annual_profit(risk, balance, grid, mild))
    if np.diff(profits[-2:])[0] > 1e-6:
        assert best_limit(risk, balance, harsh, grid) <= best_limit(risk, balance, mild, grid)


@given(st.floats(0, 1), st.floats(0, 1e6), st.floats(1, 2e5))
def test_balance_above_the_limit_does_not_count(risk, balance, limit):
    told, kept = (
        annual_profit(np.array(risk), np.array(b), np.array(limit), TERMS)
        for b in (balance, min(balance, limit))
    )
    assert told == kept


def test_fixed_and_undrawn_cost_are_taken_off():
    dear = replace(TERMS, undrawn_cost=0.01, fixed_cost=7.0)
    gap = annual_profit(*map(np.array, (0.1, 400.0, 1000.0)), TERMS) - annual_profit(
        *map(np.array, (0.1, 400.0, 1000.0)), dear
    )
    assert gap == pytest.approx(0.01 * 600 + 7)


@pytest.mark.parametrize(("name", "value"), [("lgd", 1.2), ("ccf", -0.1), ("fixed_cost", -1.0)])
def test_terms_out_of_range_are_refused(name, value):
    with pytest.raises(BadConfig, match=name):
        replace(TERMS, **{name: value})


def test_rows_without_supported_limit_have_no_answer():
    grid = np.array([500.0, 1000.0])
    found = best_on_grid(np.array([[1.0, 2.0]]), np.array([[False, False]]), grid)
    assert np.isnan(found).all()
