"""A lender's book: what the figures of a portfolio are measured on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
BoolArray = NDArray[np.bool_]
Table = Mapping[str, Array]

DEFAULT_DAYS = 90
YEAR = 12
SETTLED = 11  # assumption: by the end of the first year shown, arrears have reached every bucket


@dataclass(frozen=True)
class Book:
    """Histories of some borrowers.

    Parameters
    ----------
    people : mapping of str to ndarray of shape (n,)
        Fixed columns.
    months : mapping of str to ndarray of shape (n, months)
        Monthly columns.
    loans, repayments, limit_events, draw_attempts, limit_causes : mapping of str to ndarray
        Events; ``row`` is the borrower's position, dates are day numbers, and beside each date
        stands the index of its month (``drawn_month``, ``due_month``, …; negative: before
        month 0). ``limit_causes`` is known of a synthetic world only and may be empty.
    employed : ndarray of shape (n, months)
        Who has work; known of a synthetic world only.
    """

    people: Table
    months: Table
    loans: Table
    repayments: Table
    limit_events: Table
    draw_attempts: Table
    limit_causes: Table
    employed: BoolArray

    @property
    def n_months(self) -> int:
        """Months shown."""
        return int(self.months["dpd"].shape[1])

    def quarter_ends(self, then: int = 0) -> range:
        """Month indices of settled quarter ends after which ``then`` more months are shown."""
        return range(SETTLED, self.n_months - then, 3)

    def owing(self, month: int) -> BoolArray:
        """Open lines with a balance at the end of ``month`` that are not in default, (n,)."""
        months = self.months
        live = months["on_book"][:, month] & (months["balance_fen"][:, month] > 0)
        return np.asarray(live & (months["dpd"][:, month] < DEFAULT_DAYS))

    def defaults(self, month: int, within: int = YEAR) -> BoolArray:
        """Who is 90 days past due at some month end in the ``within`` months after, (n,)."""
        days = self.months["dpd"][:, month + 1 : month + 1 + within]
        return np.asarray((days >= DEFAULT_DAYS).any(axis=1))
