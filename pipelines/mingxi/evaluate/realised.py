"""What lines of credit really earned and lost, read from what was lived through month by month.

Lending goes on for some months; then the books are closed to new loans and followed until every
loan is repaid or in default. So a policy cannot look good by leaving its losses for later: loans
outstanding at the end are counted to their end, for every policy alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.evaluate.book import DEFAULT_DAYS, YEAR

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# yearly rate = daily rate × 365 (PBoC announcement 2021 no. 3 on stating yearly loan rates)
DAYS_PER_YEAR = 365


class BusinessTerms(Protocol):
    """What lending earns and costs; see `Realised` for how each is charged."""

    @property
    def daily_rate(self) -> float:
        """Interest, share of the balance per day."""

    @property
    def funding_rate(self) -> float:
        """Cost of the money lent, share of the balance per year."""

    @property
    def lgd(self) -> float:
        """Loss given default, share of what is owed then."""

    @property
    def undrawn_cost(self) -> float:
        """Cost of keeping the rest of the limit ready, share per year."""

    @property
    def fixed_cost(self) -> float:
        """Cost of one line, money per year."""


@dataclass(frozen=True)
class Course:
    """How n lines went, month by month after a decision.

    Parameters
    ----------
    owed, limit : ndarray of shape (months, n)
        Balance and limit at each month end, money.
    days : ndarray of shape (months, n)
        Days past due at each month end.
    is_open : ndarray of shape (months, n)
        The line is open at the month end.
    lending : int
        Months in which lending goes on; the rest is the run-off.

    Raises
    ------
    BadData
        Shapes disagree, or there are fewer months than months of lending.
    """

    owed: FloatArray
    limit: FloatArray
    days: NDArray[Any]
    is_open: BoolArray
    lending: int

    def __post_init__(self) -> None:
        shapes = {self.owed.shape, self.limit.shape, self.days.shape, self.is_open.shape}
        if len(shapes) != 1 or not 1 <= self.lending <= len(self.owed):
            raise BadData(
                f"course of lines over {self.lending} months of lending",
                f"its shapes are {sorted(shapes)}",
                "Give every column for the same months and lines",
            )


@dataclass(frozen=True)
class Realised:
    """What came of each of n lines, all of shape (n,), money where nothing else is said.

    Parameters
    ----------
    profit : ndarray
        ``earned − lost − kept_ready``.
    earned : ndarray
        Interest less funding on the balance at each month end before the default, run-off
        included.
    lost : ndarray
        Loss given default × what is owed at the first month end with 90 days past due.
    kept_ready : ndarray
        Cost of undrawn limit and of open lines in the months of lending, up to the default.
    default : ndarray
        1 where the line ever reaches 90 days past due, else 0.
    balance, limit : ndarray
        Means over the months of lending.
    """

    profit: FloatArray
    earned: FloatArray
    lost: FloatArray
    kept_ready: FloatArray
    default: FloatArray
    balance: FloatArray
    limit: FloatArray

    def rows(self, keep: NDArray[Any]) -> "Realised":
        """The lines that ``keep`` (mask or positions) selects."""
        return Realised(*(getattr(self, f.name)[keep] for f in fields(self)))


def realised(course: Course, terms: BusinessTerms) -> Realised:
    """What came of each line.

    Examples
    --------
    One line of 1,000 with 600 owed for a year, and one that owes 600 and stops paying at once:

    >>> from types import SimpleNamespace
    >>> terms = SimpleNamespace(
    ...     daily_rate=0.1 / 365, funding_rate=0.04, lgd=0.9, undrawn_cost=0.01, fixed_cost=12.0)
    >>> owed, limit = np.full((12, 2), 600.0), np.full((12, 2), 1000.0)
    >>> days = np.stack([np.zeros(12), 30.0 * np.arange(1, 13)]).T
    >>> found = realised(Course(owed, limit, days, limit > 0, 12), terms)
    >>> found.profit.round(2).tolist()  # 36 − 4 − 12; 6 − 540 − 0.67 − 2
    [20.0, -536.67]
    """
    bad = course.days >= DEFAULT_DAYS
    gone = np.maximum.accumulate(bad, axis=0)
    first = np.argmax(bad, axis=0)
    exposure = np.where(gone[-1], course.owed[first, np.arange(course.owed.shape[1])], 0.0)
    margin = terms.daily_rate * DAYS_PER_YEAR - terms.funding_rate
    earned = margin / YEAR * np.where(gone, 0.0, course.owed).sum(axis=0)
    lent = slice(0, course.lending)
    live = course.is_open[lent] & ~gone[lent]
    undrawn = np.where(live, np.maximum(course.limit - course.owed, 0.0)[lent], 0.0)
    ready = terms.undrawn_cost * undrawn.sum(axis=0) + terms.fixed_cost * live.sum(axis=0)
    lost, kept_ready = terms.lgd * exposure, ready / YEAR
    return Realised(
        profit=earned - lost - kept_ready,
        earned=earned,
        lost=lost,
        kept_ready=kept_ready,
        default=gone[-1].astype(np.float64),
        balance=course.owed[lent].mean(axis=0),
        limit=np.where(course.is_open, course.limit, 0.0)[lent].mean(axis=0),
    )


def together(parts: Sequence[Realised]) -> Realised:
    """The lines of all parts in their order."""
    names = [f.name for f in fields(Realised)]
    return Realised(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
