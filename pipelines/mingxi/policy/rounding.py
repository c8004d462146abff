"""Limits in round numbers."""

import numpy as np

from mingxi.records.rulings import IntArray


def rounded_down(limit: IntArray, unit: int) -> IntArray:
    """Limit as a multiple of ``unit``, rounded down; one below a whole unit stays as it is.

    Rounding has no sentence, so it never takes a limit away: only a rule may, such as a minimum.

    Examples
    --------
    >>> rounded_down(np.array([0, 99, 100, 12_399]), 100).tolist()
    [0, 99, 100, 12300]
    """
    return np.where(limit < unit, limit, limit // unit * unit)
