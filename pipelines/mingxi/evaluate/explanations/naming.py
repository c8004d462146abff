"""Whether an explanation names what truly happened, and how much of it (T1 to T4)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Naming:
    """Agreement of told amounts with true ones.

    Parameters
    ----------
    first : float
        Share of events whose largest true cause is told first.
    three : float
        Share of events whose largest true cause is among the first three told.
    sign : float
        Share of true amounts that matter whose told amount has the same sign.
    error : float
        Median distance of a told amount from the true one, in units of the latter, of those that
        matter.
    """

    first: float
    three: float
    sign: float
    error: float


def naming(true: FloatArray, told: FloatArray, least: float) -> Naming:
    """Agreement over events.

    A cause counts in the direction of its event: of a fall, what lowered most.

    Parameters
    ----------
    true, told : ndarray of shape (n, causes)
        What each cause did, and what is told that it did.
    least : float
        Smallest true amount that matters.

    Examples
    --------
    >>> true = np.array([[-500.0, -100.0, 50.0, 0.0]])
    >>> found = naming(true, np.array([[-400.0, -450.0, -10.0, 0.0]]), 100.0)
    >>> found.first, found.three, found.sign
    (0.0, 1.0, 1.0)
    """
    if not len(true):
        return Naming(*(float("nan"),) * 4)
    way = np.where(true.sum(axis=1) < 0, -1.0, 1.0)[:, None]
    largest = np.argmax(way * true, axis=1)
    # of equal amounts the first in order, and what pushes the other way is never named
    order = np.argsort(-way * told, axis=1, kind="stable")
    pushes = np.take_along_axis(way * told, order, axis=1) > 0
    hit = (order == largest[:, None]) & pushes
    matters = np.abs(true) >= least
    return Naming(
        float(hit[:, 0].mean()),
        float(hit[:, :3].any(axis=1).mean()),
        float((np.sign(told) == np.sign(true))[matters].mean()),
        float(np.median((np.abs(told - true) / np.abs(np.where(matters, true, 1.0)))[matters])),
    )
