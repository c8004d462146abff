"""LightGBM's own contributions, along the paths of the trees: the usual other answer.

They compare a person with what the trees met on their way, not with people chosen for it. Kept to
show beside ours: how often both name the same, and what a difference of two of them is worth.
"""

import lightgbm
import numpy as np
from numpy.typing import NDArray

from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]


def path_contributions(text: str, table: FeatureTable) -> FloatArray:
    """Path-dependent Shapley values of each feature, raw score, shape (n, features).

    Parameters
    ----------
    text : str
        What `mingxi.models.booster.fit_booster` returned.
    table : FeatureTable
        The features that were learned from, in their order.

    Raises
    ------
    ModelMismatch
        The table has other columns, or another order.
    """
    booster = lightgbm.Booster(model_str=text)
    table.check_order(booster.feature_name())
    if not len(table):
        return np.empty((0, len(table.features)))
    found = np.asarray(booster.predict(table.values, pred_contrib=True), dtype=np.float64)
    return found[:, :-1]  # the last column is the base
