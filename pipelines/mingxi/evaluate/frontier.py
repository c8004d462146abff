"""Profit at equal loss: a policy that lends more takes more risk, and that alone is no merit."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class AtLoss:
    """A policy brought to a given loss.

    Parameters
    ----------
    profit : float
        NaN where no version of the policy loses so little, or none so much.
    dial : float
        Where the dial of the policy stands then.
    """

    profit: float
    dial: float


def profit_at_loss(dial: FloatArray, profit: FloatArray, loss: FloatArray, at: float) -> AtLoss:
    """Profit of a policy where its loss is ``at``, between versions that were really lived.

    Straight lines between neighbours in the order of the dial. Where the loss is met more than
    once, the version that earns most counts.

    Parameters
    ----------
    dial : ndarray of shape (k,)
        Setting of each version (a scale of limits, a price of loss), distinct.
    profit, loss : ndarray of shape (k,)
        What each version earned and lost.
    at : float

    Raises
    ------
    BadData
        There is no version, or a shape disagrees.

    Examples
    --------
    >>> dial, profit = np.array([0.5, 1.0, 2.0]), np.array([40.0, 60.0, 50.0])
    >>> profit_at_loss(dial, profit, np.array([10.0, 20.0, 40.0]), 15.0)
    AtLoss(profit=50.0, dial=0.75)
    """
    if not len(dial) or not len(dial) == len(profit) == len(loss):
        raise BadData(
            "profit at equal loss",
            f"{len(dial)} settings, {len(profit)} profits, {len(loss)} losses",
            "Give one of each per version",
        )
    order = np.argsort(dial, kind="stable")
    x, y, z = dial[order], profit[order], loss[order]
    best = AtLoss(float("nan"), float("nan"))
    for i in range(len(x)):
        j = min(i + 1, len(x) - 1)
        low, high = sorted((z[i], z[j]))
        if not low <= at <= high:
            continue
        share = 0.0 if z[j] == z[i] else float((at - z[i]) / (z[j] - z[i]))
        found = AtLoss(float(y[i] + share * (y[j] - y[i])), float(x[i] + share * (x[j] - x[i])))
        if not found.profit <= best.profit:  # NaN: nothing found so far
            best = found
    return best


@dataclass(frozen=True)
class Interval:
    """An estimate with a range.

    Parameters
    ----------
    value, low, high : float
    """

    value: float
    low: float
    high: float


def gain_interval(
    policy: tuple[FloatArray, FloatArray, FloatArray],
    base: tuple[FloatArray, FloatArray],
    seed: int,
    repeats: int = 400,
) -> Interval:
    """Profit at the loss of ``base``, less the profit of ``base``, with a 95 % range.

    The range comes from drawing people with replacement; each brings what became of them under
    every version of the policy, so what is common to all cancels.

    Parameters
    ----------
    policy : (dial (k,), profit (n, k), loss (n, k))
        Versions of a policy on the same n people.
    base : (profit (n,), loss (n,))
    seed : int
    repeats : int
    """
    dial, profit, loss = policy
    stacked = np.column_stack([profit, loss, *base])
    return _ranged(stacked, partial(_gain, dial), seed, repeats)


def kept_interval(
    told: tuple[FloatArray, FloatArray, FloatArray],
    best: tuple[FloatArray, FloatArray, FloatArray],
    at: FloatArray,
    seed: int,
    repeats: int = 400,
) -> Interval:
    """Profit of one policy over that of another where both lose what ``at`` loses, 95 % range.

    Parameters
    ----------
    told, best : (dial (k,), profit (n, k), loss (n, k))
        Versions of two policies on the same n people.
    at : ndarray of shape (n,)
        Loss of each person under a third policy.
    seed : int
    repeats : int
    """
    dials = (told[0], best[0])
    stacked = np.column_stack([*told[1:], *best[1:], at])
    return _ranged(stacked, partial(_kept, dials), seed, repeats)


def share_interval(
    policy: tuple[FloatArray, FloatArray, FloatArray],
    best: tuple[FloatArray, FloatArray, FloatArray],
    base: tuple[FloatArray, FloatArray],
    seed: int,
    repeats: int = 400,
) -> Interval:
    """Gain of one policy over that of another, both over ``base`` at its loss, with a 95 % range.

    NaN where the other gains nothing.

    Parameters
    ----------
    policy, best : (dial (k,), profit (n, k), loss (n, k))
        Versions of two policies on the same n people.
    base : (profit (n,), loss (n,))
    seed : int
    repeats : int
    """
    dials = (policy[0], best[0])
    # what the base earns is taken off every version, so that profits are gains
    gains = [one[1] - base[0][:, None] for one in (policy, best)]
    stacked = np.column_stack([gains[0], policy[2], gains[1], best[2], base[1]])
    return _ranged(stacked, partial(_kept, dials), seed, repeats)


def _ranged(
    rows: FloatArray, figure: Callable[[FloatArray], float], seed: int, repeats: int
) -> Interval:
    """A figure of the column means, and its range over draws of rows with replacement."""
    drawn = np.random.Generator(np.random.Philox(seed))
    value = figure(rows.mean(axis=0))
    found = np.array([figure(_resampled(rows, drawn)) for _ in range(repeats)])
    known = found[np.isfinite(found)]
    if not known.size:
        return Interval(value, float("nan"), float("nan"))
    low, high = np.quantile(known, [0.025, 0.975]).tolist()
    return Interval(value, low, high)


def _resampled(rows: FloatArray, drawn: Any) -> FloatArray:
    weight = np.bincount(drawn.integers(0, len(rows), len(rows)), minlength=len(rows))
    return np.asarray(weight @ rows / len(rows))


def _gain(dial: FloatArray, means: FloatArray) -> float:
    k = len(dial)
    base_profit, base_loss = means[2 * k], means[2 * k + 1]
    at = profit_at_loss(dial, means[:k], means[k : 2 * k], float(base_loss))
    return float(at.profit - base_profit)


def _kept(dials: tuple[FloatArray, FloatArray], means: FloatArray) -> float:
    at, begin, profits = float(means[-1]), 0, []
    for dial in dials:
        k = len(dial)
        profit, loss = means[begin : begin + k], means[begin + k : begin + 2 * k]
        profits.append(profit_at_loss(dial, profit, loss, at).profit)
        begin += 2 * k
    return profits[0] / profits[1] if profits[1] > 0 else float("nan")
