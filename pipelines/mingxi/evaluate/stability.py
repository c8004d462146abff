"""How far a distribution has moved."""

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.groups import quantile_edges, quantile_group

FloatArray = NDArray[np.float64]

# assumption: an empty group counts as one row in ten thousand, or the index would be infinite
FLOOR = 1e-4


def psi(reference: FloatArray, current: FloatArray, n_groups: int = 10) -> float:
    """Population stability index over deciles of the reference; NaN where a side is empty.

    Unknown values form a group of their own. Below 0.10 little has moved, above 0.25 much
    (Yurdakul and Naranjo 2020); the rule does not know the sample size.

    Parameters
    ----------
    reference, current : ndarray of shape (n,) and (m,)
    n_groups : int

    Examples
    --------
    >>> psi(np.arange(100.0), np.arange(100.0))
    0.0
    """
    if not reference.size or not current.size:
        return float("nan")
    edges = quantile_edges(reference, n_groups)
    shares = [
        np.maximum(
            np.bincount(quantile_group(side, edges) + 1, minlength=len(edges) + 2) / side.size,
            FLOOR,
        )
        for side in (reference, current)
    ]
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())
