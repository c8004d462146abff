"""From the proposal to what a person sees, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mingxi.declare.rule import Layer
from mingxi.policy.answer import Answer
from mingxi.policy.clause import EVERYBODY
from mingxi.policy.in_force import InForce
from mingxi.policy.rounding import rounded_down
from mingxi.policy.situation import Situation
from mingxi.records.rulings import BoolArray, IntArray


@dataclass(frozen=True)
class Trace:
    """Answers of k rules for n people and what comes of them.

    Parameters
    ----------
    answers : tuple of Answer, length k
    effects : ndarray of shape (k, n)
        Change of the limit by each step, ≤ 0. The first gate to open that stops carries the whole
        proposal; then the caps carry nothing.
    rounding, limit, available : ndarray of shape (n,)
    draw_open : ndarray of shape (n,)
    """

    answers: tuple[Answer, ...]
    effects: IntArray
    rounding: IntArray
    limit: IntArray
    available: IntArray
    draw_open: BoolArray

    @property
    def failing(self) -> BoolArray:
        """Which steps stop or lower, shape (k, n); caps as if every gate to open let through."""
        fails = [~one.passed for one in self.answers]
        return np.array(fails, dtype=np.bool_).reshape(self.effects.shape)


def answer_of(one: InForce, now: Situation) -> Answer:
    """Answer of one rule; people outside its scope pass and have no threshold."""
    got = one.rule(now, one.terms)
    if one.terms.scope == EVERYBODY:
        return got
    inside = one.terms.scope.includes(now)
    threshold = np.where(inside, got.threshold, np.nan)
    return replace(got, passed=got.passed | ~inside, threshold=threshold)


def trace(
    rules: Sequence[InForce], proposal: Situation, unit: int, away: BoolArray | None = None
) -> Trace:
    """Trace of a policy.

    Parameters
    ----------
    rules : sequence of InForce, length k
        Gates to open, then caps, then gates to draw.
    proposal : Situation
        ``limit`` is what the limit model proposes.
    unit : int
        Unit that the limit is rounded down to.
    away : ndarray of shape (k, n), optional
        Steps to leave out, person by person.
    """
    none = np.zeros((len(rules), len(proposal)), dtype=np.bool_)
    skipped = none if away is None else away
    parts = {
        layer: [(r, skipped[i]) for i, r in enumerate(rules) if r.rule.what.layer is layer]
        for layer in Layer
    }
    gates = [_answer(rule, proposal, skip) for rule, skip in parts[Layer.OPEN_GATE]]
    opened = _all([one.passed for one in gates], len(proposal))
    caps, capped, lowered = _capped(parts[Layer.CAP], proposal)
    shown = np.where(opened, rounded_down(capped, unit), 0)
    draws = [_answer(rule, proposal.at(shown), skip) for rule, skip in parts[Layer.DRAW_GATE]]
    effects = [
        *_stops(gates, proposal.limit),
        *(np.where(opened, effect, 0) for effect in lowered),
        *(np.zeros_like(shown) for _ in draws),
    ]
    return Trace(
        answers=(*gates, *caps, *draws),
        effects=np.array(effects, dtype=np.int64).reshape(none.shape),
        rounding=np.where(opened, shown - capped, 0),
        limit=shown,
        available=np.maximum(proposal.at(shown).free, 0),
        draw_open=(shown > 0) & _all([one.passed for one in draws], len(proposal)),
    )


def _capped(
    caps: Sequence[tuple[InForce, BoolArray]], proposal: Situation
) -> tuple[list[Answer], IntArray, list[IntArray]]:
    answers, effects, limit = [], [], proposal.limit
    for one, skip in caps:
        answer = _answer(one, proposal.at(limit), skip)
        after = np.where(answer.passed, limit, np.minimum(limit, answer.ceiling))
        answers.append(answer)
        effects.append(after - limit)
        limit = after
    return answers, limit, effects


def _stops(gates: Sequence[Answer], proposed: IntArray) -> list[IntArray]:
    left, effects = proposed, []
    for one in gates:
        effects.append(np.where(one.passed, 0, -left))
        left = left + effects[-1]
    return effects


def _answer(one: InForce, now: Situation, skip: BoolArray) -> Answer:
    got = answer_of(one, now)
    return replace(got, passed=got.passed | skip) if skip.any() else got


def _all(passed: Sequence[BoolArray], n: int) -> BoolArray:
    every = np.ones(n, dtype=np.bool_)
    for one in passed:
        every &= one
    return every
