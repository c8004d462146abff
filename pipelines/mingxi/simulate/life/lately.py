"""Who has repaid within the last days, and who wants a loan."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
import math

import numpy as np
from numba import njit

from mingxi.simulate.life.repaying import Payments
from mingxi.simulate.month import BoolArray, Columns, IntArray

REBORROW_DAYS = 7


def repaid_lately(state: Columns, payments: Payments, who: IntArray, day: IntArray) -> BoolArray:
    """Whether each of ``who`` repaid within the seven days up to their ``day``, shape (m,)."""
    found = np.empty(len(who), dtype=np.bool_)
    _repaid(state["last_paid_on"], payments.fen.T, payments.paid_on.T, who, day, found)
    return found


@njit(cache=True, nogil=True)
def find_wishes(who, lots, dates, payments, chances, out):
    """Write day and wish of each of ``who`` in each third of the month.

    Parameters
    ----------
    who : ndarray of shape (m,)
    lots : ndarray of shape (2 * thirds, m)
        Noise of the day in each third, then of the wish.
    dates : tuple
        First day, days of a third, last day.
    payments : tuple of tuple of ndarray of shape (n,)
        Who churns, amount and day of the month's early repayment; what is unpaid of this month's
        instalment, overdue before the month.
    chances : tuple
        Chance of a wish of each of ``who``; its part that is left to those who cannot pay this
        month's instalment; chance of churners who have repaid early within some days.
    out : tuple of ndarray of shape (thirds, m)
        Day; whether money just repaid is wanted back; whether a loan is wanted.
    """
    (first, span, last), (early, missed) = dates, payments
    (churns, fen, paid_on), (unpaid, late_before) = early, missed
    usual, while_missing, of_churners = chances
    days, again, wants = out
    for slot in range(len(days)):
        for j in range(len(who)):
            i = who[j]
            day = min(first + slot * span + math.floor(lots[slot, j] * span), last)
            back = churns[i] and fen[i] > 0 and 0 <= day - paid_on[i] <= REBORROW_DAYS
            days[slot, j], again[slot, j] = day, back
            # who cannot pay this month's instalment seldom asks for more in the same month
            misses = unpaid[i] > 0 and not late_before[i]
            chance = usual[j] * (while_missing if misses else 1.0)
            wants[slot, j] = lots[len(days) + slot, j] < (of_churners if back else chance)


@njit(cache=True, nogil=True)
def _repaid(last_paid_on, fen, paid_on, who, day, found):
    for j in range(len(who)):
        i = who[j]
        found[j] = 0 <= day[j] - last_paid_on[i] <= REBORROW_DAYS
        for k in range(len(fen)):
            if fen[k, i] > 0 and 0 <= day[j] - paid_on[k, i] <= REBORROW_DAYS:
                found[j] = True
