"""Defaults found in time, when only so many people can be looked at."""

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.observed import observed

FloatArray = NDArray[np.float64]


def recall_at(y: FloatArray, score: FloatArray, share: float) -> float:
    """Share of the defaults among the riskiest ``share`` of people; NaN without a default.

    Where the border cuts through people of one score, they count in part.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none, NaN left out.
    score : ndarray of shape (n,)
        Higher means riskier.
    share : float
        Budget of alerts, in (0, 1].

    Examples
    --------
    >>> recall_at(np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.9, 0.5, 0.4, 0.1]), 0.25)
    0.5
    """
    y, score = observed(y, score)
    if not y.sum():
        return float("nan")
    budget = share * len(y)
    border = np.sort(score)[::-1][min(int(np.ceil(budget)), len(y)) - 1]
    above, level = score > border, score == border
    part = (budget - above.sum()) / max(int(level.sum()), 1)
    return float((y[above].sum() + part * y[level].sum()) / y.sum())
