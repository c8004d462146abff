"""The default-risk model trained again on other draws of the same borrowers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.retrains import retrain_spread
from mingxi.models.booster import raw_scores
from mingxi.models.calibrator import calibrated
from mingxi.models.default_risk import fit_trees, pd_12m
from mingxi.policy.tier import tier
from mingxi.recipes.material import Learning
from mingxi.recipes.method import Method
from mingxi.records.feature_table import FeatureTable


def retrained(
    method: Method,
    rows: Learning,
    judged: FeatureTable,
    bounds: Sequence[float],
    effort: tuple[int, int, int],
) -> dict[str, float]:
    """How far people's risk and tiers move when the trees are grown from other draws.

    Each time, as many borrowers as there are are drawn with replacement, and the trees get
    another seed; dials and calibration stay.

    Parameters
    ----------
    method : Method
        The models in use.
    rows : Learning
        Rows that they learned from.
    judged : FeatureTable
        People whom no model saw.
    bounds : sequence of float
        Upper bounds of the tiers.
    effort : (number of retrains, seed, threads)
    """
    count, seed, threads = effort
    stated = pd_12m(method.risk, judged)
    again = []
    for number in range(count):
        drawn = rows.rows(_drawn_again(rows.table.borrower_id, seed + 1 + number))
        dials = (seed + 1 + number, threads)
        text = fit_trees(drawn.table, drawn.default, method.chosen, dials)
        raw = raw_scores(text, drawn.table.keys, judged)
        again.append(calibrated(method.risk.calibrator, raw))
    tiers = np.array([tier(one, bounds) for one in again])
    return retrain_spread(stated, np.array(again), tier(stated, bounds), tiers)


def _drawn_again(borrower_id: NDArray[np.generic], seed: int) -> NDArray[np.int64]:
    """Positions of the rows of borrowers drawn with replacement."""
    ids, whose = np.unique(borrower_id, return_inverse=True)
    drawn = np.random.default_rng(seed).integers(0, len(ids), len(ids))
    times = np.bincount(drawn, minlength=len(ids))
    return np.repeat(np.arange(len(whose)), times[whose])
