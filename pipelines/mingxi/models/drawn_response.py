"""What a line brings at each limit, learned from limits that were drawn by lot.

Where chance alone chose the limit, people with a high one and people with a low one are alike, so
plain regression tells cause from company. No lender could lend like this; it is the measure of
what could be known.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.models.booster import Examples, Goal, fit_booster, raw_scores
from mingxi.models.limit_outcomes import with_log_limit
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """Lines whose limit was drawn, all of shape (n,), money.

    Parameters
    ----------
    limit : ndarray
        > 0.
    earned, lost, ready : ndarray
        Interest less funding, loss, and cost of the undrawn limit, each ≥ 0.
    fixed : float
        Cost of a line whatever its limit.
    """

    limit: FloatArray
    earned: FloatArray
    lost: FloatArray
    ready: FloatArray
    fixed: float


@dataclass(frozen=True)
class DrawnResponse:
    """Trained answers to "what would this line bring at that limit".

    Parameters
    ----------
    earned_text, lost_text, ready_text : str
        Trees for the logarithm of each mean; none falls when the limit rises.
    keys : tuple of str
        Columns in the order learned, the log of the limit last.
    fixed : float
    """

    earned_text: str
    lost_text: str
    ready_text: str
    keys: tuple[str, ...]
    fixed: float


def fit_drawn_response(
    table: FeatureTable, drawn: Drawn, settings: TreeSettings, seed: int, threads: int
) -> DrawnResponse:
    """Response learned from lines with drawn limits; rows of ``table`` are those of ``drawn``."""
    rows = with_log_limit(table, drawn.limit)
    goal = Goal("tweedie", (*(0 for _ in table.keys), 1))
    texts = [
        fit_booster(goal, Examples(rows, y), None, settings, seed, threads)
        for y in (drawn.earned, drawn.lost, drawn.ready)
    ]
    return DrawnResponse(texts[0], texts[1], texts[2], rows.keys, drawn.fixed)


def profit_and_loss(
    response: DrawnResponse, table: FeatureTable, grid: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Expected profit and loss of each row at each limit of ``grid``, money, shapes (n, g)."""
    profit, loss = (np.empty((len(table), len(grid))) for _ in range(2))
    for i, limit in enumerate(grid):
        rows = with_log_limit(table, np.full(len(table), limit))
        earned, lost, ready = (
            np.exp(raw_scores(text, response.keys, rows))
            for text in (response.earned_text, response.lost_text, response.ready_text)
        )
        loss[:, i] = lost
        profit[:, i] = earned - lost - ready - response.fixed
    return profit, loss
