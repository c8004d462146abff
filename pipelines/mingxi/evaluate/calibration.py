"""Whether a stated probability comes true as often as it says."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from mingxi.evaluate.groups import quantile_edges, quantile_group
from mingxi.evaluate.observed import observed

FloatArray = NDArray[np.float64]

CLIP = 1e-15  # a certain forecast that fails would cost infinitely much


def brier(y: FloatArray, pd_12m: FloatArray) -> float:
    """Mean squared gap between outcome and probability; NaN without a row.

    Examples
    --------
    >>> brier(np.array([1.0, 0.0]), np.array([0.8, 0.4]))
    0.1
    """
    y, pd_12m = observed(y, pd_12m)
    return float(((y - pd_12m) ** 2).mean()) if y.size else float("nan")


def log_loss(y: FloatArray, pd_12m: FloatArray) -> float:
    """Mean surprise in nats; NaN without a row.

    Examples
    --------
    >>> round(log_loss(np.array([1.0, 0.0]), np.array([0.5, 0.5])), 6)
    0.693147
    """
    y, pd_12m = observed(y, pd_12m)
    if not y.size:
        return float("nan")
    p = np.clip(pd_12m, CLIP, 1 - CLIP)
    return float(-np.log(np.where(y > 0, p, 1 - p)).mean())


def calibration_slope(y: FloatArray, pd_12m: FloatArray) -> tuple[float, float]:
    """Slope and intercept of the logistic regression of the outcome on the stated log-odds.

    (1, 0) is perfect; a slope below 1 means that the probabilities are too far apart. NaN where
    a class is missing, all probabilities are equal, or the classes separate perfectly.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none, NaN left out.
    pd_12m : ndarray of shape (n,)

    References
    ----------
    Cox, Two further applications of a model for binary regression (Biometrika 1958).
    """
    y, pd_12m = observed(y, pd_12m)
    z = logit(np.clip(pd_12m, CLIP, 1 - CLIP))
    if np.unique(y).size < 2 or np.ptp(z) < 1e-9:
        return float("nan"), float("nan")
    return _newton(y, z)


def calibration_table(y: FloatArray, pd_12m: FloatArray, n_groups: int = 10) -> pd.DataFrame:
    """Stated and observed default rate by decile of the stated one.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none, NaN left out.
    pd_12m : ndarray of shape (n,)
    n_groups : int

    Returns
    -------
    DataFrame
        Columns ``rows``, ``defaults``, ``pd_low``, ``pd_high``, ``mean_pd``, ``default_rate``; as
        many rows as groups that hold somebody, safest first.
    """
    y, pd_12m = observed(y, pd_12m)
    frame = pd.DataFrame({"y": y, "pd": pd_12m})
    table = frame.groupby(quantile_group(pd_12m, quantile_edges(pd_12m, n_groups))).agg(
        rows=("y", "size"),
        defaults=("y", "sum"),
        pd_low=("pd", "min"),
        pd_high=("pd", "max"),
        mean_pd=("pd", "mean"),
        default_rate=("y", "mean"),
    )
    return table.reset_index(drop=True)


def decile_slope(y: FloatArray, pd_12m: FloatArray, n_groups: int = 10) -> tuple[float, float]:
    """Slope of the default rate over the stated one, group by group, and its standard error.

    1 is perfect. Groups of equal size by the stated rate, weighted by how well their default rate
    is known. NaN with fewer than three groups.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none, NaN left out.
    pd_12m : ndarray of shape (n,)
    n_groups : int
    """
    table = calibration_table(y, pd_12m, n_groups)
    if len(table) < 3:
        return float("nan"), float("nan")
    stated, seen, n = (table[c].to_numpy() for c in ("mean_pd", "default_rate", "rows"))
    # the stated rate, not the seen one, gives the weight: a group without a default is not certain
    weight = n / np.maximum(stated * (1 - stated), CLIP)
    apart = stated - np.average(stated, weights=weight)
    spread = float((weight * apart**2).sum())
    return float((weight * apart * seen).sum()) / spread, spread**-0.5


def _newton(y: FloatArray, z: FloatArray) -> tuple[float, float]:
    intercept, slope = float(logit(y.mean())), 0.0
    for _ in range(50):  # a handful is enough; only a perfect separation never settles
        p = expit(intercept + slope * z)
        weight, miss = p * (1 - p), y - p
        a, b, c = weight.sum(), (weight * z).sum(), (weight * z * z).sum()
        g, h = miss.sum(), (miss * z).sum()
        det = a * c - b * b
        if det <= 0:  # the weights have vanished
            break
        step = np.array([c * g - b * h, a * h - b * g]) / det
        intercept, slope = intercept + float(step[0]), slope + float(step[1])
        if np.abs(step).max() < 1e-10:
            return slope, intercept
    return float("nan"), float("nan")
