"""Which limits would have earned most: within budgets, where the lender has experience."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig
from mingxi.models.allocation import Allocation, Budget, allocated, taken
from mingxi.models.outcome_bags import OutcomeBags
from mingxi.models.profit import LIMIT_GRID
from mingxi.records.limit_rows import LimitRows

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

STRATA = 5  # fifths of the borrowers by risk: a limit common among the safe says little of others


@dataclass(frozen=True)
class PerLine:
    """A budget as an amount.

    Parameters
    ----------
    money : float
        For every line that the budget concerns, > 0; of loss per year.
    """

    money: float

    def __post_init__(self) -> None:
        if not 0.0 < self.money < float("inf"):
            raise BadConfig("a budget per line", f"it is {self.money}", "Use money above 0")


@dataclass(frozen=True)
class TargetPlan:
    """How target limits are looked for.

    Parameters
    ----------
    grid : tuple of float
        Limits to try, money, rising.
    support : float
        A limit is tried only from ``proposal / support`` to ``proposal × support``: beyond, the
        outcome models would be guessing.
    least_rows : int
        A limit is tried only where at least so many decisions of the same fifth by risk gave one
        nearest to it.
    caution : float
        Standard deviations over the bags that are taken off a profit and put on a loss.
    loss : float | PerLine
        Expected loss that may be used: a multiple of what the limits given carry, or an amount.
    exposure : mapping of str to (float | PerLine)
        The same for the sum of limits of a group, by its name; see `LimitRows.group`.

    Raises
    ------
    BadConfig
        The grid is empty, not rising or not positive, or a number is out of range.
    """

    grid: tuple[float, ...] = LIMIT_GRID
    support: float = 4.0
    least_rows: int = 20
    caution: float = 0.5
    loss: float | PerLine = 1.0
    exposure: Mapping[str, float | PerLine] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.grid or self.grid[0] <= 0 or not np.all(np.diff(self.grid) > 0):
            raise BadConfig("limit grid", f"it is {self.grid}", "List rising limits above 0")
        if not self.support >= 1.0:
            raise BadConfig("support", f"it is {self.support}", "Use a factor of 1 or more")
        times = [b for b in (self.loss, *self.exposure.values()) if not isinstance(b, PerLine)]
        if not (self.caution >= 0.0 and all(b > 0.0 for b in times)):
            raise BadConfig(
                "limit plan",
                f"caution {self.caution}, budgets {times}",
                "Use a caution of 0 or more and budgets above 0",
            )


@dataclass(frozen=True)
class Targets:
    """Limits to learn, of n decisions.

    Parameters
    ----------
    limit : ndarray of shape (n,)
        Money; NaN where no limit is supported.
    allocation : Allocation
        ``used`` and the prices count what the outcome models expect with caution.
    supported : ndarray of shape (n, g)
    budget : float
        Expected loss of all rows together that might be used.
    plan : TargetPlan
    use : ndarray of shape (n,)
        What budgets for exposure make a yuan of each limit cost.
    """

    limit: FloatArray
    allocation: Allocation
    supported: BoolArray
    budget: float
    plan: TargetPlan
    use: FloatArray

    def rows(self, keep: NDArray[Any]) -> "Targets":
        """The decisions at positions ``keep``, and a budget for loss in proportion."""
        share = len(keep) / len(self.limit)
        part = replace(self.allocation, choice=self.allocation.choice[keep])
        return Targets(
            self.limit[keep],
            part,
            self.supported[keep],
            share * self.budget,
            self.plan,
            self.use[keep],
        )


def optimal_limits(rows: LimitRows, bags: OutcomeBags, plan: TargetPlan) -> Targets:
    """Grid limits of highest cautious profit within the budgets.

    What the limits given carry in a year is told by the same models without caution: so caution
    leaves room for what the models do not know.

    Parameters
    ----------
    rows : LimitRows
    bags : OutcomeBags
    plan : TargetPlan
    """
    grid = np.array(plan.grid)
    everywhere = np.broadcast_to(grid, (len(rows), len(grid)))
    curves = bags.curves(everywhere, plan.caution)
    supported = support(rows, bags.bags[0].risk, plan)
    lost = _amount(plan.loss, bags.at(rows.mean_limit).loss)
    budgets = [Budget("loss", curves.loss, lost)]
    for name, asked in plan.exposure.items():
        inside = rows.group(name)
        use = np.where(inside[:, None], everywhere, 0.0)
        budgets.append(Budget(name, use, _amount(asked, rows.limit[inside])))
    found = allocated(curves.profit, supported, budgets)
    cost = np.zeros(len(rows))
    for name in plan.exposure:
        cost += found.prices[name] * rows.group(name)
    return Targets(taken(everywhere, found.choice), found, supported, lost, plan, cost)


def best_limits(bags: OutcomeBags, plan: TargetPlan, price: float) -> FloatArray:
    """Limits of highest cautious profit at a price of loss, near the proposal, shape (n,).

    For people whom the outcome models have not seen; see `OutcomeBags.of_others`.
    """
    grid = np.array(plan.grid)
    curves = bags.curves(np.broadcast_to(grid, (len(bags.proposal), len(grid))), plan.caution)
    worth = curves.profit - price * curves.loss
    best = best_on_grid(worth, _near(bags.proposal, plan), grid)
    return np.where(np.isnan(best), bags.proposal, best)


def support(rows: LimitRows, risk: FloatArray, plan: TargetPlan) -> BoolArray:
    """Grid limits that may be believed for each decision, shape (n, g).

    Near the proposal, and given often enough to borrowers of like risk.

    Parameters
    ----------
    rows : LimitRows
    risk : ndarray of shape (n,)
        To sort borrowers by, from safe to risky.
    plan : TargetPlan
    """
    grid = np.array(plan.grid)
    near = _near(rows.proposal, plan)
    cuts = np.quantile(risk, np.arange(1, STRATA) / STRATA)
    stratum = np.searchsorted(cuts, risk)
    nearest = np.abs(np.log(rows.limit)[:, None] - np.log(grid)).argmin(axis=1)
    given = np.zeros((STRATA, len(grid)), dtype=np.int64)
    np.add.at(given, (stratum, nearest), 1)
    return np.asarray(near & (given >= plan.least_rows)[stratum])


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


def _amount(asked: float | PerLine, carried: FloatArray) -> float:
    """A budget as money, for lines that carry so much now, shape (m,)."""
    if isinstance(asked, PerLine):
        return asked.money * len(carried)
    return asked * float(carried.sum())


def _near(proposal: FloatArray, plan: TargetPlan) -> BoolArray:
    ratio = np.array(plan.grid) / proposal[:, None]
    return np.asarray((ratio >= 1.0 / plan.support) & (ratio <= plan.support))
