"""What moved a limit between two decisions: you, or our method."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.explain.contributions import IntArray, against_one
from mingxi.explain.forest import Forest

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class YouAndMethod:
    """``before + you.sum(axis=1) + method == after``, in money.

    Parameters
    ----------
    before, after : ndarray of shape (n,)
        Proposals of the earlier model on the earlier rows, of today's model on today's rows.
    you : ndarray of shape (n, players)
        Exactly 0.0 for a player whose features did not change.
    method : ndarray of shape (n,)
        Exactly 0.0 where both models are the same.
    """

    before: FloatArray
    after: FloatArray
    you: FloatArray
    method: FloatArray


def you_and_method(
    models: tuple[Forest, Forest],
    rows: tuple[FloatArray, FloatArray],
    groups: IntArray,
    threads: int = 1,
) -> YouAndMethod:
    """Split of the change into what the person did and what a changed model did.

    With models f₀, f₁ and rows x₀, x₁: you = ½[f₁(x₁) − f₁(x₀) + f₀(x₁) − f₀(x₀)], split over
    players by exact Shapley values between x₀ and x₁ (linear, so the mean over both models is
    exact too); method = ½[f₁(x₁) − f₀(x₁) + f₁(x₀) − f₀(x₀)].

    Parameters
    ----------
    models : (earlier, today's) Forest
    rows : (earlier, today's) ndarray of shape (n, p)
    groups : ndarray of shape (p,)
    threads : int
    """
    (earlier, today), (past, now) = models, rows
    new = against_one(today, now, past, groups, threads)
    old = against_one(earlier, now, past, groups, threads)
    method = 0.5 * ((new.output - old.output) + (new.base - old.base))
    return YouAndMethod(
        before=old.base,
        after=new.output,
        you=0.5 * (new.push + old.push),
        method=method,
    )
