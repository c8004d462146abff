"""The limit that the lender proposes: additive pushes on a log limit, then ordered lines."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from mingxi.simulate.declared.mechanisms_table import CAPS, PUSHES, Cause
from mingxi.simulate.intervention import WITHOUT
from mingxi.simulate.lender import rounding
from mingxi.simulate.lender.rounding import last_steps
from mingxi.simulate.month import Columns, FloatArray, IntArray, Month

INCOME, PRIVATE = "income", "private"
PLAYERS = (INCOME, PRIVATE, *(cause.what.key for cause in PUSHES))
LINES = (*(cause.what.key for cause in CAPS), *rounding.LINES)


@dataclass(frozen=True)
class Proposal:
    """Proposal for n borrowers with its whole account.

    Identity: rint(level) + sum of what is added == yuan.

    Parameters
    ----------
    pushed : tuple of ndarray of shape (n,)
        Log pushes in the order of `PLAYERS`.
    level : ndarray of shape (n,)
        Yuan before caps: exp(base + sum of pushes).
    stages : tuple of ndarray of shape (n,)
        Yuan before the caps and after each step of `LINES`.
    """

    pushed: tuple[FloatArray, ...]
    level: FloatArray
    stages: tuple[IntArray, ...]

    @property
    def yuan(self) -> IntArray:
        """What is proposed, shape (n,)."""
        return self.stages[-1]

    @property
    def added(self) -> tuple[IntArray, ...]:
        """Yuan added by each step in the order of `LINES`, each of shape (n,)."""
        return tuple(after - now for now, after in pairwise(self.stages))

    @cached_property
    def pushes(self) -> FloatArray:
        """Log pushes, shape (n, players)."""
        return np.array(self.pushed).T


def proposal(at: Month, view: Columns, private: FloatArray, before: IntArray) -> Proposal:
    """What the lender proposes to everybody.

    Parameters
    ----------
    at : Month
    view : Columns
        What the lender knows, see `mingxi.simulate.lender.known.known`.
    private : ndarray of shape (n,)
        The lender's own impression, in no table.
    before : ndarray of shape (n,)
        Proposal at the last decision, yuan; 0: none yet.
    """
    income = np.log(view["income_used"] / at.number("anchor", "usual_income"))
    pushed = (
        at.number("anchor", "per_log_income") * income,
        at.number("anchor", "per_private") * private,
        *_sizes(at, view, PUSHES),
    )
    total = np.full(len(before), np.log(at.number("anchor", "base")))
    for column in pushed:  # in order, so the bytes do not depend on the block
        total += column
    level = np.exp(total)
    return Proposal(pushed, level, _stages(at, view, np.rint(level).astype(np.int64), before))


def _sizes(at: Month, view: Columns, causes: tuple[Cause, ...]) -> list[FloatArray]:
    """Push of each cause on the log limit, (n,); 0 where an intervention takes it away."""
    numbers, column = at.setting.of_causes, view.__getitem__
    sizes = [cause.compute(numbers, *map(column, cause.what.reads)) for cause in causes]
    if not at.setting.do:
        return sizes
    gone = [at.does(WITHOUT + cause.what.key) for cause in causes]
    return [np.where(away, 0.0, size) for size, away in zip(sizes, gone, strict=True)]


def _stages(at: Month, view: Columns, level: IntArray, before: IntArray) -> tuple[IntArray, ...]:
    """Yuan before the caps and after each step of `LINES`, each of shape (n,)."""
    stages, seen = [level], dict(view)
    for cause in CAPS:
        now = stages[-1].copy()
        seen["log_level"] = np.log(np.maximum(now, 1))
        (size,) = _sizes(at, seen, (cause,))
        capped = (size < 0.0).nonzero()[0]
        now[capped] = np.rint(now[capped] * np.exp(size[capped]))
        stages.append(now)
    return *stages, *last_steps(stages[-1], before, at.series("anchor", rounding.RULES))
