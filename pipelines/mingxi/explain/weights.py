"""Shares of a leaf's value that the players of its game receive.

The game of one leaf pays its value when every player bound to the row is in (a of them) and every
player bound to the reference is out (b of them). Its Shapley value has a closed form.

References
----------
Shapley 1953; the interaction index: Grabisch and Roubens 1999.
"""

from collections.abc import Callable
from functools import cache
from math import factorial

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

MOST_BOUND = 64  # players that can be bound at one leaf


@cache
def leaf_weights() -> FloatArray:
    """``w[a, b] = (a−1)! b! / (a+b)!`` for a ≥ 1, shape (65, 65).

    Each of the a players bound to the row earns this share of the leaf's value; by symmetry each
    of the b players bound to the reference loses ``w[b, a]``.
    """
    return _table(lambda a, b: factorial(a - 1) * factorial(b) / factorial(a + b), 1)


@cache
def pair_weights() -> tuple[FloatArray, FloatArray]:
    """Interaction of two players of a leaf: both on one side, and on opposite sides.

    ``same[a, b] = (a−2)! b! / (a+b−1)!`` for two of the a players bound to the row (two bound to
    the reference: ``same[b, a]``); a player of either side: ``−(a−1)! (b−1)! / (a+b−1)!``.
    """
    same = _table(lambda a, b: factorial(a - 2) * factorial(b) / factorial(a + b - 1), 2)
    other = _table(
        lambda a, b: -factorial(a - 1) * factorial(b - 1) / factorial(a + b - 1) if b else 0.0, 1
    )
    return same, other


def _table(share: Callable[[int, int], float], least: int) -> FloatArray:
    out = np.zeros((MOST_BOUND + 1, MOST_BOUND + 1))
    for a in range(least, MOST_BOUND + 1):
        for b in range(MOST_BOUND + 1):
            out[a, b] = share(a, b)
    return out
