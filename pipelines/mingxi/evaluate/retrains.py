"""How much a model depends on which people it happened to learn from."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def retrain_spread(
    stated: FloatArray, again: FloatArray, tier: NDArray[Any], tier_again: NDArray[Any]
) -> dict[str, float]:
    """How far the same people's probabilities and tiers move when the model is trained again.

    Parameters
    ----------
    stated : ndarray of shape (n,)
        Probabilities of the model in use.
    again : ndarray of shape (k, n)
        Probabilities of k retrained models.
    tier : ndarray of shape (n,)
    tier_again : ndarray of shape (k, n)

    Returns
    -------
    dict
        ``retrains``; ``pd_moved``: median over people of the mean absolute change, in parts of
        the probability; ``order_kept``: lowest rank correlation of a retrained model with the one
        in use; ``tier_kept`` and ``tier_near``: shares of people and retrains in the same tier,
        and at most one tier away.

    Examples
    --------
    >>> stated, again = np.array([0.1, 0.2]), np.array([[0.1, 0.22], [0.1, 0.18]])
    >>> tiers, tiers_again = np.array(["A", "B"]), np.array([["A", "C"], ["A", "B"]])
    >>> found = retrain_spread(stated, again, tiers, tiers_again)
    >>> round(found["pd_moved"], 3), found["tier_kept"], found["tier_near"]
    (0.05, 0.75, 1.0)
    """
    moved = np.abs(again - stated).mean(axis=0) / stated
    ranks = np.argsort(np.argsort(np.vstack([stated, again]), axis=1), axis=1)
    kept = [float(np.corrcoef(ranks[0], other)[0, 1]) for other in ranks[1:]]
    names = np.unique(np.concatenate([tier, tier_again.ravel()]))
    steps = np.abs(np.searchsorted(names, tier_again) - np.searchsorted(names, tier))
    return {
        "retrains": float(len(again)),
        "pd_moved": float(np.median(moved)),
        "order_kept": min(kept),
        "tier_kept": float((steps == 0).mean()),
        "tier_near": float((steps <= 1).mean()),
    }
