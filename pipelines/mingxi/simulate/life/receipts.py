"""The payments of a month added up, and the books closed on them; compiled."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
from numba import njit


@njit(cache=True, nogil=True)
def sum_payments(payments, before, out):
    """Write what waits for posting, what was posted, what is pending, and the last payment's day.

    Parameters
    ----------
    payments : tuple of ndarray of shape (3, n)
        The month's payments: amount, day received, day posted.
    before : tuple
        Pending and day of the last payment before the month (n,); last day of the month.
    out : tuple of ndarray
        Written to: amounts that wait (3, n), zero before; paid, pending, day of the last (n,).
    """
    (fen, paid_on, posted_on), (waited, last_before, last_day) = payments, before
    waits, paid, pending, last = out
    for i in range(len(paid)):
        received, pending[i], last[i] = 0, 0, last_before[i]
        for k in range(len(fen)):
            if posted_on[k, i] > last_day:
                waits[k, i] = fen[k, i]
                pending[i] += fen[k, i]
            if fen[k, i] > 0:
                received += fen[k, i]
                last[i] = max(last[i], paid_on[k, i])
        paid[i] = waited[i] + received - pending[i]


@njit(cache=True, nogil=True)
def close_books(schedule, before, instalment, month, out):
    """Write balances, days past due and write-offs at month end.

    Parameters
    ----------
    schedule : tuple
        Rungs (12, n), unpaid instalments (9, n), due days (n,), first days of the months
        backwards, last day of this one.
    before : tuple of ndarray of shape (n,)
        Written off, days past due, months since lateness, line open.
    instalment : tuple of ndarray of shape (n,)
        Payment of this month's instalment: amount, day due, day received.
    month : tuple
        Days late and fen pending (n,); days from which lateness counts and claims are written off.
    out : tuple of ndarray of shape (n,)
        Written to: balance, days past due, days paid ahead, months since lateness, written off,
        written off now, line open.
    """
    (rungs, unpaid, due_day, starts, last_day), (gone, dpd, since_late, on_book) = schedule, before
    (fen, due_on, paid_on), (late_days, pending, late_from, charge_off) = instalment, month
    balance, days, lead, months, gone_after, gone_now, open_after = out
    for i in range(len(days)):
        balance[i], days[i] = pending[i], 0
        for k in range(len(rungs)):
            balance[i] += rungs[k, i]
        for k in range(len(unpaid)):
            balance[i] += unpaid[k, i]
            if unpaid[k, i] > 0:  # the oldest comes last
                days[i] = last_day - (starts[k] + due_day[i] - 1)
        if gone[i]:
            days[i] = dpd[i] + last_day - starts[0] + 1
        # a claim is written off only when nothing of it is still on its way
        gone_now[i] = not gone[i] and days[i] >= charge_off and pending[i] == 0
        gone_after[i] = gone[i] or gone_now[i]
        open_after[i] = on_book[i] and not gone_now[i]
        late = days[i] > 0 or late_days[i] >= late_from
        months[i] = 0 if late else since_late[i] + 1
        lead[i] = max(due_on[i] - paid_on[i], 0) if fen[i] > 0 else 0
