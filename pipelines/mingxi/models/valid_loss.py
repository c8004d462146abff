"""The loss on rows set aside, by which growing trees is stopped."""

from collections.abc import Callable
from typing import Literal

import lightgbm
import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
# quantile and l1 refuse monotone constraints; the other losses are not needed
Loss = Literal["binary", "cross_entropy", "regression", "tweedie"]

TWEEDIE_POWER = 1.5  # halfway between counts (1) and gamma (2): LightGBM's own default


def valid_loss(
    loss: Loss, weight: FloatArray | None
) -> Callable[[FloatArray, lightgbm.Dataset], tuple[str, float, bool]]:
    """Function that LightGBM calls after each tree: name, mean loss, and that lower is better.

    The mean is taken by numpy in one thread: LightGBM's own depends on the number of threads.
    """
    rowwise = {
        "binary": _log_loss,
        "cross_entropy": _cross_entropy,
        "regression": _squared,
        "tweedie": _tweedie,
    }[loss]

    def mean_loss(predicted: FloatArray, rows: lightgbm.Dataset) -> tuple[str, float, bool]:
        """Name, value, and whether more is better, as LightGBM asks for."""
        y = np.asarray(rows.get_label(), dtype=np.float64)
        return loss, float(np.average(rowwise(predicted, y), weights=weight)), False

    return mean_loss


def _log_loss(p: FloatArray, y: FloatArray) -> FloatArray:
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return np.asarray(-np.log(np.where(y > 0, p, 1 - p)))


def _cross_entropy(p: FloatArray, y: FloatArray) -> FloatArray:
    """Log loss against a share between 0 and 1."""
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return np.asarray(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


def _squared(predicted: FloatArray, y: FloatArray) -> FloatArray:
    return np.asarray((predicted - y) ** 2)


def _tweedie(mean: FloatArray, y: FloatArray) -> FloatArray:
    k = TWEEDIE_POWER
    mean = np.maximum(mean, 1e-15)
    return np.asarray(mean ** (2 - k) / (2 - k) - y * mean ** (1 - k) / (1 - k))
