"""What a rule answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mingxi.policy.situation import Situation
from mingxi.records.rulings import BoolArray

Array = NDArray[Any]

# a ceiling is floored to whole money; 0.29 × 100 is 28.999… in binary and must not cost a yuan
_BINARY_FRACTION = 1e-6


@dataclass(frozen=True)
class Answer:
    """One rule's answer for n people.

    Parameters
    ----------
    value, threshold : ndarray of shape (n,)
        What was looked at, and what it was held against.
    passed : ndarray of shape (n,)
    slots : mapping of str to ndarray of shape (n,)
        The rule's own blanks; dates and the currency are filled from its terms.
    ceiling : ndarray of shape (n,)
        Caps: the most that a person who does not pass may have, int64. Gates: zeros.
    """

    value: NDArray[np.float64]
    threshold: NDArray[np.float64]
    passed: BoolArray
    slots: Mapping[str, Array]
    ceiling: NDArray[np.int64]


def checked(value: ArrayLike, threshold: ArrayLike, passed: Array, **slots: ArrayLike) -> Answer:
    """Answer of a gate: ``passed`` says who is let through."""
    return _answer(value, threshold, passed, np.zeros(len(passed), dtype=np.int64), slots)


def lowered(now: Situation, most: ArrayLike, **slots: ArrayLike) -> Answer:
    """Answer of a cap: nobody may have more than ``most``; NaN: no ceiling.

    ``most`` floored to whole money is the ceiling, the threshold and the blank ``cap``.
    """
    most = _spread(np.asarray(most, dtype=np.float64), len(now))
    whole = np.floor(most + _BINARY_FRACTION)
    passed = np.isnan(whole) | (now.limit <= whole)
    ceiling = np.where(passed, now.limit, whole).astype(np.int64)
    return _answer(now.limit, whole, passed, ceiling, {"cap": whole, **slots})


def refused(now: Situation, passed: Array, threshold: ArrayLike, **slots: ArrayLike) -> Answer:
    """Answer of a cap that leaves nothing to those who do not pass."""
    return _answer(now.limit, threshold, passed, np.zeros(len(now), dtype=np.int64), slots)


def _answer(
    value: ArrayLike,
    threshold: ArrayLike,
    passed: Array,
    ceiling: NDArray[np.int64],
    slots: Mapping[str, ArrayLike],
) -> Answer:
    n = len(passed)
    return Answer(
        _spread(np.asarray(value, dtype=np.float64), n),
        _spread(np.asarray(threshold, dtype=np.float64), n),
        np.asarray(passed, dtype=np.bool_),
        {name: _spread(np.asarray(filled), n) for name, filled in slots.items()},
        ceiling,
    )


def _spread(values: Array, n: int) -> Array:
    return values if values.shape == (n,) else np.full(n, values)
