"""Month end: what is posted, what is overdue, what is written off."""

import numpy as np

from mingxi.simulate.life.receipts import sum_payments
from mingxi.simulate.life.repaying import REGULAR, Payments, months_behind
from mingxi.simulate.life.schedule import owed
from mingxi.simulate.month import Columns, IntArray, Month

CHARGE_OFF_DAYS = 180  # days past due; assumption: the usual rule for consumer credit
LATE_FROM_DAYS = 4  # assumption: up to three days late counts as on time in the lender's view


def closing(at: Month, state: Columns, payments: Payments, posted_on: IntArray) -> Columns:
    """Balances in fen, days past due and write-offs at month end, shape (n,).

    Identities: balance = balance before + drawn − paid (posted), pending = pending before +
    received − paid, balance − pending = principal owed on the schedule.
    """
    waits = np.zeros_like(payments.fen)
    received, pending, last = np.empty((3, len(waits)), dtype=np.int64)
    paid = payments.fen.T, payments.paid_on.T, posted_on.T
    sum_payments(*paid, at.last_day, waits.T, received, pending, last)
    days = _days_past_due(at, state)
    # a claim is written off only when nothing of it is still on its way
    writes_off = ~state["charged_off"] & (days >= CHARGE_OFF_DAYS) & (pending == 0)
    late = (days > 0) | (payments.late_days >= LATE_FROM_DAYS)
    return {
        "paid_fen": state["pending_fen"] + received - pending,
        "pending_fen": pending,
        "carried_fen": waits,
        "carried_on": posted_on,
        "balance_fen": owed(state) + pending,
        "dpd": days,
        "late_days": payments.late_days,
        "lead_days": np.where(
            payments.fen[:, REGULAR] > 0,
            np.maximum(payments.due_on[:, REGULAR] - payments.paid_on[:, REGULAR], 0),
            0,
        ),
        "months_since_late": np.where(late, 0, state["months_since_late"] + 1),
        "written_off_now": writes_off,
        "charged_off": state["charged_off"] | writes_off,
        "on_book": state["on_book"] & ~writes_off,
        "last_paid_on": np.maximum(state["last_paid_on"], last),
    }


def _days_past_due(at: Month, state: Columns) -> IntArray:
    unpaid = state["unpaid"]
    due_on = at.starts[months_behind(unpaid)] + state["due_day"] - 1
    days = np.where((unpaid > 0).any(axis=1), at.last_day - due_on, 0)
    return np.where(state["charged_off"], state["dpd"] + at.n_days, days)
