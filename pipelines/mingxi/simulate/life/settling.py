"""Which instalments a payment settles: the month in which each part of it was due."""

import numpy as np

from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.life.repaying import EARLY, LATE, REGULAR, Payments
from mingxi.simulate.month import Columns, Month

# months between the payment and the due month of the first column of what it takes off
FIRST_DUE = {LATE: -1, REGULAR: 0, EARLY: 1}
BACKWARDS = -1


def settled(at: Month, before: Columns, payments: Payments, journal: Journal) -> None:
    """Write the parts of the month's payments into the journal, each with its due month.

    Parameters
    ----------
    before : Columns
        The state before the payments, with what fell due this month.
    """
    if not journal.kept:
        return
    for payment in (LATE, REGULAR, EARLY):
        who = np.nonzero(payments.fen[:, payment])[0]
        if payment == EARLY:
            parts = before["ladder"][who] - payments.ladder[who]
        elif payment == LATE:
            parts = (before["unpaid"][who] - payments.unpaid[who])[:, 1:]
        else:
            parts = payments.fen[who, payment][:, None]
        row, column = np.nonzero(parts)
        step = 1 if payment == EARLY else BACKWARDS
        journal.add(
            "settled",
            borrower_id=before["borrower_id"][who[row]],
            due_month=at.month + FIRST_DUE[payment] + step * column,
            paid_on=payments.paid_on[who[row], payment],
            fen=parts[row, column],
        )
