"""The best limits themselves as a lender: what a limit model that can be explained costs.

The same kind of outcome models, caution and price of loss as our limits; what is missing is the
last step, in which one set of trees with declared directions learns to tell the limits. Two things
do not come along, for a borrower met later belongs to no row of the training: that a limit must
have been given often enough to be tried, and the prices of exposure, where there are any.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.models.limit_targets import TargetPlan, best_limits
from mingxi.models.outcome_bags import OutcomeBags
from mingxi.recipes.decided import outcome_of
from mingxi.recipes.lender import OurLender
from mingxi.simulate.lender.sight import Sight


@dataclass(frozen=True, eq=False)
class Undistilled:
    """Best limits by the outcome models, under the caps and gates of our lender.

    Parameters
    ----------
    ours : OurLender
        Its scale multiplies the best limits.
    bags : OutcomeBags
    plan : TargetPlan
    price : float
        Of a yuan of expected loss, as the best limits of the past were found with, ≥ 0.
    name : str
    """

    ours: OurLender
    bags: OutcomeBags
    plan: TargetPlan
    price: float
    name: str = "best limits"

    def decide(self, sight: Sight) -> NDArray[np.int64]:
        """Limits after all caps and gates to open, yuan; 0: no line, or none any more."""
        seen = self.ours.seen(sight)
        # whom the legacy lender offers nothing stands at the smallest limit there is
        offered = np.maximum(sight.proposal_yuan.astype(np.float64), self.plan.grid[0])
        told = self.bags.of_others(seen.table, offered)
        best = best_limits(told, self.plan, self.price)
        return outcome_of(self.ours.model, seen, self.ours.scale * best).limit
