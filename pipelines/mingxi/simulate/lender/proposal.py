"""The limit that the lender proposes: additive pushes on a log limit, then ordered lines."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mingxi.simulate.intervention import WITHOUT
from mingxi.simulate.mechanisms_table import CAPS, PUSHES, Cause
from mingxi.simulate.month import Array, Columns, FloatArray, IntArray, Month

INCOME, PRIVATE = "income", "private"
PLAYERS = (INCOME, PRIVATE, *(cause.what.key for cause in PUSHES))
LINES = (*(cause.what.key for cause in CAPS), "step", "floor", "rounding", "hold")

# assumption: round limits that people remember, and how far above them a proposal is drawn in
MARKS = np.array([m * s for s in (100, 1_000, 10_000, 100_000) for m in (1, 2, 3, 5, 8)])
MARK_WIDTH = 0.08


@dataclass(frozen=True)
class Proposal:
    """Proposal for n borrowers with its whole account.

    Identity: rint(level) + sum of lines == yuan.

    Parameters
    ----------
    pushes : ndarray of shape (n, players)
        Log pushes in the order of `PLAYERS`.
    level : ndarray of shape (n,)
        Yuan before caps: exp(base + sum of pushes).
    lines : ndarray of shape (n, lines)
        Yuan added by each later step in the order of `LINES`.
    yuan : ndarray of shape (n,)
    """

    pushes: FloatArray
    level: FloatArray
    lines: IntArray
    yuan: IntArray


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
    columns = [at.number("anchor", "per_log_income") * income]
    columns.append(at.number("anchor", "per_private") * private)
    columns.extend(push(at, view, cause) for cause in PUSHES)
    total = np.full(len(before), np.log(at.number("anchor", "base")))
    for column in columns:  # in order, so the bytes do not depend on the block
        total = total + column
    level = np.exp(total)
    lines, yuan = _lines(at, view, np.rint(level).astype(np.int64), before)
    return Proposal(np.stack(columns).T, level, lines, yuan)


def push(at: Month, view: Columns, cause: Cause) -> FloatArray:
    """Push of one cause on the log limit, shape (n,); 0 where an intervention takes it away."""
    what = cause.what
    size = cause.compute(at.setting.numbers, **{name: view[name] for name in what.reads})
    taken_away = at.does(WITHOUT + what.key)
    return np.where(taken_away, 0.0, size) if taken_away.any() else size


def _lines(
    at: Month, view: Columns, level: IntArray, before: IntArray
) -> tuple[IntArray, IntArray]:
    stages = [level]
    for cause in CAPS:
        log_level = np.log(np.maximum(stages[-1], 1))
        size = push(at, {**view, "log_level": log_level}, cause)
        now, capped = stages[-1].copy(), np.nonzero(size < 0.0)[0]
        now[capped] = np.rint(now[capped] * np.exp(size[capped]))
        stages.append(now)
    most = np.floor(before * at.number("anchor", "most_rise")).astype(np.int64)
    stages.append(np.where(before > 0, np.minimum(stages[-1], most), stages[-1]))
    stages.append(np.maximum(stages[-1], int(at.number("anchor", "lowest_limit"))))
    stages.append(rounded(stages[-1]))
    near = np.abs(stages[-1] - before) <= before * at.number("anchor", "hold_within")
    stages.append(np.where(near & (before > 0), before, stages[-1]))
    lines = [after - now for now, after in pairwise(stages)]
    return np.stack(lines).T, stages[-1]


def rounded(yuan: Array) -> IntArray:
    """Limit at a round number: hundreds, from 5,000 five hundreds, from 20,000 thousands.

    A little above 1, 2, 3, 5 or 8 times a power of ten it is that figure: lenders grant what
    people remember, so limits pile up there.

    Examples
    --------
    >>> rounded(np.array([1_234, 7_890, 45_678, 10_600])).tolist()
    [1200, 7500, 45000, 10000]
    """
    unit = np.where(yuan < 5_000, 100, np.where(yuan < 20_000, 500, 1_000))
    mark = MARKS[np.maximum(np.searchsorted(MARKS, yuan, side="right") - 1, 0)]
    near = (yuan >= mark) & (yuan <= mark * (1.0 + MARK_WIDTH))
    return np.where(near, mark, yuan // unit * unit)
