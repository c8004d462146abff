"""Default risk: trees on the log-odds scale and a strictly increasing calibrator, kept apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.models.booster import (
    Examples,
    Goal,
    fit_booster,
    raw_scores,
    risk_signs,
)
from mingxi.models.calibrator import Calibrator, calibrated, fit_calibrator
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]
RiskSettings = TreeSettings  # one set of dials for all trees of the project


@dataclass(frozen=True)
class DefaultRisk:
    """A trained default-risk model: everything needed to score, as plain values.

    Parameters
    ----------
    booster_text : str
        LightGBM's text of the trees; raw scores are log-odds.
    calibrator : Calibrator
    keys : tuple of str
        Features in the order learned.
    """

    booster_text: str
    calibrator: Calibrator
    keys: tuple[str, ...]


def fit_default_risk(
    train: tuple[FeatureTable, FloatArray],
    valid: tuple[FeatureTable, FloatArray],
    settings: RiskSettings,
    seed: int,
    threads: int,
) -> DefaultRisk:
    """Default-risk model learned from ``train``, stopped and calibrated on ``valid``.

    Constraints are the declared directions on risk. Rows whose outcome is NaN are left out.

    Parameters
    ----------
    train, valid : (FeatureTable, ndarray of shape (n,))
        Features and outcomes: 1 default, 0 none, NaN not known.
    settings : RiskSettings
    seed : int
    threads : int

    Raises
    ------
    BadData
        A part has no default, or nothing but defaults.
    BadDeclaration
        Directions and kinds of features disagree.
    """
    learned, aside = _with_outcome("train", *train), _with_outcome("valid", *valid)
    goal, keys = Goal("binary", risk_signs(learned.table.features)), learned.table.keys
    text = fit_booster(goal, learned, aside, settings, seed, threads)
    calibrator = fit_calibrator(raw_scores(text, keys, aside.table), aside.y)
    return DefaultRisk(text, calibrator, keys)


def raw_score(model: DefaultRisk, table: FeatureTable) -> FloatArray:
    """Log-odds before calibration, shape (n,): the scale on which factors add up.

    Raises
    ------
    ModelMismatch
        The table has other columns than the model, or another order.
    """
    return raw_scores(model.booster_text, model.keys, table)


def pd_12m(model: DefaultRisk, table: FeatureTable) -> FloatArray:
    """Calibrated probability of default within 12 months, shape (n,), in (0, 1).

    Raises
    ------
    ModelMismatch
        The table has other columns than the model, or another order.
    """
    return calibrated(model.calibrator, raw_score(model, table))


def _with_outcome(name: str, table: FeatureTable, y: FloatArray) -> Examples:
    known = np.isfinite(y)
    found = np.unique(y[known])
    if not np.array_equal(found, [0.0, 1.0]):
        raise BadData(
            f"outcomes of the {name} rows",
            f"{int(known.sum())} known, with the values {found[:5].tolist()}",
            "Both 0 (no default) and 1 (default) must occur, and nothing else",
        )
    return Examples(table.rows(known), y[known])
