"""How well a score tells those who default from those who do not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.observed import observed

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class RocPoints:
    """Points of the ROC curve, from (0, 0) to (1, 1); empty where a class is missing.

    Parameters
    ----------
    false_positive, true_positive : ndarray of shape (k,)
        Share of the good and of the bad that score at least a threshold.
    """

    false_positive: FloatArray
    true_positive: FloatArray


def roc_points(y: FloatArray, score: FloatArray, n_points: int | None = None) -> RocPoints:
    """ROC curve, one point per distinct score, or about ``n_points`` of them for a chart.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none, NaN left out.
    score : ndarray of shape (n,)
        Higher means riskier.
    n_points : int, optional
        At least 2.

    Examples
    --------
    >>> points = roc_points(np.array([0.0, 1.0, 1.0]), np.array([0.2, 0.2, 0.9]))
    >>> points.false_positive.tolist(), points.true_positive.tolist()
    ([0.0, 0.0, 1.0], [0.0, 0.5, 1.0])
    """
    y, score = observed(y, score)
    bad, good = float(y.sum()), float((1 - y).sum())
    if not bad or not good:
        return RocPoints(np.empty(0), np.empty(0))
    falling = np.argsort(-score, kind="stable")
    y, score = y[falling], score[falling]
    last_of_ties = np.append(np.flatnonzero(np.diff(score)), len(y) - 1)
    true_positive = np.append(0.0, np.cumsum(y)[last_of_ties] / bad)
    false_positive = np.append(0.0, np.cumsum(1 - y)[last_of_ties] / good)
    if n_points is not None and n_points < len(true_positive):
        kept = np.linspace(0, len(true_positive) - 1, n_points).round().astype(np.int64)
        true_positive, false_positive = true_positive[kept], false_positive[kept]
    return RocPoints(false_positive, true_positive)


def auc(y: FloatArray, score: FloatArray) -> float:
    """Chance that a defaulter scores above a non-defaulter, ties half; NaN without both classes.

    Examples
    --------
    >>> auc(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.4, 0.35, 0.8]))
    0.75
    """
    points = roc_points(y, score)
    if not points.true_positive.size:
        return float("nan")
    return float(np.trapezoid(points.true_positive, points.false_positive))


def gini(y: FloatArray, score: FloatArray) -> float:
    """Twice the AUC less one: 0 is chance, 1 is perfect; NaN without both classes."""
    return 2.0 * auc(y, score) - 1.0


def ks(y: FloatArray, score: FloatArray) -> float:
    """Largest gap between the score distributions of bad and good; NaN without both classes.

    Examples
    --------
    >>> ks(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.4, 0.35, 0.8]))
    0.5
    """
    points = roc_points(y, score)
    if not points.true_positive.size:
        return float("nan")
    return float(np.abs(points.true_positive - points.false_positive).max())
