"""Recorded months taken together, row by row; compiled."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
from numba import njit


@njit(cache=True, nogil=True)
def add_rows(rows, total):
    """Write the sum of each column, shape (n,)."""
    for i in range(rows.shape[1]):
        total[i] = rows[0, i]
    for row in range(1, len(rows)):
        for i in range(rows.shape[1]):
            total[i] += rows[row, i]


@njit(cache=True, nogil=True)
def count_positive(rows, number):
    """Write in how many rows each column is above 0, shape (n,)."""
    for i in range(rows.shape[1]):
        number[i] = rows[0, i] > 0
    for row in range(1, len(rows)):
        for i in range(rows.shape[1]):
            number[i] += rows[row, i] > 0


@njit(cache=True, nogil=True)
def find_largest(rows, largest):
    """Write the largest value of each column, shape (n,)."""
    for i in range(rows.shape[1]):
        largest[i] = rows[0, i]
    for row in range(1, len(rows)):
        for i in range(rows.shape[1]):
            largest[i] = max(largest[i], rows[row, i])
