"""Our decision model as a lender in the synthetic world: what it decides shapes what comes next.

A closed loop answers what no past decision can: what a limit policy earns and loses once people
live with it. The world shows the lender what it may know at each month end and carries out its
limits; see `mingxi.simulate.lender.sight`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.declare.calendar import month_end
from mingxi.features.data_quality import readable
from mingxi.features.standing import applications
from mingxi.features.table import feature_table
from mingxi.models.proposal_residual import informed
from mingxi.recipes.decided import Snapshot, outcome
from mingxi.recipes.decision_model import DecisionModel
from mingxi.simulate.config import WorldConfig
from mingxi.simulate.lender.sight import Sight
from mingxi.simulate.world import common_tables

# single payments say when a line can be drawn on again, and nothing about the limit
NO_REPAYMENTS = pd.DataFrame(
    {
        "borrower_id": np.zeros(0, dtype=np.int64),
        "paid_on": np.zeros(0, dtype="datetime64[D]"),
        "paid_fen": np.zeros(0, dtype=np.int64),
        "posted_on": np.zeros(0, dtype="datetime64[D]"),
    }
)


@dataclass(frozen=True, eq=False)
class OurLender:
    """The road from histories to limits as a lender of the world.

    Parameters
    ----------
    model : DecisionModel
    incidents : DataFrame
        Incidents of the world, as a lender learns of them.
    name : str
        Stands with its decisions as their policy version.
    scale : float
        Multiplies every proposed limit, before the policy answers.
    """

    model: DecisionModel
    incidents: pd.DataFrame
    name: str = "mingxi"
    scale: float = 1.0

    def decide(self, sight: Sight) -> NDArray[np.int64]:
        """Limits after all caps and gates to open, yuan; 0: no line, or none any more."""
        return outcome(self.model, self.seen(sight), self.scale).limit

    def seen(self, sight: Sight) -> Snapshot:
        """What the model takes of a sight."""
        histories, _ = readable(sight.histories)
        known = histories.known_at(sight.month)
        standing = applications(known, NO_REPAYMENTS, self.incidents, month_end(sight.month))
        offered = sight.proposal_yuan.astype(np.float64)
        return Snapshot(informed(self.model.lender, feature_table(known), offered), standing)


def our_lender(model: DecisionModel, config: WorldConfig) -> OurLender:
    """The model as a lender of the world ``config``."""
    incidents = common_tables(config).observed["incidents"].to_pandas(date_as_object=False)
    return OurLender(model, incidents)
