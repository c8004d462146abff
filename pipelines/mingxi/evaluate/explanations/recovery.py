"""How much of a decision or a limit comes back when values are replaced (M2)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Chance:
    """Share that comes back by chance: the mean over draws, and its standard error."""

    share: float
    error: float


@dataclass(frozen=True)
class Recovery:
    """Shares of the whole that come back.

    Parameters
    ----------
    n : int
        People.
    told, four : float
        By the concepts told, and by the four that weigh most.
    random, untold, random_four : Chance
        By as many drawn from all, by as many drawn from those not told, by any four.
    """

    n: int
    told: float
    four: float
    random: Chance
    untold: Chance
    random_four: Chance

    @staticmethod
    def times(ours: float, other: Chance) -> tuple[float, float]:
        """How many times ``ours`` is of chance, and the standard error of that.

        Infinite where chance brings nothing back.

        Examples
        --------
        >>> Recovery.times(0.5, Chance(0.25, 0.025))
        (2.0, 0.2)
        """
        if other.share <= 0:
            return float("inf"), 0.0
        found = ours / other.share
        return found, found * other.error / other.share


def recovery(
    whole: FloatArray,
    ours: tuple[FloatArray, FloatArray],
    chance: tuple[Sequence[FloatArray], Sequence[FloatArray], Sequence[FloatArray]],
) -> Recovery:
    """Shares of the whole of all people that come back.

    Parameters
    ----------
    whole : ndarray of shape (n,)
        What there is to regain.
    ours : pair of ndarray of shape (n,)
        What the told concepts, and the four largest, bring back.
    chance : three sequences of ndarray of shape (n,)
        What each draw brings back: as many of all, as many of the untold, any four.

    Examples
    --------
    >>> found = recovery(np.array([4.0, 6.0]), (np.array([4.0, 5.0]),) * 2, ([np.zeros(2)],) * 3)
    >>> found.told, found.random.share
    (0.9, 0.0)
    """
    told, four = (_share(one, whole) for one in ours)
    random, untold, random_four = (_chance(draws, whole) for draws in chance)
    return Recovery(len(whole), told, four, random, untold, random_four)


def together(one: Recovery, other: Recovery) -> Recovery:
    """Both groups as one, each person counting as much as any other."""
    n = one.n + other.n

    def mean(a: float, b: float) -> float:
        """Mean over people; a group of nobody has no share."""
        return sum(f * k / n for f, k in ((a, one.n), (b, other.n)) if k) if n else float("nan")

    def pooled(a: Chance, b: Chance) -> Chance:
        """Share by chance over both groups, with its error."""
        error = np.hypot(a.error * one.n, b.error * other.n) if one.n and other.n else 0.0
        alone = (a if one.n else b).error
        return Chance(mean(a.share, b.share), float(error / n) if error else alone)

    return Recovery(
        n,
        mean(one.told, other.told),
        mean(one.four, other.four),
        pooled(one.random, other.random),
        pooled(one.untold, other.untold),
        pooled(one.random_four, other.random_four),
    )


def _share(back: FloatArray, whole: FloatArray) -> float:
    return float(back.sum() / whole.sum()) if len(whole) else float("nan")


def _chance(draws: Sequence[FloatArray], whole: FloatArray) -> Chance:
    shares = [_share(back, whole) for back in draws]
    several = len(shares) > 1
    error = float(np.std(shares, ddof=1) / np.sqrt(len(shares))) if several else 0.0
    return Chance(float(np.mean(shares)), error)
