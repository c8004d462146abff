"""Where a borrower stands with us on the day of a request: owed, on its way, overdue."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
from dataclasses import dataclass

import numpy as np
from numba import njit

from mingxi.simulate.life.drawing import Wish
from mingxi.simulate.life.repaying import LATE, REGULAR, Payments
from mingxi.simulate.month import BoolArray, Columns, IntArray


@dataclass(frozen=True)
class Standing:
    """Standing of m borrowers, each on the day of the request.

    Parameters
    ----------
    owed_fen : ndarray of shape (m,)
        Principal not repaid by then.
    on_way_fen : ndarray of shape (m,)
        Repayments received by then and posted later.
    overdue : ndarray of shape (m,)
        An instalment is past its day and not paid.
    """

    owed_fen: IntArray
    on_way_fen: IntArray
    overdue: BoolArray


def standing(state: Columns, payments: Payments, posted: IntArray, wish: Wish) -> Standing:
    """Where those who wish for a loan stand; compiled, as this is asked three times a month."""
    owed, on_way = np.empty((2, len(wish.who)), dtype=np.int64)
    overdue = np.empty(len(wish.who), dtype=np.bool_)
    paid = payments.fen.T, payments.paid_on.T
    due = payments.due_fen[:, REGULAR], payments.due_on[:, REGULAR]
    schedule = state["ladder"].T, state["unpaid"].T
    waiting = posted.T, state["carried_fen"].T, state["carried_on"].T
    _amounts(wish.who, wish.day, *schedule, *paid, *waiting, owed, on_way)
    late = payments.late_before, payments.late_after
    _overdue(wish.who, wish.day, *paid, *due, *late, overdue)
    return Standing(owed, on_way, overdue)


@njit(cache=True, nogil=True)
def _amounts(  # noqa: PLR0913, PLR0917 - a compiled loop takes flat arrays
    who, day, ladder, unpaid, fen, paid_on, posted, carried, carried_on, owed, on_way
):
    for j in range(len(who)):
        i, today = who[j], day[j]
        owed[j], on_way[j] = 0, 0
        for k in range(len(ladder)):
            owed[j] += ladder[k, i]
        for k in range(len(unpaid)):
            owed[j] += unpaid[k, i]
        for k in range(len(fen)):
            if paid_on[k, i] > today:
                owed[j] += fen[k, i]  # the schedule has it as paid already
            elif posted[k, i] > today:
                on_way[j] += fen[k, i]
            if carried_on[k, i] > today:
                on_way[j] += carried[k, i]


@njit(cache=True, nogil=True)
def _overdue(  # noqa: PLR0913, PLR0917
    who, day, fen, paid_on, due_fen, due_on, late_before, late_after, overdue
):
    for j in range(len(who)):
        i, today = who[j], day[j]
        arrears_paid = fen[LATE, i] > 0 and paid_on[LATE, i] <= today
        due_paid = fen[REGULAR, i] > 0 and paid_on[REGULAR, i] <= today
        behind = late_after[i] if arrears_paid else late_before[i]
        overdue[j] = behind or (due_fen[i] > 0 and due_on[i] < today and not due_paid)
