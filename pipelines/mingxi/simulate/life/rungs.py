"""Loops over the schedule, borrower by borrower; compiled.

They take its columns as rows (``ladder.T``), which lie one after the other in memory.
"""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import numpy as np
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
def book_loans(rungs, who, got, asked, counters):
    """Add granted loans to the rungs and all requests to the counters of ``who``, in place.

    Parameters
    ----------
    rungs : ndarray of shape (12, n)
    who, got : ndarray of shape (m,)
    asked : tuple of ndarray of shape (m,)
        Amount, term, whether repaid at the end, times sent, whether repaid lately.
    counters : tuple of ndarray of shape (n,)
        Amount drawn, draws, loans, loans soon after repaying, times sent at most.
    """
    amount, term, at_end, n_sent, again = asked
    drawn, n_draws, n_loans, n_reborrows, most_sent = counters
    granted = np.nonzero(got)[0]
    add_instalments(rungs, who[granted], amount[granted], term[granted], at_end[granted])
    for j in range(len(who)):
        i = who[j]
        most_sent[i] = max(most_sent[i], n_sent[j])
        if got[j]:
            drawn[i] += amount[j]
            n_draws[i] += 1
            n_loans[i] += 1
            n_reborrows[i] += again[j]


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
def pay_unpaid(unpaid, oldest, who, will, out):
    """Pay all that is late, the oldest alone, or what is due now, in place.

    Parameters
    ----------
    unpaid : ndarray of shape (9, n)
    oldest : ndarray of shape (n,)
        Months since the oldest fell due.
    who : tuple of ndarray of shape (n,)
        Whose claim is written off; whom an intervention makes pay all.
    will : tuple
        Noise and chance of paying nothing, noise and share of paying a part.
    out : tuple of ndarray of shape (n,)
        Written to: what was late, what was due, how much of each is paid; whether the instalment
        due is paid; whether an early repayment may follow, as nothing is left open.
    """
    (gone, saved), (lot, chance, part_lot, part_share) = who, will
    late, due, late_paid, due_paid, pays_due, may_repay_early = out
    for i in range(len(late)):
        behind = not gone[i] and oldest[i] > 0
        nothing = lot[i] < chance[i] and not saved[i]
        partly = behind and part_lot[i] < part_share and not nothing and not saved[i]
        pays = not gone[i] and not nothing and not partly
        late[i], late_paid[i], due[i] = 0, 0, unpaid[0, i]
        for k in range(1, len(unpaid)):
            late[i] += unpaid[k, i]
            if (behind and pays) or (partly and k == oldest[i]):
                late_paid[i] += unpaid[k, i]
                unpaid[k, i] = 0
        pays_due[i] = pays and due[i] > 0
        if pays_due[i]:
            unpaid[0, i] = 0
        due_paid[i] = due[i] - unpaid[0, i]
        may_repay_early[i] = (behind and pays) or pays_due[i] or late[i] + due[i] == 0


@njit(cache=True, nogil=True)
def find_early(who, will, out):
    """Write what is owed on the rungs, and who repays it early.

    Parameters
    ----------
    who : tuple of ndarray
        Rungs (12, n); whose claim is written off, who churns (n,).
    will : tuple
        Who may, noise, chances of others and of churners.
    out : tuple of ndarray of shape (n,)
        Written to: owed on the rungs, whether it is repaid early.
    """
    (rungs, gone, churns), (may, lot, chances), (left, pays) = who, will, out
    for i in range(len(left)):
        left[i] = 0
        for k in range(len(rungs)):
            left[i] += rungs[k, i]
        chance = chances[1] if churns[i] else chances[0]
        pays[i] = may[i] and left[i] > 0 and lot[i] < chance and not gone[i]
