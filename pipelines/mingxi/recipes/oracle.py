"""Lenders that know what a limit brings: all about everybody, or all that features can tell.

Both learned from a lottery of limits. At each decision they take the limit with the highest
expected profit less a price for expected loss; the price is what keeps them within a budget.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.models.drawn_response import DrawnResponse, profit_and_loss
from mingxi.models.limit_targets import best_on_grid
from mingxi.models.profit import LIMIT_GRID
from mingxi.recipes.lottery import sight_table, state_table
from mingxi.records.feature_table import FeatureTable
from mingxi.simulate.lender.review import WELCOME
from mingxi.simulate.lender.sight import Sight

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WithFeatures:
    """A lender with our features and the answers of a lottery.

    Parameters
    ----------
    response : DrawnResponse
    price : float
        Yuan of profit that a yuan of expected loss must bring beside itself, ≥ 0.
    name : str
    """

    response: DrawnResponse
    price: float
    name: str = "feature oracle"

    def decide(self, sight: Sight) -> IntArray:
        """Limits of highest worth; 0 for applicants whose every line costs more than it brings."""
        return chosen(self.response, sight_table(sight), sight, self.price)


@dataclass(frozen=True, eq=False)
class WithState:
    """A lender that knows the true state of everybody; arguments as in `WithFeatures`."""

    response: DrawnResponse
    price: float
    name: str = "oracle"

    def decide_knowing(self, sight: Sight, state: Mapping[str, NDArray[Any]]) -> IntArray:
        """Limits of highest worth; 0 for applicants whose every line costs more than it brings."""
        return chosen(self.response, state_table(state, sight), sight, self.price)

    def decide(self, sight: Sight) -> IntArray:
        """Nothing is changed: without the state it knows nothing."""
        return np.asarray(sight.legacy_yuan)


def chosen(response: DrawnResponse, table: FeatureTable, sight: Sight, price: float) -> IntArray:
    """Limit of highest worth for everybody of a sight, whole yuan."""
    grid = np.array(LIMIT_GRID)
    profit, loss = profit_and_loss(response, table, grid)
    worth = profit - price * loss
    best = best_on_grid(worth, np.ones(worth.shape, dtype=bool), grid)
    refused = (sight.asks == WELCOME) & (worth.max(axis=1) <= 0.0)
    return np.where(refused, 0, best).astype(np.int64)
