"""Advice: single steps, replayed through models and policy, kept only if they work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, isnan

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.calendar import later, month_end, month_of
from mingxi.declare.feature import Actionable, Feature
from mingxi.records.decision import Advice, Attribution, Fact

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

MOST_STEPS = 3
MOST_WAITS = 3
# steps of human size per unit, so that advice names round numbers; assumption: reading habit
_ROUND_TO = {"share": 0.05, "ratio": 0.1, "money": 100.0, "points": 5.0}
# a share or ratio is never asked down to nothing: nobody can use "0 % or less" of a line
_NEVER_NOTHING = frozenset({"share", "ratio"})
# the most that a thing moves within the pace of its feature; measured: of outside scores 95 %
# move by less than 10 points in 3 months
MOST_MOVED = {"points": 10.0}


@dataclass(frozen=True)
class Outcome:
    """What models and policy answer for m replayed rows.

    Parameters
    ----------
    limit : ndarray of shape (m,)
    rounding : int
        Money that limits are rounded down to whole multiples of; 0: they are not rounded.
    """

    limit: NDArray[np.int64]
    rounding: int = 0


Replay = Callable[[FloatArray], Outcome]
# m changed rows → m limits for each of k pairs of models learned again, (k, m)
Confirm = Callable[[FloatArray], IntArray]


@dataclass(frozen=True)
class Steps:
    """Advice that works, and what only time or nobody can mend.

    Parameters
    ----------
    advice : tuple of Advice
        What the person can do, largest effect first; then, of each concept, what time alone
        mends, with the day.
    only_time : tuple of str
        Keys of features that fade by themselves and have no sentence that says when.
    """

    advice: tuple[Advice, ...]
    only_time: tuple[str, ...]


def working_steps(
    found: Attribution,
    values: FloatArray,
    columns: dict[str, int],
    replay: Replay,
    on: date,
    confirm: Confirm | None = None,
) -> Steps:
    """Steps that raise the limit (or open the line) when replayed, dated.

    A rise by a single unit that limits are rounded to is no effect: a few yuan across a threshold
    look the same. Nor is one that most models learned from other borrowers do not confirm: what
    it is worth, chance has made.

    Each adverse fact with a declared step is moved to the value of the people compared with,
    rounded outward to a human number and no further than a person can get in that time; the row
    is scored and put through the policy again.

    Parameters
    ----------
    found : Attribution
        Against people who have what the person wants.
    values : ndarray of shape (p,)
        The person's row for the replay.
    columns : dict
        Column of each feature key in ``values``.
    replay : Replay
    on : date
        Decision day; effects are dated from it.
    confirm : Confirm | None
        Asked about the steps that work; None: nobody confirms.
    """
    facts = [
        f
        for factor in found.factors
        for f in factor.facts
        if _movable(f, found.target) and _harm(f.feature) * (f.value - _target(f)) > 0
    ]
    if not facts:
        return Steps((), ())
    moved = np.repeat(values[None, :], len(facts) + 1, axis=0)
    targets = [_target(f) for f in facts]
    for row, (fact, target) in enumerate(zip(facts, targets, strict=True), start=1):
        moved[row, columns[fact.feature.key]] = target
    shown = replay(moved)
    now = int(shown.limit[0])
    works = 1 + np.flatnonzero(shown.limit[1:] > now + shown.rounding)
    if confirm is not None and len(works):
        answers = confirm(moved[np.append(0, works)])
        works = works[confirmed(answers[:, :1], answers[:, 1:], opens=now == 0)]
    advice = [
        _advice(facts[row - 1], targets[row - 1], int(shown.limit[row]), now, on) for row in works
    ]
    advice.sort(key=lambda a: (-a.limit_after, a.feature.key))
    by_you = _first_of_each(advice, "you", lambda a: a.words)[:MOST_STEPS]
    waiting = _first_of_each(advice, "time", lambda a: a.feature.concept)
    dated = [a for a in waiting if a.feature.step is not None][:MOST_WAITS]
    unsaid = tuple(a.feature.key for a in waiting if a.feature.step is None)
    return Steps((*by_you, *dated), unsaid)


def confirmed(before: IntArray, after: IntArray, *, opens: bool) -> NDArray[np.bool_]:
    """Which of m rises most of k models find, too, shape (m,).

    However small: what is worth little to another model still works for it. Where a line would
    open it is enough that it is open then: a model that would open it today is not against it.

    Parameters
    ----------
    before, after : ndarray of shape (k, 1 or m) and (k, m)
        Limits of each model.
    opens : bool
        There is no limit today.

    Examples
    --------
    >>> before = np.array([[0], [500]])
    >>> confirmed(before, np.array([[300, 0], [900, 500]]), opens=False).tolist()
    [True, False]
    >>> confirmed(before, np.array([[300, 0], [500, 500]]), opens=True).tolist()
    [True, False]
    """
    return np.asarray((after > (0 if opens else before)).mean(axis=0) > 0.5)


def _first_of_each(
    advice: list[Advice], who: str, what: Callable[[Advice], object]
) -> list[Advice]:
    """The step of the largest effect of each kind: nobody is told the same twice."""
    kept: dict[object, Advice] = {}
    for one in advice:
        if one.who == who:
            kept.setdefault(what(one), one)
    return list(kept.values())


def _movable(fact: Fact, target: str) -> bool:
    feature = fact.feature
    sign = -1.0 if target == "limit" else 1.0
    harm = _harm(feature)
    return (
        feature.actionable is not Actionable.NOT
        and not isnan(fact.value)
        and not isnan(fact.reference_value)
        and sign * fact.push > 0
        and harm != 0
        and harm * (fact.value - fact.reference_value) > 0
    )


def _harm(feature: Feature) -> int:
    """+1 if a higher value hurts, −1 if it helps, 0 if neither is declared."""
    return feature.on_risk.sign or -feature.on_limit.sign


def _target(fact: Fact) -> float:
    """Reference value, rounded outward to the better side, which a monotone model keeps valid.

    Where a person cannot get that far within the pace of the feature, as far as they can get.
    """
    unit, harm = fact.feature.unit, _harm(fact.feature)
    size = _ROUND_TO.get(unit, 1.0)
    steps = fact.reference_value / size
    target = size * (floor(steps + 1e-9) if harm > 0 else ceil(steps - 1e-9))
    if unit in MOST_MOVED:
        reach = size * floor((fact.value - harm * MOST_MOVED[unit]) / size)
        target = max(target, reach) if harm > 0 else min(target, reach)
    return max(target, size if unit in _NEVER_NOTHING and harm > 0 else 0.0)


def _advice(fact: Fact, target: float, limit: int, now: int, on: date) -> Advice:
    feature = fact.feature
    by_you = feature.actionable is Actionable.BY_BORROWER and feature.step is not None
    return Advice(
        feature.code,
        feature,
        feature.step or feature.name,
        fact.value,
        target,
        limit,
        now == 0,
        month_end(later(month_of(on), _months_until(fact, target))),
        "you" if by_you else "time",
    )


def _months_until(fact: Fact, target: float) -> int:
    """Months until the target counts: the window's end, or what a length takes to grow."""
    feature = fact.feature
    if feature.actionable is Actionable.WITH_TIME and not feature.fades_after_months:
        return max(ceil(target - fact.value), 1) if feature.unit == "months" else 1
    return max(feature.fades_after_months, 1)
