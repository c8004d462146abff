"""How the sentences of graded decisions read (M5, M13 to M15), and how steady reasons are (M7)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.codes.registry import CODES
from mingxi.declare.rule import Rule
from mingxi.declare.words import Slot, Words
from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.overlap import first_agreement, mean_overlap
from mingxi.evaluate.explanations.shares import share
from mingxi.evaluate.explanations.wording import (
    banned,
    grade_level,
    readable_chinese,
    readable_english,
    same_numbers,
    specific,
)
from mingxi.explain import reasons as why
from mingxi.policy.policy import Policy
from mingxi.recipes.attributions import JUST_APPROVED, Attributions
from mingxi.recipes.decided import Snapshot
from mingxi.recipes.decision_model import DecisionModel, References
from mingxi.recipes.graded import Graded
from mingxi.recipes.scenarios import scenario_decision, told_codes
from mingxi.records.decision import Decision

Pair = tuple[str, str]

# people whose reasons are worked out several times over; assumption: a share's error is then 2 %
STEADY_ROWS = 500
NOISE = 0.01


def coverage(graded: Graded, book: Mapping[str, Any], policy: Policy) -> list[Metric]:
    """M5: every code is said of somebody in a scenario; how many are in this run."""
    scenarios = [*book["codes"], *book["together"]]
    told = set().union(
        *(told_codes(scenario_decision(s, book["clean"], policy)) for s in scenarios)
    )
    here = set().union(*(told_codes(one) for one in graded.decisions))
    n = len(graded.decisions)
    return [
        Metric(
            "M5",
            "codes said of somebody in a scenario",
            float(len(told & set(CODES))),
            float(len(CODES)),
            "least",
            len(scenarios),
        ),
        Metric("M5b", "codes said of somebody in this run", float(len(here)), None, "least", n),
    ]


def readability(graded: Graded) -> list[Metric]:
    """M13 to M15 on every different sentence of the decisions."""
    spoken = sorted({pair for one in graded.decisions for pair in _sentences(one)})
    reasons = sorted({pair for one in graded.decisions for pair in _reasons(one)})
    plain = np.array([readable_chinese(zh) and readable_english(en) for zh, en in spoken])
    equal = np.array([same_numbers(zh, en) for zh, en in spoken])
    exact = np.array([specific(zh, en) for zh, en in reasons])
    empty = sum(bool(banned(zh) or banned(en)) for zh, en in spoken)
    n = len(spoken)
    return [
        Metric(
            "M13", "English school grade", grade_level([en for _, en in spoken]), 7.0, "most", n
        ),
        Metric(
            "M13b", "sentences short and plain in both languages", share(plain), 1.0, "least", n
        ),
        Metric(
            "M14",
            "sentences with the same numbers in both languages",
            share(equal),
            1.0,
            "least",
            n,
        ),
        Metric("M15", "reasons with a fact and a time", share(exact), 0.95, "least", len(reasons)),
        Metric("M15b", "sentences with a banned phrase", float(empty), 0.0, "most", n),
    ]


def stability(graded: Graded, seed: int) -> list[Metric]:
    """M7: first four reasons under other references of the same size, and under 1 % of noise."""
    rng = np.random.default_rng(seed)
    rows = steady_rows(graded, seed)
    some = graded.snapshot.rows(rows)
    proposed = graded.rulings.proposed[rows]
    drawn = [
        top_concepts(
            Attributions(_redrawn(graded.model, rng), None, graded.found.threads), some, proposed
        )
        for _ in range(2)
    ]
    noise = 1.0 + NOISE * rng.uniform(-1.0, 1.0, some.table.values.shape)
    moved = Snapshot(replace(some.table, values=some.table.values * noise), some.applications)
    plain, noisy = (top_concepts(graded.found, s, proposed) for s in (some, moved))
    references = list(zip(*drawn, strict=True))
    inputs = list(zip(plain, noisy, strict=True))
    return [
        Metric(
            "M7c",
            "first four concepts under redrawn references",
            mean_overlap(references),
            0.95,
            "least",
            len(rows),
        ),
        Metric(
            "M7c1",
            "same first concept under redrawn references",
            first_agreement(references),
            None,
            "least",
            len(rows),
        ),
        Metric(
            "M7d",
            "first four concepts under 1 % of noise",
            mean_overlap(inputs),
            None,
            "least",
            len(rows),
        ),
        Metric(
            "M7d1",
            "same first concept under 1 % of noise",
            first_agreement(inputs),
            None,
            "least",
            len(rows),
        ),
    ]


def steady_rows(graded: Graded, seed: int) -> NDArray[np.int64]:
    """Rows of the people whose reasons are worked out several times over, rising."""
    n = len(graded.decisions)
    return np.sort(np.random.default_rng(seed).choice(n, min(STEADY_ROWS, n), replace=False))


def _redrawn(model: DecisionModel, rng: np.random.Generator) -> DecisionModel:
    """Same model with references drawn anew from its own, with repetition, of the same size."""
    assert model.references is not None
    rows = np.flatnonzero(model.references.kind == JUST_APPROVED)
    some = np.sort(rng.choice(rows, len(rows)))
    table = model.references.table.rows(some)
    return replace(model, references=References(table, model.references.kind[some]))


def top_concepts(found: Attributions, some: Snapshot, proposed: Any) -> list[list[str]]:
    """Keys of the concepts that would be told against the limit of each row."""
    every = found.against_group("limit", JUST_APPROVED, some.table, proposed)
    return [[r.key for r in why.adverse(one).reasons] for one in every]


def _reasons(one: Decision) -> Iterator[Pair]:
    for reason in one.reasons:
        yield _both(reason.words, reason.slots)


def _sentences(one: Decision) -> Iterator[Pair]:
    yield from _reasons(one)
    for helped in one.helped:
        yield _both(helped.words, helped.slots)
    for note in one.notes:
        yield _both(note.words, note.slots)
    for advice in one.advice:
        day = advice.earliest.isoformat()
        yield _both(advice.words, {"target": advice.target, "date": day})
    for ruling in one.rulings:
        if ruling.binding or ruling.jointly:
            for words in _promises(ruling.rule):
                yield _both(words, ruling.slots)


def _promises(rule: Rule) -> list[Words]:
    return [words for words in (rule.step, rule.ours) if words is not None]


def _both(words: Words, slots: Mapping[str, Slot]) -> Pair:
    return words.fill("zh", **slots), words.fill("en", **slots)
