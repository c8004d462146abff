"""Numbers of events: the same event delivered twice carries the same number."""

import numpy as np

from mingxi.simulate.month import IntArray

MOST_EVENTS = 1_000_000  # of one borrower; keeps the numbers of two borrowers apart


def event_numbers(borrower_id: IntArray) -> IntArray:
    """Number of each event in the world, shape (rows,); borrowers stand together.

    Examples
    --------
    >>> event_numbers(np.array([4, 4, 9]))
    array([4000000, 4000001, 9000000])
    """
    rows = np.arange(len(borrower_id))
    first = np.searchsorted(borrower_id, borrower_id)
    return np.asarray(borrower_id * MOST_EVENTS + rows - first)
