"""Numbers tuned until figures meet their targets: damped least squares with Broyden's updates."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Misses = Callable[[FloatArray], FloatArray]

FIRST_DAMPING = 0.3  # assumption: the first step goes most of the way
WORSE, BETTER = 4.0, 0.4  # factors on the damping after a step that failed or helped


@dataclass(frozen=True)
class Dials:
    """Numbers that may be turned.

    Parameters
    ----------
    start, low, high, step : ndarray of shape (dials,)
        First values, bounds, and how far each is turned to see what it does.
    """

    start: FloatArray
    low: FloatArray
    high: FloatArray
    step: FloatArray


@dataclass(frozen=True)
class Tuned:
    """Where the tuning ended.

    Parameters
    ----------
    values : ndarray of shape (dials,)
    misses : ndarray of shape (figures,)
        Distance of every figure from its target, in half widths of the band.
    """

    values: FloatArray
    misses: FloatArray


def tuned(
    misses: Misses, dials: Dials, rounds: int, seen: Callable[[int, Tuned], None] | None = None
) -> Tuned:
    """Values within their bounds that make the sum of squared misses small.

    The slope is measured once, one dial at a time, and corrected after every step from what the
    step did (Broyden 1965), so a round costs one look at the world. It is exact only for smooth
    figures: use the same noise for every look.

    Parameters
    ----------
    misses : callable
        Values of the dials → misses, shape (figures,).
    dials : Dials
    rounds : int
        Steps after the slope has been measured.
    seen : callable, optional
        Called with the number of looks so far and the best found.

    Examples
    --------
    >>> line = lambda x: np.array([x[0] + x[1] - 3.0, x[0] - x[1] - 1.0])
    >>> dials = Dials(np.zeros(2), np.full(2, -9.0), np.full(2, 9.0), np.ones(2))
    >>> tuned(line, dials, 12).values.round(2).tolist()
    [2.0, 1.0]
    """
    report = seen or _silence
    best = Tuned(dials.start, misses(dials.start))
    report(1, best)
    slope = np.empty((len(best.misses), len(dials.start)))
    for i, step in enumerate(dials.step):
        turn = step if dials.start[i] + step <= dials.high[i] else -step
        moved = dials.start.copy()
        moved[i] += turn
        slope[:, i] = (misses(moved) - best.misses) / turn
        report(2 + i, best)
    damping = FIRST_DAMPING
    for k in range(rounds):
        move = _step(slope, best, dials, damping)
        if not move.any():
            break
        tried = Tuned(best.values + move, misses(best.values + move))
        change = tried.misses - best.misses
        slope += np.outer(change - slope @ move, move) / float(move @ move)
        helped = float(tried.misses @ tried.misses) < float(best.misses @ best.misses)
        best, damping = (tried, damping * BETTER) if helped else (best, damping * WORSE)
        report(2 + len(dials.step) + k, best)
    return best


def _step(slope: FloatArray, now: Tuned, dials: Dials, damping: float) -> FloatArray:
    """Damped least-squares step in units of the dials' own steps, kept inside the bounds."""
    scaled = slope * dials.step
    normal = scaled.T @ scaled
    normal += damping * np.diag(np.diag(normal) + 1e-3)
    step = -np.linalg.solve(normal, scaled.T @ now.misses) * dials.step
    return np.clip(now.values + step, dials.low, dials.high) - now.values


def _silence(_: int, __: Tuned) -> None:
    pass
