"""Loops over the places of loans and guarantees elsewhere, borrower by borrower; compiled.

They take columns as rows (``line_fen.T``), which lie one after the other in memory.
"""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
from numba import njit


@njit(cache=True, nogil=True)
def find_smallest(fen, how_many, chosen):
    """Mark the ``how_many`` (n,) smallest amounts that are not 0 of each borrower, (places, n)."""
    for i in range(len(how_many)):
        for _ in range(how_many[i]):
            place = -1
            for k in range(len(fen)):
                open_still = fen[k, i] > 0 and not chosen[k, i]
                if open_still and (place < 0 or fen[k, i] < fen[place, i]):
                    place = k
            if place < 0:
                break
            chosen[place, i] = True


@njit(cache=True, nogil=True)
def pay_down(fen, closed, rate, left):
    """Write what is left of each loan after a month, 0 of a closed one, shape (places, n)."""
    for k in range(len(fen)):
        for i in range(fen.shape[1]):
            left[k, i] = 0 if closed[k, i] else fen[k, i] - int(fen[k, i] * rate)


@njit(cache=True, nogil=True)
def add_up(fen, kind, wanted, out):
    """Write sum, number, and number of one kind, of what is open in all places, shape (n,)."""
    total, number, of_kind = out
    for i in range(len(total)):
        total[i], number[i], of_kind[i] = 0, 0, 0
        for k in range(len(fen)):
            total[i] += fen[k, i]
            number[i] += fen[k, i] > 0
            of_kind[i] += fen[k, i] > 0 and kind[k, i] == wanted
