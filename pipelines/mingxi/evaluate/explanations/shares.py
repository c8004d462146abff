"""Shares of yes among what was asked (M2 to M6, M8, M16)."""

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]


def share(yes: BoolArray) -> float:
    """Share of true; NaN of nothing.

    Examples
    --------
    >>> share(np.array([True, True, False, True]))
    0.75
    """
    return float(yes.mean()) if yes.size else float("nan")


def same_sets(stated: BoolArray, found: BoolArray) -> float:
    """Share of columns whose sets agree member by member, shapes (members, n).

    Examples
    --------
    >>> stated = np.array([[True, False], [False, True]])
    >>> same_sets(stated, stated), same_sets(stated, np.array([[True, True], [False, True]]))
    (1.0, 0.5)
    """
    return share(np.asarray((stated == found).all(axis=0)))
