"""What was learned, in lines for the model report, and how sure its first figure is."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.by_person import auc_with_error
from mingxi.models.booster import n_trees
from mingxi.models.calibrator import Calibrator
from mingxi.models.default_risk import N_FOLDS
from mingxi.recipes.train import Trained

FloatArray = NDArray[np.float64]


def auc_error(y: FloatArray, stated: FloatArray, person: NDArray[Any]) -> float:
    """Standard error of the AUC over the rows whose outcome is known."""
    known = np.isfinite(y)
    return auc_with_error(y[known], stated[known], person[known])[1]


def learned_lines(trained: Trained) -> dict[str, str]:
    """What was learned, in lines that a validator can check against the files of the run."""
    champion = trained.champion
    risk, features = champion.risk, champion.features
    n = len(risk.keys)
    signed = sum(f.on_risk.sign != 0 for f in features[:n])
    trees = n_trees(risk.booster_text)
    out = {
        "risk states the chance of": champion.money.default_name.en,
        "risk model": f"LightGBM on the log-odds: {trees} trees of at most "
        f"{trained.chosen.num_leaves} leaves, {n} features; the direction of {signed} is enforced",
        "how many trees": f"the mean of what {N_FOLDS} folds of the people stopped at",
        "calibration": _calibrator(risk.calibrator),
        "limit model": f"LightGBM in {champion.money.currency.en}, least squares: "
        f"{n_trees(champion.limit.booster_text)} trees",
        "explanations": "exact Shapley values of these trees, summed by concept, against people "
        "just approved",
        "not read by any model": "protected traits and what the configuration excludes",
    }
    beyond = trained.learning.table.privileged
    if beyond is not None:
        out["taught by"] = (
            f"trees and a smooth surface that also read {beyond.shape[1]} columns known of past "
            "rows only, each row by those that had not seen its people"
        )
    if risk.application is not None:
        own = risk.application
        out["application scorecard"] = (
            f"until there is a month on the line: {n_trees(own.booster_text)} trees on what an "
            f"application brings; calibration: {_calibrator(own.calibrator)}"
        )
    return out


def _calibrator(fitted: Calibrator) -> str:
    """How log-odds become a probability."""
    if fitted == Calibrator():
        return "none: a map on people the trees had not seen did not lower the loss"
    line = f"log-odds x {fitted.slope:.3f} {fitted.intercept:+.3f}"
    return f"{line}, fitted to scores of trees that had not seen the people"
