"""Measures with their errors, where the rows of one person are not independent."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from mingxi.evaluate.calibration import CLIP, calibration_slope
from mingxi.evaluate.paired import placements, spread

FloatArray = NDArray[np.float64]
UNKNOWN = (float("nan"), float("nan"))


def auc_with_error(y: FloatArray, score: FloatArray, person: NDArray[Any]) -> tuple[float, float]:
    """AUC and its standard error; NaN without both classes.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none.
    score : ndarray of shape (n,)
        Higher means riskier.
    person : ndarray of shape (n,)
        Whose row it is.

    References
    ----------
    DeLong, DeLong & Clarke-Pearson (Biometrics 1988); by persons: Obuchowski (Biometrics 1997).

    Examples
    --------
    >>> y, who = np.array([0.0, 0.0, 1.0, 1.0]), np.arange(4)
    >>> auc_with_error(y, np.array([0.1, 0.4, 0.35, 0.8]), who)[0]
    0.75
    """
    if np.unique(y).size < 2:
        return UNKNOWN
    says, bad = placements(y, score), y == 1
    area = float(says[bad].mean())
    pull = (says - area) / np.where(bad, bad.sum(), (~bad).sum())
    return area, float(spread(pull[:, None], person)[0, 0] ** 0.5)


def slope_with_error(
    y: FloatArray, pd_12m: FloatArray, person: NDArray[Any]
) -> tuple[float, float]:
    """Slope of the outcome on the stated log-odds and its standard error; 1 is perfect.

    NaN where a class is missing, all probabilities are equal, or the classes separate perfectly.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none.
    pd_12m : ndarray of shape (n,)
    person : ndarray of shape (n,)
        Whose row it is.

    References
    ----------
    Cox (Biometrika 1958); error by persons: Liang & Zeger (Biometrika 1986).
    """
    slope, intercept = calibration_slope(y, pd_12m)
    if not np.isfinite(slope):
        return UNKNOWN
    z = logit(np.clip(pd_12m, CLIP, 1 - CLIP))
    p = expit(intercept + slope * z)
    weight = p * (1 - p)
    a, b, c = weight.sum(), (weight * z).sum(), (weight * z * z).sum()
    inverse = np.array([[c, -b], [-b, a]]) / (a * c - b * b)
    pull = np.column_stack([y - p, (y - p) * z])
    return slope, float((inverse @ spread(pull, person) @ inverse)[1, 1] ** 0.5)


def level_with_error(
    y: FloatArray, pd_12m: FloatArray, person: NDArray[Any]
) -> tuple[float, float]:
    """Defaults that came over defaults that were stated, and the standard error; 1 is perfect.

    The error is that under the stated probabilities: without a default it would be none.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none.
    pd_12m : ndarray of shape (n,)
    person : ndarray of shape (n,)
        Whose row it is. Rows of one person are taken to go together as far as those of
        defaulters do.

    Examples
    --------
    >>> y, stated = np.r_[1.0, np.zeros(127)], np.full(128, 0.015625)
    >>> ratio, error = level_with_error(y, stated, np.arange(128))
    >>> ratio, round(error, 2)
    (0.5, 0.7)
    """
    stated = float(pd_12m.sum())
    if not stated:
        return UNKNOWN
    alone = float((pd_12m * (1 - pd_12m)).sum())
    error = (alone * together(y, person)) ** 0.5
    return float(y.sum()) / stated, error / stated


def together(y: FloatArray, person: NDArray[Any]) -> float:
    """Defaults of whoever a default belongs to, on average: 1 where no person has two.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none.
    person : ndarray of shape (n,)
        Whose row it is.

    Examples
    --------
    >>> together(np.array([1.0, 1.0, 1.0, 0.0]), np.array([7, 7, 8, 8]))  # two, two and one
    1.6666666666666667
    """
    _, whose = np.unique(person, return_inverse=True)
    each = np.bincount(whose, y)
    return float((each**2).sum() / each.sum()) if each.sum() else 1.0
