"""From log-odds to a probability that can be taken at its word, without reversing an order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from mingxi.declare.errors import BadData

FloatArray = NDArray[np.float64]

# assumption: a slope outside would mean worthless trees or hardly grown ones, not a calibration
SLOPES = (0.05, 20.0)
N_FOLDS = 5  # assumption: the common choice


@dataclass(frozen=True)
class Calibrator:
    """Strictly increasing map ``probability = expit(intercept + slope × log-odds)``.

    Parameters
    ----------
    intercept : float
        Log-odds; 0 for the identity.
    slope : float
        Positive; 1 for the identity.

    Raises
    ------
    BadData
        The slope is not positive, or a number is not finite.

    References
    ----------
    Platt, Probabilistic outputs for support vector machines (1999). A step function (isotonic)
    would leave the probability unchanged while the score improves, so it is not used.
    """

    intercept: float = 0.0
    slope: float = 1.0

    def __post_init__(self) -> None:
        if not (np.isfinite(self.intercept) and np.isfinite(self.slope) and self.slope > 0):
            raise BadData(
                "calibrator",
                f"intercept {self.intercept} and slope {self.slope}",
                "The slope must be positive and both finite; train the model again",
            )


def calibrated(calibrator: Calibrator, raw: FloatArray) -> FloatArray:
    """Default probabilities in (0, 1), shape (n,).

    Parameters
    ----------
    calibrator : Calibrator
    raw : ndarray of shape (n,)
        Log-odds.

    Examples
    --------
    >>> calibrated(Calibrator(intercept=-1.0, slope=2.0), np.array([0.5])).tolist()
    [0.5]
    """
    return np.asarray(expit(calibrator.intercept + calibrator.slope * raw), dtype=np.float64)


def fit_calibrator(raw: FloatArray, y: FloatArray) -> Calibrator:
    """Platt's map if it lowers the log loss of rows it was not fitted to, the identity otherwise.

    Parameters
    ----------
    raw : ndarray of shape (n,)
        Log-odds of rows that the trees did not learn from.
    y : ndarray of shape (n,)
        1 default, 0 none.

    Raises
    ------
    BadData
        Shapes disagree or a value is not finite.
    """
    if raw.shape != y.shape or not (np.isfinite(raw).all() and np.isfinite(y).all()):
        raise BadData(
            "rows to calibrate on",
            f"{raw.shape} scores for {y.shape} outcomes, or values that are not finite",
            "Give one finite score and outcome per row",
        )
    fold = np.empty(len(y), dtype=np.int64)
    fold[np.argsort(y, kind="stable")] = np.arange(len(y)) % N_FOLDS  # defaults in every fold
    crossed = np.array(raw, dtype=np.float64)
    for number in range(N_FOLDS):
        aside = fold == number
        if np.unique(y[~aside]).size < 2:  # nothing to calibrate against
            return Calibrator()
        fitted = _platt(raw[~aside], y[~aside])
        crossed[aside] = fitted.intercept + fitted.slope * raw[aside]
    return _platt(raw, y) if _log_loss(crossed, y) < _log_loss(raw, y) else Calibrator()


def at_level(fitted: Calibrator, raw: FloatArray, y: FloatArray) -> Calibrator:
    """The same distances on the level of other people: as many defaults stated as they had.

    For rows too few to tell a slope. Without a default, or with nothing else, the level stays.

    Parameters
    ----------
    fitted : Calibrator
    raw : ndarray of shape (n,)
        Log-odds of the other people.
    y : ndarray of shape (n,)

    Examples
    --------
    >>> moved = at_level(Calibrator(), np.zeros(4), np.array([0.0, 0.0, 0.0, 1.0]))
    >>> calibrated(moved, np.zeros(1)).round(6).tolist(), moved.slope
    ([0.25], 1.0)
    """
    if np.unique(y).size < 2:
        return fitted
    level = fitted.intercept
    for _ in range(50):  # Newton's method; the number stated rises with the level
        p = expit(level + fitted.slope * raw)
        step = float((y - p).sum() / max(float((p * (1 - p)).sum()), 1e-12))
        level += float(np.clip(step, -2.0, 2.0))
        if abs(step) < 1e-10:
            break
    return Calibrator(level, fitted.slope)


def calibrator_document(calibrator: Calibrator) -> dict[str, Any]:
    """Calibrator as plain JSON values; `calibrator` reads it back unchanged."""
    return {"kind": "platt", "intercept": calibrator.intercept, "slope": calibrator.slope}


def calibrator(document: Mapping[str, Any]) -> Calibrator:
    """Calibrator that a JSON document describes.

    Raises
    ------
    BadData
        Another kind, a missing number, or a slope that is not positive.

    Examples
    --------
    >>> calibrator({"kind": "platt", "intercept": 0.1, "slope": 0.9})
    Calibrator(intercept=0.1, slope=0.9)
    """
    try:
        kind, intercept, slope = (document[name] for name in ("kind", "intercept", "slope"))
    except KeyError as lost:
        raise BadData("calibrator", f"{lost} is missing", "Train the model again") from lost
    if kind != "platt":
        raise BadData("calibrator", f"its kind is {kind!r}", "Only 'platt' is known")
    return Calibrator(float(intercept), float(slope))


def _log_loss(raw: FloatArray, y: FloatArray) -> float:
    return float((np.logaddexp(0.0, raw) - y * raw).mean())


def _platt(raw: FloatArray, y: FloatArray) -> Calibrator:
    """Newton's method from the identity; the loss is convex, so halving a step is guard enough."""
    theta, loss = np.array([0.0, 1.0]), _log_loss(raw, y)
    for _ in range(50):  # four or five are usual; only a perfect separation never settles
        step = _newton_step(theta, raw, y)
        while np.abs(step).max() > 1e-10:
            tried = theta + step
            loss_there = _log_loss(tried[0] + tried[1] * raw, y)
            if loss_there < loss:
                theta, loss = tried, loss_there
                break
            step = step / 2
        else:  # no step lowers the loss any more
            break
    if not SLOPES[0] <= theta[1] <= SLOPES[1]:
        return Calibrator()
    return Calibrator(float(theta[0]), float(theta[1]))


def _newton_step(theta: FloatArray, raw: FloatArray, y: FloatArray) -> FloatArray:
    p = expit(theta[0] + theta[1] * raw)
    weight, miss = p * (1 - p), y - p
    # .sum() and not a dot product: BLAS adds in an order that depends on the number of threads
    gradient = np.array([miss.sum(), (miss * raw).sum()])
    a, b, c = weight.sum(), (weight * raw).sum(), (weight * raw * raw).sum()
    tiny = 1e-9 * len(y)  # keeps the step finite when all scores are equal
    return np.linalg.solve(np.array([[a + tiny, b], [b, c + tiny]]), gradient)
