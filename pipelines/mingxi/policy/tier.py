"""Risk tiers: default risk in five steps."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

TIERS = ("A", "B", "C", "D", "E")


def tier(pd_12m: NDArray[np.float64], bounds: Sequence[float]) -> NDArray[np.str_]:
    """Tier of each person, shape (n,): the first whose upper bound is not exceeded.

    Parameters
    ----------
    pd_12m : ndarray of shape (n,)
        In [0, 1].
    bounds : sequence of float, one per tier
        Rising upper bounds, each belonging to its tier; the last is 1.

    Examples
    --------
    >>> tier(np.array([0.0, 0.02, 0.021, 1.0]), [0.01, 0.02, 0.05, 0.1, 1.0]).tolist()
    ['A', 'B', 'C', 'E']
    """
    return np.array(TIERS)[np.searchsorted(np.asarray(bounds), pd_12m, side="left")]
