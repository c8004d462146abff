"""Pushes in whole money units that add up exactly."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def whole(values: FloatArray) -> IntArray:
    """Nearest whole units, halves upward, shape as given.

    Examples
    --------
    >>> whole(np.array([0.5, -0.5, 1.4])).tolist()
    [1, 0, 1]
    """
    return np.floor(values + 0.5).astype(np.int64)


def whole_amounts(
    base: FloatArray, push: FloatArray, total: IntArray
) -> tuple[IntArray, IntArray]:
    """Base and pushes in whole units with ``base + Σ amounts == total``, row by row.

    The running sum is rounded, so each amount is within one unit of its push, never has the other
    sign, and is exactly 0 for a push of exactly 0. Where floating point puts the sum on the other
    side of a half, the base, which has no sign to contradict, takes the unit.

    Parameters
    ----------
    base : ndarray of shape (n,)
    push : ndarray of shape (n, k)
    total : ndarray of shape (n,)
        Whole units that are shown as the model's proposal.

    Returns
    -------
    base_amount : ndarray of shape (n,)
    amounts : ndarray of shape (n, k)

    Examples
    --------
    >>> start, parts = whole_amounts(np.array([10.4]), np.array([[0.4, 0.0, -3.3]]), np.array([8]))
    >>> start.tolist(), parts.tolist()
    ([10], [[1, 0, -3]])
    """
    running = whole(base[:, None] + np.cumsum(np.c_[np.zeros(len(base)), push], axis=1))
    amounts = np.diff(running, axis=1)
    return total - amounts.sum(axis=1), amounts
