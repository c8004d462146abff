"""Every yuan of a budget goes where it earns most."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingxi.declare.errors import BadData
from mingxi.models.allocation import Budget, allocated, taken


def market(seed, n=40, g=6):
    """Concave profit and convex loss over rising limits, as lines of credit have them."""
    rng = np.random.default_rng(seed)
    limit = np.arange(1, g + 1, dtype=float)
    profit = rng.gamma(2.0, 1.0, (n, 1)) * np.sqrt(limit)
    loss = rng.gamma(1.0, 0.3, (n, 1)) * limit**1.5
    return profit - loss, loss, np.ones((n, g), dtype=bool)


@given(st.integers(0, 10_000), st.floats(0.05, 0.95))
@settings(max_examples=60, deadline=None)
def test_budgets_are_kept_and_no_uniform_limit_does_better(seed, share):
    profit, loss, every = market(seed)
    least, free = loss[:, 0].sum(), allocated(profit, every, [])
    most = taken(loss, free.choice).sum()
    amount = least + share * max(most - least, 0.0)
    found = allocated(profit, every, [Budget("loss", loss, amount)])
    assert found.used["loss"] <= amount * (1 + 1e-9)
    assert found.prices["loss"] >= 0.0
    gained = taken(profit, found.choice).sum()
    gap = loss.max()  # what a whole step of one borrower may leave unused
    for column in range(profit.shape[1]):
        if loss[:, column].sum() <= amount - gap:
            assert gained >= profit[:, column].sum()


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_more_budget_never_earns_less_and_never_costs_more(seed):
    profit, loss, every = market(seed)
    least, most = loss[:, 0].sum(), loss.max(axis=1).sum()
    before = (-np.inf, np.inf)
    for amount in np.linspace(least * 1.001, most, 6):
        found = allocated(profit, every, [Budget("loss", loss, float(amount))])
        now = (taken(profit, found.choice).sum(), found.prices["loss"])
        assert now[0] >= before[0] - 1e-9
        assert now[1] <= before[1] + 1e-9
        before = now


def test_a_budget_that_is_not_used_up_has_no_price():
    profit, loss, every = market(1)
    found = allocated(profit, every, [Budget("loss", loss, 1e9)])
    assert found.prices["loss"] == 0.0
    assert np.array_equal(found.choice, profit.argmax(axis=1))


def test_two_budgets_are_kept_together():
    profit, loss, every = market(2)
    exposure = np.broadcast_to(np.arange(1, 7.0), profit.shape)
    free = allocated(profit, every, [])
    budgets = [
        Budget("loss", loss, 0.7 * taken(loss, free.choice).sum()),
        Budget("all", exposure, 0.7 * taken(exposure, free.choice).sum()),
    ]
    found = allocated(profit, every, budgets)
    for budget in budgets:
        assert found.used[budget.name] <= budget.amount * (1 + 1e-6)


def test_only_supported_limits_are_chosen_and_nobody_without_one_gets_any():
    profit, loss, every = market(3)
    every = every.copy()
    every[:, 4:] = False
    every[0] = False
    found = allocated(profit, every, [Budget("loss", loss, 1e9)])
    assert found.choice[0] == -1
    assert found.choice[1:].max() <= 3
    assert np.isnan(taken(profit, found.choice)[0])


def test_a_budget_below_what_the_least_limits_use_is_refused():
    profit, loss, every = market(4)
    with pytest.raises(BadData, match="loss"):
        allocated(profit, every, [Budget("loss", loss, 0.5 * loss[:, 0].sum())])


def test_the_newsvendor_is_answered_as_in_the_textbook():
    """A line costs c per yuan and earns m per yuan drawn; demand is exponential with mean s.

    The best limit is where demand exceeds it with probability c / m (Budd and Taylor,
    arXiv 1506.05376): s ln(m / c), whatever the scale.
    """
    scale = np.array([1.0, 2.0, 5.0])[:, None]
    margin, cost = 0.10, 0.02
    grid = np.linspace(0.01, 20.0, 2000)
    drawn = scale * -np.expm1(-grid / scale)
    found = allocated(margin * drawn - cost * grid, np.ones(drawn.shape, dtype=bool), [])
    assert grid[found.choice] == pytest.approx(scale[:, 0] * np.log(margin / cost), abs=0.02)
