"""Whether explanations add up (M1, M12)."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def largest_gap(base: FloatArray, push: FloatArray, output: FloatArray) -> float:
    """Largest ``|base + Σ push − output|`` over rows; 0 where there are none.

    Parameters
    ----------
    base, output : ndarray of shape (n,)
    push : ndarray of shape (n, k)

    Examples
    --------
    >>> largest_gap(np.array([1.0]), np.array([[2.0, -0.5]]), np.array([2.0]))
    0.5
    """
    return float(np.abs(base + push.sum(axis=1) - output).max(initial=0.0))


def blamed_unchanged(push: FloatArray, changed: NDArray[np.bool_]) -> int:
    """Number of players that did not change and still carry a push, shapes (n, k)."""
    return int(((push != 0.0) & ~changed).sum())
