"""All numbers by which a default-risk model is judged, by name."""

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.calibration import brier, calibration_slope, log_loss
from mingxi.evaluate.discrimination import auc, gini, ks
from mingxi.evaluate.observed import observed
from mingxi.evaluate.stability import psi

FloatArray = NDArray[np.float64]


def scorecard(y: FloatArray, pd_12m: FloatArray, reference_pd: FloatArray) -> dict[str, float]:
    """Measures by name; NaN where a slice is empty or holds one class only.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none, NaN not known: such rows count for ``psi`` only.
    pd_12m : ndarray of shape (n,)
        Stated probabilities.
    reference_pd : ndarray of shape (m,)
        Probabilities on the training rows, for ``psi``.

    Returns
    -------
    dict
        ``rows``, ``defaults``, ``default_rate``, ``mean_pd``, ``auc``, ``gini``, ``ks``,
        ``brier``, ``log_loss``, ``calibration_slope``, ``calibration_intercept``, ``psi``.
    """
    known_y, known_pd = observed(y, pd_12m)
    slope, intercept = calibration_slope(known_y, known_pd)
    return {
        "rows": float(known_y.size),
        "defaults": float(known_y.sum()),
        "default_rate": float(known_y.mean()) if known_y.size else float("nan"),
        "mean_pd": float(known_pd.mean()) if known_pd.size else float("nan"),
        "auc": auc(known_y, known_pd),
        "gini": gini(known_y, known_pd),
        "ks": ks(known_y, known_pd),
        "brier": brier(known_y, known_pd),
        "log_loss": log_loss(known_y, known_pd),
        "calibration_slope": slope,
        "calibration_intercept": intercept,
        "psi": psi(reference_pd, pd_12m),
    }
