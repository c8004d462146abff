"""Marks in the credit report: late payments elsewhere, wrong marks, and disputes of both."""

import numpy as np

from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.month import BoolArray, Columns, FloatArray, Month, sigmoid

MARK_MONTHS = 24  # a mark counts this long
NOT_YET = 10_000  # a month that has not come
# the bureau answers a dispute within 20 days (Measures for the Administration of Credit
# Reference Industry, art. 25); here in the month after it was filed, so at least 10 days later
FILED_IN_LAST_DAYS, FASTEST, SLOWEST = 10, 10, 20
GROUNDS = ("not_my_loan", "paid_on_time")
EVIDENCE = ("lender_letter", "payment_record", "none")
OUTCOMES = ("corrected", "stands")


def credit_report(at: Month, state: Columns) -> Columns:
    """New late marks, wrong marks that stand, and disputes of the month, shape (n,).

    A wrong mark counts until a dispute has set it right; a dispute of a true one changes nothing.
    """
    late = (at.uniform("late_elsewhere") < _chance(at, state)) & (state["lenders"] > 0)
    since = at.month - state["wrong_mark_month"]
    stands = (since >= 0) & (since < MARK_MONTHS)
    corrected = stands & (at.month > state["wrong_filed"])
    finds = since >= at.number("other_lenders", "appeal_months") - 1
    files = (state["appeals"] & finds) | at.does("appeal")
    files = files & stands & (state["wrong_filed"] == NOT_YET)
    in_vain = late & ~files
    who = np.nonzero(in_vain)[0]
    share = at.number("credit_report", "disputes_true_marks")
    in_vain[who] = at.uniform("dispute_in_vain", who) < share
    return {
        "new_late_marks": late.astype(np.int64),
        "wrong_marks": (stands & ~corrected).astype(np.int64),
        "marks_corrected": corrected.astype(np.int64),
        "wrong_filed": np.where(files, at.month, state["wrong_filed"]),
        "dispute_open": files | in_vain,
    }


def _chance(at: Month, state: Columns) -> FloatArray:
    # banks are paid first and fintech second (Bao and Huang): fewer marks elsewhere than here
    return sigmoid(
        at.number("other_lenders", "late_level")
        + at.number("other_lenders", "late_per_distress") * state["distress"]
    )


def marks_reported(at: Month, state: Columns, journal: Journal) -> None:
    """Write the month's late marks and disputes into the journal."""
    if not journal.kept:
        return
    if not journal.kept:
        return
    who = np.nonzero(state["new_late_marks"])[0]
    # the largest loan is the one that gets late
    place = np.argmax(state["line_fen"][who], axis=1)
    journal.add(
        "late_marks",
        borrower_id=state["borrower_id"][who],
        line_no=state["line_no"][who, place],
        marked_on=np.full(len(who), at.last_day),
    )
    who = np.nonzero(state["wrong_mark_month"] == at.month)[0]
    journal.add(
        "wrong_marks",
        borrower_id=state["borrower_id"][who],
        marked_on=np.full(len(who), at.last_day),
    )
    _report_disputes(at, state, state["wrong_filed"] == at.month, journal)


def _report_disputes(at: Month, state: Columns, wrong: BoolArray, journal: Journal) -> None:
    who = np.nonzero(state["dispute_open"])[0]
    early = np.floor(at.uniform("dispute_day", who) * FILED_IN_LAST_DAYS).astype(np.int64)
    filed = at.last_day - early
    takes = np.floor(at.uniform("dispute_takes", who) * (SLOWEST - FASTEST + 1)).astype(np.int64)
    none = at.uniform("dispute_evidence", who) < at.number("credit_report", "no_evidence")
    journal.add(
        "disputes",
        borrower_id=state["borrower_id"][who],
        filed_on=filed,
        wrong=wrong[who],
        evidence=np.where(wrong[who], 0, np.where(none, 2, 1)),
        decided_on=filed + FASTEST + takes,
    )
