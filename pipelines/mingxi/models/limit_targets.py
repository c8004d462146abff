"""Which limit would have earned most: the profit grid, only where the lender has experience."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig, BadData
from mingxi.models.booster import Examples
from mingxi.models.limit_outcomes import (
    LimitOutcomes,
    fit_limit_outcomes,
    outcomes_at,
    with_log_limit,
)
from mingxi.models.profit import LIMIT_GRID, ProfitTerms, annual_profit
from mingxi.models.split import borrower_parts
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class TargetPlan:
    """How target limits are looked for.

    Parameters
    ----------
    trees : TreeSettings
        Trees of both outcome models.
    grid : tuple of float
        Limits to try, money, rising.
    support : float
        A limit is tried only from ``logged / support`` to ``logged × support``: beyond, the
        outcome models would be guessing.
    seed : int
    threads : int

    Raises
    ------
    BadConfig
        The grid is empty, not rising or not positive, or ``support`` is below 1.
    """

    trees: TreeSettings
    grid: tuple[float, ...] = LIMIT_GRID
    support: float = 4.0
    seed: int = 0
    threads: int = 1

    def __post_init__(self) -> None:
        if not self.grid or self.grid[0] <= 0 or not np.all(np.diff(self.grid) > 0):
            raise BadConfig("limit grid", f"it is {self.grid}", "List rising limits above 0")
        if not self.support >= 1.0:
            raise BadConfig("support", f"it is {self.support}", "Use a factor of 1 or more")


def optimal_limits(
    table: FeatureTable,
    limit: FloatArray,
    default: FloatArray,
    balance: FloatArray,
    terms: ProfitTerms,
    plan: TargetPlan,
) -> FloatArray:
    """Grid limit with the highest expected profit, money, shape (n,).

    NaN where the logged limit is unknown, not positive, or no grid limit lies within its support.
    Cross-fitted: a borrower's target comes from models that learned from the other half of the
    borrowers, so luck in their own outcome cannot raise it.

    Parameters
    ----------
    table : FeatureTable
    limit : ndarray of shape (n,)
        Limit the lender gave, money.
    default : ndarray of shape (n,)
        1 default within 12 months, 0 none, NaN not known.
    balance : ndarray of shape (n,)
        Mean balance over those 12 months, money; NaN not known.
    terms : ProfitTerms
    plan : TargetPlan

    Raises
    ------
    BadData
        No row of a half has a limit together with a known outcome.
    """
    target = np.full(len(table), np.nan)
    lined = np.isfinite(limit) & (limit > 0)
    half = borrower_parts(table.borrower_id, [0.5], plan.seed)
    for number in (0, 1):
        learned, asked = lined & (half != number), lined & (half == number)
        outcomes = fit_limit_outcomes(
            _examples(table, limit, default, learned, asked),
            _examples(table, limit, balance, learned, asked),
            plan.trees,
            plan.seed,
            plan.threads,
        )
        if asked.any():
            target[asked] = _targets(outcomes, table.rows(asked), limit[asked], terms, plan)
    return target


def best_on_grid(profit: FloatArray, supported: BoolArray, grid: FloatArray) -> FloatArray:
    """Grid limit with the highest supported profit, the lowest among equals, shape (n,).

    Parameters
    ----------
    profit : ndarray of shape (n, g)
    supported : ndarray of shape (n, g)
        Where the profit may be believed; NaN comes back for rows without any.
    grid : ndarray of shape (g,)

    Examples
    --------
    >>> profit = np.array([[1.0, 3.0, 9.0], [2.0, 2.0, 1.0]])
    >>> supported = np.array([[True, True, False], [True, True, True]])
    >>> best_on_grid(profit, supported, np.array([500.0, 1000.0, 2000.0])).tolist()
    [1000.0, 500.0]
    """
    best = grid[np.where(supported, profit, -np.inf).argmax(axis=1)]
    return np.where(supported.any(axis=1), best, np.nan)


def _examples(
    table: FeatureTable,
    limit: FloatArray,
    outcome: FloatArray,
    learned: BoolArray,
    asked: BoolArray,
) -> tuple[Examples, Examples]:
    pair = []
    for part in (learned, asked):
        rows = part & np.isfinite(outcome)
        if not rows.any():
            raise BadData(
                "outcomes at logged limits",
                "half of the borrowers have none",
                "Provide rows with a limit and what came of it",
            )
        pair.append(Examples(with_log_limit(table.rows(rows), limit[rows]), outcome[rows]))
    return pair[0], pair[1]


def _targets(
    outcomes: LimitOutcomes,
    table: FeatureTable,
    limit: FloatArray,
    terms: ProfitTerms,
    plan: TargetPlan,
) -> FloatArray:
    grid = np.array(plan.grid)
    ratio = grid / limit[:, None]
    supported = (ratio >= 1 / plan.support) & (ratio <= plan.support)
    profit = np.full(supported.shape, np.nan)
    for column, tried in enumerate(grid):
        rows = supported[:, column]
        if rows.any():
            at = np.full(int(rows.sum()), tried)
            pd_12m, balance = outcomes_at(outcomes, table.rows(rows), at)
            profit[rows, column] = annual_profit(pd_12m, balance, at, terms)
    return best_on_grid(profit, supported, grid)
