"""The rows whose outcome and score are known: what every measure is taken on."""

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData

FloatArray = NDArray[np.float64]


def observed(y: FloatArray, score: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Outcomes and scores of the rows where both are known, each of shape (≤ n,).

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none, NaN not known.
    score : ndarray of shape (n,)

    Raises
    ------
    BadData
        Shapes disagree, or an outcome is neither 0 nor 1.
    """
    if y.shape != score.shape:
        raise BadData(
            "outcomes and scores",
            f"their shapes are {y.shape} and {score.shape}",
            "Give one score per outcome",
        )
    known = np.isfinite(y) & np.isfinite(score)
    y, score = np.asarray(y[known], np.float64), np.asarray(score[known], np.float64)
    if not np.isin(y, (0.0, 1.0)).all():
        raise BadData(
            "outcomes", f"they hold {np.unique(y)[:5].tolist()}", "Code default as 1, none as 0"
        )
    return y, score
