"""How an outcome answers to the limit, read from limits that were left to chance.

Trees learn what people are like; they cannot tell what a limit does from who got it. Lots can: a
single number, the change of the outcome per logarithm of the limit, is known from few of them far
better than a whole curve would be.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

FloatArray = NDArray[np.float64]
Scale = Literal["log", "log-odds"]

STEPS = 50


@dataclass(frozen=True)
class Slope:
    """Change of an outcome per logarithm of the limit.

    Parameters
    ----------
    mean, sd : float
        On the scale of the outcome's trees (logarithm or log-odds); ``mean`` is never below 0.
    """

    mean: float
    sd: float


def lot_slope(
    outcome: FloatArray, level: FloatArray, lot: FloatArray, scale: Scale, prior: Slope
) -> Slope:
    """Slope of an outcome, from lots and what was believed before.

    The best ``b`` for an outcome expected at ``level + b × lot``, with a normal prior: without
    lots the prior comes back. Money counts by its quasi-likelihood with a variance that grows as
    the mean to the power of 1.5, as in the trees; one borrower's rows are taken as one draw, so
    ``sd`` is meant for comparing, not for testing.

    Parameters
    ----------
    outcome : ndarray of shape (n,)
        0 or 1, or money ≥ 0.
    level : ndarray of shape (n,)
        What trees that never saw the row expect: log-odds, or logarithm of money.
    lot : ndarray of shape (n,)
        Logarithm of what chance did to the limit; 0: nothing.
    scale : {"log", "log-odds"}
    prior : Slope

    Examples
    --------
    >>> lots = np.array([-1.0, 0.0, 1.0])
    >>> found = lot_slope(np.exp(0.5 * lots), np.zeros(3), lots, "log", Slope(0.0, 100.0))
    >>> round(found.mean, 3)
    0.5
    """
    weight, slope, spread = 1.0 / prior.sd**2, prior.mean, _spread(outcome, level, scale)
    curve = weight
    for _ in range(STEPS):
        pull, bend = _pull(outcome, level + slope * lot, lot, scale)
        curve = bend / spread + weight
        step = (pull / spread - weight * (slope - prior.mean)) / curve
        slope += float(np.clip(step, -0.5, 0.5))
        if abs(step) < 1e-9:
            break
    return Slope(max(slope, 0.0), float(curve**-0.5))


def _pull(
    outcome: FloatArray, expected: FloatArray, lot: FloatArray, scale: Scale
) -> tuple[float, float]:
    """First and second derivative of the (quasi-)likelihood."""
    if scale == "log-odds":
        p = expit(expected)
        return float(((outcome - p) * lot).sum()), float((p * (1 - p) * lot**2).sum())
    mean = np.exp(expected)
    pull = float(((outcome - mean) * mean**-0.5 * lot).sum())
    return pull, float((mean**0.5 * lot**2).sum())


def _spread(outcome: FloatArray, level: FloatArray, scale: Scale) -> float:
    """How much wider outcomes scatter than the plain likelihood says; 1 for yes and no."""
    if scale == "log-odds":
        return 1.0
    mean = np.exp(level)
    return max(float(((outcome - mean) ** 2 / mean**1.5).mean()), 1e-12)
