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

    Identity: rint(level) + sum of lines == yuan.

    Parameters
    ----------
    pushed : tuple of ndarray of shape (n,)
        Log pushes in the order of `PLAYERS`.
    level : ndarray of shape (n,)
        Yuan before caps: exp(base + sum of pushes).
    added : tuple of ndarray of shape (n,)
        Yuan added by each later step in the order of `LINES`.
    yuan : ndarray of shape (n,)
    """

    pushed: tuple[FloatArray, ...]
    level: FloatArray
    added: tuple[IntArray, ...]
    yuan: IntArray

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
        *(push(at, view, cause) for cause in PUSHES),
    )
    total = np.full(len(before), np.log(at.number("anchor", "base")))
    for column in pushed:  # in order, so the bytes do not depend on the block
        total += column
    level = np.exp(total)
    stages = _stages(at, view, np.rint(level).astype(np.int64), before)
    added = tuple(after - now for now, after in pairwise(stages))
    return Proposal(pushed, level, added, stages[-1])


def push(at: Month, view: Columns, cause: Cause) -> FloatArray:
    """Push of one cause on the log limit, shape (n,); 0 where an intervention takes it away."""
    what = cause.what
    size: FloatArray = cause.compute(
        at.setting.numbers, **{name: view[name] for name in what.reads}
    )
    if not at.setting.do:
        return size
    taken_away = at.does(WITHOUT + what.key)
    return np.where(taken_away, 0.0, size) if taken_away.any() else size


def _stages(at: Month, view: Columns, level: IntArray, before: IntArray) -> list[IntArray]:
    """Yuan before the caps and after each step of `LINES`, each of shape (n,)."""
    stages = [level]
    for cause in CAPS:
        log_level = np.log(np.maximum(stages[-1], 1))
        size = push(at, {**view, "log_level": log_level}, cause)
        now, capped = stages[-1].copy(), np.nonzero(size < 0.0)[0]
        now[capped] = np.rint(now[capped] * np.exp(size[capped]))
        stages.append(now)
    return [*stages, *last_steps(stages[-1], before, at.series("anchor", rounding.RULES))]
