"""What limits are worth to a lender with a budget: slope and bend of expected profit."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mingxi.models.limit_targets import Targets
from mingxi.models.outcome_bags import Curves, OutcomeBags

FloatArray = NDArray[np.float64]

STEP = 0.1  # of the logarithm; assumption: small against the steps of the grid of limits
# no row pulls more than the steepest hundredth, none less than the flattest tenth
FLATTEST, STEEPEST = 0.1, 0.99


@dataclass(frozen=True)
class Worth:
    """Expected profit of n lines less what a budget for loss makes their losses cost.

    Parameters
    ----------
    curves : Curves
        Profit and loss at limits a `STEP` apart, shape (n, 2 k + 1), the proposal in the middle.
    proposal : ndarray of shape (n,)
    low, high : ndarray of shape (n,)
        Where the outcome models may be believed, money. Beyond, worth falls as it bends.
    price : float
        Of a yuan of expected loss, ≥ 0.
    use : ndarray of shape (n,)
        Price of a yuan of limit: what budgets for exposure make it cost.
    """

    curves: Curves
    proposal: FloatArray
    low: FloatArray
    high: FloatArray
    price: float
    use: FloatArray

    def slope_and_bend(self, limit: FloatArray) -> tuple[FloatArray, FloatArray]:
        """First derivative by the limit, and the second one's negative, each (n,).

        Of the parabola through the three nearest points of the curve. A bend the wrong way is set
        to that of the flattest tenth.
        """
        inside = np.clip(limit, self.low, self.high)
        middle = self.curves.profit.shape[1] // 2
        place = np.log(inside / self.proposal) / STEP + middle
        nearest = np.clip(np.rint(place), 1, 2 * middle - 1).astype(np.int64)
        less, here, more = (self._at(nearest + k) for k in (-1, 0, 1))
        curve = (more - 2.0 * here + less) / STEP**2
        rise = (more - less) / (2.0 * STEP) + (place - nearest) * STEP * curve
        bend = (rise - curve) / inside**2
        flat, steep = np.quantile(np.maximum(bend, 0.0), [FLATTEST, STEEPEST])
        bend = np.clip(bend, max(flat, 1e-6 * steep, 1e-300), max(steep, 1e-300))
        slope = rise / inside - self.use
        slope = np.where(limit > self.high, np.minimum(slope, 0.0), slope)
        slope = np.where(limit < self.low, np.maximum(slope, 0.0), slope)
        return slope - bend * (limit - inside), bend

    def pull(self, limit: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Slope and bend on a scale on which the mean bend is 1."""
        slope, bend = self.slope_and_bend(limit)
        return slope / bend.mean(), bend / bend.mean()

    def weight(self, limit: FloatArray) -> FloatArray:
        """What a yuan of error costs near each limit, squared, mean 1, shape (n,)."""
        return self.pull(limit)[1]

    def at_price(self, price: float) -> "Worth":
        """The same at another price of loss."""
        return replace(self, price=price)

    def _at(self, place: NDArray[np.int64]) -> FloatArray:
        row = np.arange(len(place))
        loss = self.curves.loss[row, place]
        return np.asarray(self.curves.profit[row, place] - self.price * loss)


def worth_of(targets: Targets, bags: OutcomeBags) -> Worth:
    """Worth by which the targets were chosen, at the prices found for them."""
    plan = targets.plan
    grid, some = np.array(plan.grid), targets.supported.any(axis=1)
    low = np.where(targets.supported, grid, np.inf).min(axis=1)
    high = np.where(targets.supported, grid, -np.inf).max(axis=1)
    low, high = np.where(some, low, grid[0]), np.where(some, high, grid[0])
    return Worth(
        points(bags, plan.support, plan.caution),
        bags.proposal,
        low,
        high,
        targets.allocation.prices["loss"],
        targets.use,
    )


def points(bags: OutcomeBags, support: float, caution: float) -> Curves:
    """Curves at limits a `STEP` apart, from ``proposal / support`` to ``proposal × support``."""
    each = np.ceil(np.log(support) / STEP) + 1
    around = np.exp(STEP * np.arange(-each, each + 1))
    columns = [bags.curves((f * bags.proposal)[:, None], caution) for f in around]
    return Curves(
        np.column_stack([c.profit[:, 0] for c in columns]),
        np.column_stack([c.loss[:, 0] for c in columns]),
    )
