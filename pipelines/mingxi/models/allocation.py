"""Limits of highest worth within budgets: every yuan of a budget goes where it earns most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

# halvings of the interval in which a price lies, and rounds over all budgets: one budget needs one
HALVINGS, ROUNDS = 45, 12
DEAREST = 1e6  # a price at which a budget that cannot be kept is given up


@dataclass(frozen=True)
class Budget:
    """What some borrowers together may use up.

    Parameters
    ----------
    name : str
    use : ndarray of shape (n, g)
        What each borrower uses at each limit, ≥ 0: expected loss, exposure; 0 for borrowers whom
        the budget does not concern.
    amount : float
        Sum that may be used.
    """

    name: str
    use: FloatArray
    amount: float


@dataclass(frozen=True)
class Allocation:
    """One limit for each borrower.

    Parameters
    ----------
    choice : ndarray of shape (n,)
        Position on the grid; −1 where no limit may be believed.
    prices : mapping of str to float
        What one more unit of each budget would bring, in profit; 0: the budget is not used up.
    used : mapping of str to float
    """

    choice: IntArray
    prices: dict[str, float]
    used: dict[str, float]


def allocated(profit: FloatArray, supported: BoolArray, budgets: Sequence[Budget]) -> Allocation:
    """Choice of highest profit less the price of what it uses, at prices that keep the budgets.

    The price of a budget is found by bisection while those of the others stand; several budgets
    take turns (dual coordinate descent, as in arXiv 2002.00352).

    Parameters
    ----------
    profit : ndarray of shape (n, g)
    supported : ndarray of shape (n, g)
        Limits that may be chosen.
    budgets : sequence of Budget

    Raises
    ------
    BadData
        A budget is smaller than what the least costly choice uses.

    Examples
    --------
    Two borrowers, two limits; there is room for one raise, and the second earns more by it:

    >>> profit = np.array([[0.0, 3.0], [0.0, 5.0]])
    >>> loss = Budget("loss", np.array([[0.0, 1.0], [0.0, 1.0]]), 1.0)
    >>> found = allocated(profit, np.ones((2, 2), dtype=bool), [loss])
    >>> found.choice.tolist(), round(found.prices["loss"], 6)
    ([0, 1], 3.0)
    """
    prices = np.zeros(len(budgets))
    worth = np.where(supported, profit, -np.inf)
    for _ in range(ROUNDS if len(budgets) > 1 else 1):
        before = prices.copy()
        for i, budget in enumerate(budgets):
            others = [
                (b, p) for k, (b, p) in enumerate(zip(budgets, prices, strict=True)) if k != i
            ]
            rest = worth - sum((p * b.use for b, p in others), np.zeros_like(worth))
            prices[i] = _price(rest, budget)
        if np.allclose(before, prices, rtol=1e-6, atol=1e-9):
            break
    pairs = list(zip(budgets, prices, strict=True))
    net = worth - sum((p * b.use for b, p in pairs), np.zeros_like(worth))
    choice = np.where(supported.any(axis=1), net.argmax(axis=1), -1)
    return Allocation(
        choice,
        {b.name: float(p) for b, p in pairs},
        {b.name: _used(b, choice) for b in budgets},
    )


def taken(values: FloatArray, choice: IntArray) -> FloatArray:
    """Value of each row at its choice, shape (n,); NaN where there is none."""
    found = np.take_along_axis(values, np.maximum(choice, 0)[:, None], axis=1)[:, 0]
    return np.where(choice >= 0, found, np.nan)


def _price(worth: FloatArray, budget: Budget) -> float:
    """Lowest price at which the budget is kept."""
    if _at_price(worth, budget, 0.0) <= budget.amount:
        return 0.0
    low, high = 0.0, 1.0
    while _at_price(worth, budget, high) > budget.amount:
        low, high = high, 2.0 * high
        if high > DEAREST:
            raise BadData(
                f"a budget of {budget.amount:,.0f} for {budget.name}",
                f"even the least costly limits use {_at_price(worth, budget, high):,.0f}",
                "Allow more, or smaller limits",
            )
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if _at_price(worth, budget, middle) > budget.amount:
            low = middle
        else:
            high = middle
    return high


def _at_price(worth: FloatArray, budget: Budget, price: float) -> float:
    possible = np.isfinite(worth).any(axis=1)
    choice = (worth - price * budget.use).argmax(axis=1)
    return _used(budget, np.where(possible, choice, -1))


def _used(budget: Budget, choice: IntArray) -> float:
    return float(np.nansum(taken(budget.use, choice)))
