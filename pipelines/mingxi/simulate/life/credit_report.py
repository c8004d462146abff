"""Marks in the credit report: late payments elsewhere, wrong marks, and disputes of both."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import numpy as np
from numba import njit

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
    n = len(state["lenders"])
    late, wrong, corrected, filed = np.empty((4, n), dtype=np.int64)
    files, in_vain = np.empty((2, n), dtype=np.bool_)
    _find_marks(
        (at.uniform("late_elsewhere"), _chance(at, state), state["lenders"]),
        (state["wrong_mark_month"], state["wrong_filed"], state["appeals"], at.does("appeal")),
        (at.month, float(at.number("other_lenders", "appeal_months"))),
        (late, wrong, corrected, filed, files, in_vain),
    )
    who = in_vain.nonzero()[0]
    share = at.number("credit_report", "disputes_true_marks")
    in_vain[who] = at.uniform("dispute_in_vain", who) < share
    return {
        "new_late_marks": late,
        "wrong_marks": wrong,
        "marks_corrected": corrected,
        "wrong_filed": filed,
        "dispute_open": files | in_vain,
    }


@njit(cache=True, nogil=True)
def _find_marks(elsewhere, wrongly, world, out):
    """Write marks and disputes, borrower by borrower; ``in_vain``: may dispute a true mark."""
    (lot, chance, lenders), (marked_in, filed_in, appeals, asked) = elsewhere, wrongly
    (month, appeal_months), (late, wrong, corrected, filed, files, in_vain) = world, out
    for i in range(len(late)):
        late[i] = lot[i] < chance[i] and lenders[i] > 0
        since = month - marked_in[i]
        stands = 0 <= since < MARK_MONTHS
        set_right = stands and month > filed_in[i]
        finds = appeals[i] and since >= appeal_months - 1
        files[i] = (finds or asked[i]) and stands and filed_in[i] == NOT_YET
        wrong[i], corrected[i] = stands and not set_right, set_right
        filed[i] = month if files[i] else filed_in[i]
        in_vain[i] = late[i] > 0 and not files[i]


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
