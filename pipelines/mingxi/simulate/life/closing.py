"""Month end: what is posted, what is overdue, what is written off."""

import numpy as np

from mingxi.simulate.life.receipts import close_books, sum_payments
from mingxi.simulate.life.repaying import REGULAR, Payments
from mingxi.simulate.month import Columns, IntArray, Month

CHARGE_OFF_DAYS = 180  # days past due; assumption: the usual rule for consumer credit
LATE_FROM_DAYS = 4  # assumption: up to three days late counts as on time in the lender's view


def closing(at: Month, state: Columns, payments: Payments, posted_on: IntArray) -> Columns:
    """Balances in fen, days past due and write-offs at month end, shape (n,).

    Identities: balance = balance before + drawn − paid (posted), pending = pending before +
    received − paid, balance − pending = principal owed on the schedule.
    """
    waits = np.zeros((payments.fen.shape[1], len(payments.fen)), dtype=np.int64)
    counts = np.empty((7, waits.shape[1]), dtype=np.int64)
    gone, gone_now, on_book = np.empty((3, waits.shape[1]), dtype=np.bool_)
    paid, pending, balance, last, days, lead, since_late = counts
    sum_payments(
        (payments.fen.T, payments.paid_on.T, posted_on.T),
        (state["pending_fen"], state["last_paid_on"], at.last_day),
        (waits, paid, pending, last),
    )
    close_books(
        (state["ladder"].T, state["unpaid"].T, state["due_day"], at.starts, at.last_day),
        tuple(state[name] for name in ("charged_off", "dpd", "months_since_late", "on_book")),
        (payments.fen[:, REGULAR], payments.due_on[:, REGULAR], payments.paid_on[:, REGULAR]),
        (payments.late_days, pending, LATE_FROM_DAYS, CHARGE_OFF_DAYS),
        (balance, days, lead, since_late, gone, gone_now, on_book),
    )
    return {
        "paid_fen": paid,
        "pending_fen": pending,
        "carried_fen": waits.T,
        "carried_on": posted_on,
        "balance_fen": balance,
        "dpd": days,
        "late_days": payments.late_days,
        "lead_days": lead,
        "months_since_late": since_late,
        "written_off_now": gone_now,
        "charged_off": gone,
        "on_book": on_book,
        "last_paid_on": last,
    }
