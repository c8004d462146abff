"""How an outcome answers to the limit, read from limits that were left to chance.

Trees learn what people are like; they cannot tell what a limit does from who got it. Lots can: a
single number, the change of the outcome per logarithm of the limit, is known from few of them far
better than a whole curve would be.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

STEPS, LONGEST = 50, 0.5  # of Newton's method, and how far one may go


@dataclass(frozen=True)
class Slope:
    """Change of the logarithm of an outcome per logarithm of the limit.

    Parameters
    ----------
    mean, sd : float
        ``mean`` is never below 0.
    """

    mean: float
    sd: float


@dataclass(frozen=True)
class Response:
    """How an amount follows from what trees say of a person, and from the limit.

    Parameters
    ----------
    base, centre : float
        Logarithm of the amount where trees say ``centre``.
    stretch : float
        How far the trees' differences between people hold on others: below 1, they saw some that
        were chance; 0, all.
    slope : Slope
    """

    base: float
    centre: float
    stretch: float
    slope: Slope

    def mended(self, level: FloatArray) -> FloatArray:
        """Logarithm of the amount expected without a lot, for levels that trees say, (n,)."""
        return np.asarray(self.base + self.stretch * (level - self.centre))


def lot_response(
    outcome: FloatArray, level: FloatArray, lot: FloatArray, prior: Slope
) -> Response:
    """Answer of an amount to lots, and the trees' levels mended on people they never saw.

    The best fit of ``base + stretch × level + slope × lot`` to the logarithm of the mean, with a
    normal prior on the slope: without lots the prior comes back. Amounts count by the
    quasi-likelihood with a variance proportional to the mean, so that sums are right; one
    borrower's rows are taken as one draw, so ``sd`` is meant for comparing, not for testing.

    Parameters
    ----------
    outcome : ndarray of shape (n,)
        Money ≥ 0.
    level : ndarray of shape (n,)
        Logarithm of money that trees which never saw the row expect.
    lot : ndarray of shape (n,)
        Logarithm of what chance did to the limit; 0: nothing.
    prior : Slope

    Examples
    --------
    >>> lots, level = np.array([-1.0, 0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0, -1.0])
    >>> found = lot_response(np.exp(0.5 * lots + level), level, lots, Slope(0.0, 100.0))
    >>> round(found.slope.mean, 3), round(found.stretch, 3)
    (0.5, 1.0)
    """
    centre = float(level.mean())
    parts = np.column_stack([np.ones(len(level)), level - centre, lot])
    start, sure = np.array([centre, 1.0, prior.mean]), np.array([0.0, 0.0, prior.sd**-2])
    sure += 1e-9  # levels that are all alike have no stretch to find
    spread = _spread(outcome, np.exp(level))
    found = start.copy()
    for _ in range(STEPS):
        mean = np.exp(np.einsum("ij,j->i", parts, found))
        pull = np.einsum("ij,i->j", parts, outcome - mean) / spread - sure * (found - start)
        bend = np.einsum("ij,ik->jk", parts * mean[:, None], parts) / spread + np.diag(sure)
        step = np.linalg.solve(bend, pull)
        found += np.clip(step, -LONGEST, LONGEST)
        if np.abs(step).max() < 1e-9:
            break
    sd = float(np.sqrt(np.linalg.inv(bend)[2, 2]))
    slope = Slope(max(float(found[2]), 0.0), sd)
    return Response(float(found[0]), centre, float(found[1]), slope)


def _spread(outcome: FloatArray, mean: FloatArray) -> float:
    """How much wider outcomes scatter than counts would."""
    return max(float(((outcome - mean) ** 2 / mean).mean()), 1e-12)
