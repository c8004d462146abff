"""A lender from outside: what it is asked, what it sees, and when it begins.

A lender sees the observed columns so far, late reports as late as they come, and who is up for a
decision. It answers with limits in yuan. Whom it leaves to the legacy lender keeps that lender's
decision with its whole account; so a new method can also be tried on a part of the borrowers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig
from mingxi.records.histories import Histories

IntArray = NDArray[np.int64]

FOLLOW = -1  # answer: as the legacy lender decides


@dataclass(frozen=True)
class Sight:
    """What a lender sees at the end of a month of the m borrowers who are up for a decision.

    Parameters
    ----------
    month : str
        ``"2025-03"``.
    histories : Histories
        Observed columns of these borrowers up to this month, without any fault of the records. The
        line itself is as it was before this decision. In columns
        that are known late, the months not reported yet repeat the latest report, so
        ``histories.known_at(month)`` and a look at the columns themselves show nothing too early.
    asks : ndarray of str, shape (m,)
        ``"welcome"``: applies for a line; ``"regular review"``; ``"account review"``: something
        happened (overdue, risky use, a rule that begins), and only a change counts as a decision.
    limit_yuan : ndarray of shape (m,)
        Limit so far; 0 for applicants.
    legacy_yuan : ndarray of shape (m,)
        What the legacy lender would grant; 0: it refuses.
    proposal_yuan : ndarray of shape (m,)
        What the legacy lender proposes before it draws lots, refuses small proposals, or leaves a
        line as it is between reviews: its opinion of everybody who is up for a decision.
    """

    month: str
    histories: Histories
    asks: NDArray[np.str_]
    limit_yuan: IntArray
    legacy_yuan: IntArray
    proposal_yuan: IntArray


class Lender(Protocol):
    """A lender from outside. One that is sent to worker processes must be picklable."""

    @property
    def name(self) -> str:
        """Name that stands with its decisions."""

    def decide(self, sight: Sight) -> IntArray:
        """Limits in whole yuan, shape (m,); 0 refuses an applicant, `FOLLOW` leaves it as is."""


@runtime_checkable
class Knowing(Protocol):
    """A lender that no lender can be: it is asked in the place of `Lender.decide`.

    It measures what could be earned at best, and what a limit does to people.
    """

    def decide_knowing(self, sight: Sight, state: Mapping[str, NDArray[Any]]) -> IntArray:
        """Limits as in `Lender.decide`, from the true state of the m people of the sight."""


def answer_of(lender: Lender, sight: Sight, state: Mapping[str, NDArray[Any]]) -> IntArray:
    """What a lender answers, asked in its own way; ``state`` reaches the `Knowing` only."""
    if isinstance(lender, Knowing):
        return lender.decide_knowing(sight, state)
    return lender.decide(sight)


@dataclass(frozen=True)
class Legacy:
    """The legacy lender: every decision as the world makes it."""

    name: str = "legacy"

    def decide(self, sight: Sight) -> IntArray:
        """`FOLLOW` for everybody."""
        return np.full(len(sight.asks), FOLLOW)


@dataclass(frozen=True)
class Door:
    """A lender and the month at whose end it decides first; the legacy lender decides before."""

    lender: Lender
    from_month: int = 0

    def __post_init__(self) -> None:
        if self.from_month < 0:
            raise BadConfig(
                f"lender {self.lender.name!r} from month {self.from_month}",
                "nothing is observed before month 0",
                "Let it begin in month 0 or later",
            )
