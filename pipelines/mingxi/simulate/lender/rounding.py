"""Last steps of a proposal: no steep rise, a lowest limit, a round figure, no small change."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
import numpy as np
from numba import njit

from mingxi.simulate.month import FloatArray, IntArray

LINES = ("step", "floor", "rounding", "hold")
RULES = ("most_rise", "lowest_limit", "hold_within")  # their numbers, of the lender's anchor

# assumption: round limits that people remember, and how far above them a proposal is drawn in
MARKS = np.array([m * s for s in (100, 1_000, 10_000, 100_000) for m in (1, 2, 3, 5, 8)])
MARK_WIDTH = 0.08


def last_steps(yuan: IntArray, before: IntArray, rules: FloatArray) -> IntArray:
    """Yuan after each step of `LINES`, shape (4, n).

    Round are hundreds, from 5,000 five hundreds, from 20,000 thousands. A little above 1, 2, 3, 5
    or 8 times a power of ten it is that figure: lenders grant what people remember, so limits pile
    up there.

    Parameters
    ----------
    yuan : ndarray of shape (n,)
        After the caps.
    before : ndarray of shape (n,)
        Proposal at the last decision, yuan; 0: none yet.
    rules : ndarray of shape (3,)
        Numbers named in `RULES`.

    Examples
    --------
    >>> rules = np.array([2.0, 500.0, 0.1])
    >>> last_steps(np.array([9_900, 120]), np.array([4_000, 0]), rules).T.tolist()
    [[8000, 8000, 8000, 8000], [120, 500, 500, 500]]
    >>> last_steps(np.array([1_234, 7_890, 45_678, 10_600]), np.zeros(4, int), rules)[3].tolist()
    [1200, 7500, 45000, 10000]
    """
    after = np.empty((len(LINES), len(yuan)), dtype=np.int64)
    _follow(yuan, before, rules, *after)
    return after


@njit(cache=True, nogil=True)
def _follow(  # noqa: PLR0913, PLR0917 - a compiled loop takes flat arrays
    yuan, before, rules, step, floor, rounding, hold
):
    most_rise, lowest, within = rules[0], np.int64(rules[1]), rules[2]
    for i in range(len(yuan)):
        step[i] = yuan[i]
        if before[i] > 0:
            step[i] = min(yuan[i], np.int64(np.floor(before[i] * most_rise)))
        floor[i] = max(step[i], lowest)
    _round(floor, rounding)
    for i in range(len(yuan)):
        near = abs(rounding[i] - before[i]) <= before[i] * within
        hold[i] = before[i] if near and before[i] > 0 else rounding[i]


@njit(cache=True, nogil=True)
def _round(yuan, found):
    for i in range(len(yuan)):
        mark = MARKS[0]
        for k in range(1, len(MARKS)):
            if MARKS[k] <= yuan[i]:
                mark = MARKS[k]
        unit = 100 if yuan[i] < 5_000 else (500 if yuan[i] < 20_000 else 1_000)
        near = mark <= yuan[i] <= mark * (1.0 + MARK_WIDTH)
        found[i] = mark if near else yuan[i] // unit * unit
