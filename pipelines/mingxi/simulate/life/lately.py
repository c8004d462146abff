"""Who has repaid within the last days."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
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
def _repaid(last_paid_on, fen, paid_on, who, day, found):
    for j in range(len(who)):
        i = who[j]
        found[j] = 0 <= day[j] - last_paid_on[i] <= REBORROW_DAYS
        for k in range(len(fen)):
            if fen[k, i] > 0 and 0 <= day[j] - paid_on[k, i] <= REBORROW_DAYS:
                found[j] = True
