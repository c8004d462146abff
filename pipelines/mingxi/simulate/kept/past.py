"""What has been recorded, month by month: the observed monthly columns and a few more."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.records.columns import MONTHLY
from mingxi.simulate.kept.rows import add_rows, count_positive, find_largest
from mingxi.simulate.life.credit_report import MARK_MONTHS
from mingxi.simulate.month import Array, Columns

# state column of each observed monthly column; those in yuan are multiplied to fen
SAME_NAME = (
    "on_book",
    "balance_fen",
    "pending_fen",
    "due_fen",
    "paid_fen",
    "late_days",
    "lead_days",
    "dpd",
    "draw_most_fen",
    "n_draws",
    "drawn_fen",
    "n_reborrows",
    "n_scenes",
    "active_days",
    "high_risk_out_fen",
    "linked_out_fen",
    "income_verified",
    "assets_verified",
    "consent_confirmed",
    "dispute_open",
    "outside_score",
    "n_limit_requests",
    "n_submissions",
    "profile_items_missing",
    "identity_valid",
    "autopay",
    "anomaly",
    "use_proof_due",
)
IN_YUAN = {
    "limit_fen": "limit_yuan",
    "spend_fen": "spend",
    "instalment_spend_fen": "instalment_spend",
    "income_fen": "estimate",
    "inflow_fen": "inflow",
    "bureau_guarantee_fen": "guaranteed",
    "bureau_debt_fen": "debt_elsewhere",
    "bureau_due_fen": "due_elsewhere",
}
RENAMED = {
    "bureau_lenders": "lenders",
    "bureau_small_lenders": "small_lenders",
    "bureau_inquiries": "inquiries",
    "bureau_guarantees": "guarantees",
    "bureau_file_months": "file_months",
}
# unused borrowers at the end of a row: rows a power of two apart would share the few places of the
# processor's cache that such addresses map to, and turning them into histories takes five times
# as long
_GAP = 72
NOT_SHOWN = ("new_late_marks", "marks_corrected", "log_estimate")


class Past:
    """Recorded columns of one block, one row per month from the start of the run-up.

    Parameters
    ----------
    n_rows, n_borrowers : int
    """

    def __init__(self, n_rows: int, n_borrowers: int) -> None:
        dtypes = {c.name: c.dtype for c in MONTHLY} | dict.fromkeys(NOT_SHOWN, "float64")
        self.columns: dict[str, NDArray[Any]] = {}
        # one piece of memory per type: the system maps a few large pieces faster than many
        for dtype in sorted(set(dtypes.values())):
            names = [name for name in dtypes if dtypes[name] == dtype]
            room = np.zeros((len(names), n_rows, n_borrowers + _GAP), dtype=dtype)
            self.columns |= dict(zip(names, room[:, :, :n_borrowers], strict=True))

    def window(self, name: str, row: int, months: int) -> Array:
        """Rows of the last ``months`` months up to ``row``, fewer at the start, shape (≤, n)."""
        return self.columns[name][max(row - months + 1, 0) : row + 1]

    def total(self, name: str, row: int, months: int) -> Array:
        """Sum over the last ``months`` months up to ``row``, shape (n,)."""
        rows = self.window(name, row, months)
        total = np.empty(rows.shape[1])
        add_rows(rows, total)
        return total

    def positive(self, name: str, row: int, months: int) -> Array:
        """In how many of the last ``months`` months up to ``row`` it is above 0, shape (n,)."""
        rows = self.window(name, row, months)
        number = np.empty(rows.shape[1], dtype=np.int64)
        count_positive(rows, number)
        return number

    def largest(self, name: str, row: int, months: int) -> Array:
        """Largest value of the last ``months`` months up to ``row``, shape (n,)."""
        rows = self.window(name, row, months)
        found: Array = np.empty_like(rows[0])
        find_largest(rows, found)
        return found

    def mean(self, name: str, row: int, months: int) -> Array:
        """Mean over the last ``months`` months up to ``row``, fewer at the start, shape (n,)."""
        return np.asarray(self.total(name, row, months) / min(months, row + 1))

    def earlier(self, name: str, row: int, months: int) -> Array:
        """Value ``months`` months before ``row``, or the earliest there is, shape (n,)."""
        return np.asarray(self.columns[name][max(row - months, 0)])

    def record(self, row: int, state: Columns) -> None:
        """Write the month's columns; the limit is written again after the review."""
        for name in (*SAME_NAME, *NOT_SHOWN):
            self.columns[name][row] = state[name]
        for name, key in RENAMED.items():
            self.columns[name][row] = state[key]
        for name, key in IN_YUAN.items():
            self.columns[name][row] = np.rint(state[key] * 100.0)
        marks = self.total("new_late_marks", row, MARK_MONTHS) + state["wrong_marks"]
        self.columns["bureau_late"][row] = marks

    def record_line(self, row: int, state: Columns) -> None:
        """Write what the month's review decided: limit and whether the line is open."""
        self.columns["limit_fen"][row] = state["limit_yuan"] * 100
        self.columns["on_book"][row] = state["on_book"]
        self.columns["review_failed"][row] = state["review_failed"]
