"""Counts and classes by inversion of uniform numbers.

Compiled: one pass over the borrowers, where arrays would be gone through once per count or class.
"""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call, no-any-return"
import numpy as np
from numba import njit
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def counts(uniform: FloatArray, rate: FloatArray, most: int) -> IntArray:
    """Poisson counts by inversion, cut at ``most``; more ``rate`` never means fewer.

    Examples
    --------
    >>> counts(np.array([0.1, 0.9, 0.999]), np.array([0.5, 0.5, 0.5]), 8)
    array([0, 1, 4])
    """
    found = np.zeros(len(uniform), dtype=np.int64)
    _count(uniform, rate, np.exp(-rate), most, found)
    return found


def pick(uniform: FloatArray, shares: FloatArray) -> IntArray:
    """Number of the class in which each uniform falls.

    Parameters
    ----------
    uniform : ndarray of shape (n,)
    shares : ndarray of shape (k,) or (n, k)
        Need not add up to 1.

    Examples
    --------
    >>> pick(np.array([0.1, 0.6, 0.99]), np.array([1.0, 1.0, 2.0]))
    array([0, 2, 2])
    """
    found = np.zeros(len(uniform), dtype=np.int64)
    if shares.ndim == 1:
        _pick(uniform, shares, found)
    else:
        _pick_by_row(uniform, np.ascontiguousarray(shares), found)
    return found


@njit(cache=True, nogil=True)
def _count(uniform, rate, none, most, found):
    for i in range(len(uniform)):
        term = reached = none[i]
        for k in range(1, most + 1):
            if uniform[i] < reached:
                break
            found[i] += 1
            term = term * rate[i] / k
            reached += term


@njit(cache=True, nogil=True)
def _pick(uniform, shares, found):
    bounds = np.cumsum(shares)
    bounds /= bounds[-1]
    for i in range(len(uniform)):
        for k in range(len(bounds) - 1):
            found[i] += uniform[i] >= bounds[k]


@njit(cache=True, nogil=True)
def _pick_by_row(uniform, shares, found):
    for i in range(len(uniform)):
        total = 0.0
        for k in range(shares.shape[1]):
            total += shares[i, k]
        reached = 0.0
        for k in range(shares.shape[1] - 1):
            reached += shares[i, k]
            found[i] += uniform[i] >= reached / total
