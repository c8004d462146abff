"""Loops over the schedule, borrower by borrower; compiled.

They take its columns as rows (``ladder.T``), which lie one after the other in memory.
"""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
from numba import njit


@njit(cache=True, nogil=True)
def add_instalments(rungs, who, amount, term, at_end):
    """Add the instalments of new loans of ``who`` to their rungs, shape (12, n), in place."""
    for j in range(len(who)):
        i, last = who[j], term[j] - 1
        each = 0 if at_end[j] else amount[j] // term[j]
        for k in range(last):
            rungs[k, i] += each
        rungs[last, i] += amount[j] - each * last


@njit(cache=True, nogil=True)
def take_off(rungs, who, amount):
    """Take an early repayment off the rungs of ``who``, nearest first, in place."""
    for j in range(len(who)):
        i, left = who[j], amount[j]
        for k in range(len(rungs)):
            part = min(left, rungs[k, i])
            rungs[k, i] -= part
            left -= part


@njit(cache=True, nogil=True)
def find_oldest(unpaid, out):
    """Write the months since the oldest unpaid instalment fell due, 0: none but the newest."""
    for i in range(unpaid.shape[1]):
        out[i] = 0
        for k in range(len(unpaid) - 1, 0, -1):
            if unpaid[k, i] > 0:
                out[i] = k
                break


@njit(cache=True, nogil=True)
def pay_unpaid(  # noqa: PLR0913, PLR0917 - a compiled loop takes flat arrays
    unpaid, oldest, clears, partly, pays_due, late, paid
):
    """Pay all that is late, the oldest alone, or what is due now, in place.

    Writes what was late and how much of it is paid.
    """
    for i in range(len(late)):
        late[i], paid[i] = 0, 0
        for k in range(1, len(unpaid)):
            late[i] += unpaid[k, i]
            if clears[i] or (partly[i] and k == oldest[i]):
                paid[i] += unpaid[k, i]
                unpaid[k, i] = 0
        if pays_due[i]:
            unpaid[0, i] = 0
