"""Where a borrower stands with us on the day of a request: what is free, what is overdue."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
from numba import njit

from mingxi.simulate.life.repaying import LATE, REGULAR


@njit(cache=True, nogil=True)
def measure_room(wish, line, paid, carried, room):
    """Write what each borrower who wishes for a loan can draw, in fen.

    Parameters
    ----------
    wish : tuple
        Who and on which day, shape (m,); day from which the display shows the limit in force.
    line : tuple of ndarray
        Limit and limit shown in yuan (n,); schedule after the month's payments: rungs (12, n),
        unpaid instalments (9, n).
    paid : tuple of ndarray of shape (3, n)
        The month's payments: amount, day received, day posted.
    carried : tuple of ndarray of shape (3, n)
        Payments of the month before that wait for posting: amount, day posted.
    room : tuple of ndarray of shape (m,)
        Written to: available, available once everything received is posted, as displayed.
    """
    (who, day, old_before), (limit_yuan, shown_yuan, ladder, unpaid) = wish, line
    (fen, paid_on, posted), (carried_fen, carried_on) = paid, carried
    available, after_posting, shown = room
    for j in range(len(who)):
        i, today = who[j], day[j]
        owed, on_way = 0, 0
        for k in range(len(ladder)):
            owed += ladder[k, i]
        for k in range(len(unpaid)):
            owed += unpaid[k, i]
        for k in range(len(fen)):
            if paid_on[k, i] > today:
                owed += fen[k, i]  # the schedule has it as paid already
            elif posted[k, i] > today:
                on_way += fen[k, i]
            if carried_on[k, i] > today:
                on_way += carried_fen[k, i]
        limit = limit_yuan[i] * 100
        display = max(shown_yuan[i] * 100, limit) if today < old_before else limit
        available[j] = max(limit - owed - on_way, 0)
        after_posting[j] = max(limit - owed, 0)
        shown[j] = max(display - owed, 0)


@njit(cache=True, nogil=True)
def find_overdue(wish, paid, due, late, overdue):
    """Write whether an instalment is past its day and not paid when each wishes for a loan.

    Parameters
    ----------
    wish : tuple of ndarray of shape (m,)
        Who, day.
    paid : tuple of ndarray of shape (3, n)
        The month's payments: amount, day received.
    due : tuple of ndarray of shape (n,)
        This month's instalment: amount, day.
    late : tuple of ndarray of shape (n,)
        Overdue at the start of the month; still overdue after the payment of arrears.
    overdue : ndarray of shape (m,)
    """
    (who, day), (fen, paid_on) = wish, paid
    (due_fen, due_on), (late_before, late_after) = due, late
    for j in range(len(who)):
        i, today = who[j], day[j]
        arrears_paid = fen[LATE, i] > 0 and paid_on[LATE, i] <= today
        due_paid = fen[REGULAR, i] > 0 and paid_on[REGULAR, i] <= today
        behind = late_after[i] if arrears_paid else late_before[i]
        overdue[j] = behind or (due_fen[i] > 0 and due_on[i] < today and not due_paid)
