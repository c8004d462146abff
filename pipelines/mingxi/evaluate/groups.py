"""Rows in groups of equal size by a value."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def quantile_edges(reference: FloatArray, n_groups: int) -> FloatArray:
    """Inner borders, rising and distinct, that cut ``reference`` into ``n_groups`` equal shares.

    Fewer where values repeat; none where nothing in ``reference`` is known.

    Examples
    --------
    >>> quantile_edges(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), 2).tolist()
    [3.0]
    """
    known = reference[np.isfinite(reference)]
    if not known.size:
        return np.empty(0)
    return np.unique(np.quantile(known, np.linspace(0, 1, n_groups + 1)[1:-1]))


def quantile_group(values: FloatArray, edges: FloatArray) -> NDArray[np.int64]:
    """Group number of each value, shape (n,): 0 up to and with the first border …, −1 unknown.

    Examples
    --------
    >>> quantile_group(np.array([1.0, 3.0, 3.1, np.nan]), np.array([3.0])).tolist()
    [0, 0, 1, -1]
    """
    group = np.searchsorted(edges, values, side="left")
    return np.where(np.isfinite(values), group, -1).astype(np.int64)
