"""M9 to M11 and M17: whether printed steps work, whom none helps, and what another way would tell.

A step is replayed as it is printed: its item at the value it asks for, all else as it is, through
both models and the policy in force on the day from which it is said to count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Actionable
from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.overlap import first_agreement, mean_overlap
from mingxi.evaluate.explanations.shares import share
from mingxi.models.path_contributions import path_contributions
from mingxi.recipes.attributions import JUST_APPROVED
from mingxi.recipes.decided import Snapshot, outcome
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.graded import Graded
from mingxi.recipes.wordings import steady_rows
from mingxi.records.decision import Advice, Decision, Question

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

FINE = frozenset({Question.LIMIT_ROSE, Question.UNCHANGED})
FEWEST_IN_SEGMENT = 50
TOLD = 4


@dataclass(frozen=True)
class Printed:
    """Every step that is printed, with whose it is.

    Parameters
    ----------
    row : ndarray of shape (m,)
    advice : list of Advice
    """

    row: IntArray
    advice: list[Advice]

    def limits(self, graded: Graded, model: DecisionModel, *, taken: bool) -> IntArray:
        """Limits on the day of each step, shape (m,), with the step taken or not."""
        found = np.zeros(len(self.row), dtype=np.int64)
        days = np.array([a.earliest.toordinal() for a in self.advice], dtype=np.int64)
        for day in np.unique(days):
            here = np.flatnonzero(days == day)
            some = graded.snapshot.rows(self.row[here])
            standing = replace(some.applications, on=date.fromordinal(int(day)))
            table = some.table
            if taken:
                values = table.values.copy()
                at = [table.keys.index(self.advice[i].feature.key) for i in here]
                values[np.arange(len(here)), at] = [self.advice[i].target for i in here]
                table = replace(table, values=values)
            found[here] = outcome(model, Snapshot(table, standing)).limit
        return found


def printed(graded: Graded) -> Printed:
    """All steps of all decisions."""
    pairs = [(i, a) for i, one in enumerate(graded.decisions) for a in one.advice]
    return Printed(np.array([i for i, _ in pairs], dtype=np.int64), [a for _, a in pairs])


def recourse(graded: Graded) -> list[Metric]:
    """M9 to M11: steps that do what they promise, people without one, and when they count."""
    steps = printed(graded)
    promised = np.array([a.limit_after for a in steps.advice], dtype=np.int64)
    kept = steps.limits(graded, graded.model, taken=True) >= promised
    on = graded.rulings.on
    days = [(a.earliest - on).days for a in steps.advice]
    dated = share(np.array([d > 0 for d in days], dtype=np.bool_))
    n, middle = len(days), float(np.median(days)) if days else float("nan")
    return [
        Metric(
            "M9", "steps that give what they promise on their day", share(kept), 0.99, "least", n
        ),
        *_without(graded),
        Metric("M11", "steps with a day ahead", dated, 1.0, "least", n),
        Metric("M11b", "median days until a step counts", middle, None, "most", n),
        *_with_a_step(graded),
    ]


def retrained_recourse(graded: Graded, models: Sequence[DecisionModel]) -> list[Metric]:
    """M9b: printed steps under models learned again."""
    steps = printed(graded)
    now = graded.rulings.limit[steps.row]
    promised = np.array([a.limit_after for a in steps.advice], dtype=np.int64) - now
    gains = [
        steps.limits(graded, model, taken=True) - steps.limits(graded, model, taken=False)
        for model in models
    ]
    still = share(np.array([gain > 0 for gain in gains]))
    half = share(np.array([gain >= 0.5 * promised for gain in gains]))
    n = len(promised) * len(models)
    return [
        Metric(
            "M9b", "steps that still raise the limit under other models", still, 0.8, "least", n
        ),
        Metric("M9c", "the same, by half of what is promised and more", half, None, "least", n),
    ]


def _adverse(graded: Graded) -> list[tuple[int, Decision]]:
    return [
        (i, one)
        for i, one in enumerate(graded.decisions)
        if one.reasons and one.question not in FINE
    ]


def _without(graded: Graded) -> Iterator[Metric]:
    """M10: adverse decisions with no way out, and those of which nobody can change a reason."""
    adverse = _adverse(graded)
    rows = np.array([i for i, _ in adverse], dtype=np.int64)
    none = np.array([one.no_path for _, one in adverse], dtype=np.bool_)
    fixed = np.array([_nobody_can(one) for _, one in adverse], dtype=np.bool_)
    n = len(rows)
    yield Metric("M10", "adverse decisions with no path", share(none), None, "most", n)
    yield Metric("M10b", "adverse, no reason that can be acted on", share(fixed), None, "most", n)
    segment = graded.snapshot.applications["segment"][rows].astype(str)
    groups = [g for g in np.unique(segment) if (segment == g).sum() >= FEWEST_IN_SEGMENT]
    for letter, group in zip(ascii_lowercase[2:], groups, strict=False):
        here = segment == group
        without = share(none[here])
        yield Metric(f"M10{letter}", f"no path: {group}", without, None, "most", int(here.sum()))


def _nobody_can(one: Decision) -> bool:
    """Whether all reasons are of the person's record, and none of an item in their hands."""
    facts = [r.fact.feature if r.source == "concept" and r.fact else None for r in one.reasons]
    return all(f is not None and f.actionable is not Actionable.BY_BORROWER for f in facts)


def _with_a_step(graded: Graded) -> Iterator[Metric]:
    adverse = _adverse(graded)
    some = np.array(
        [any(a.who == "you" for a in one.advice) for _, one in adverse], dtype=np.bool_
    )
    name = "adverse decisions with a step for the person"
    yield Metric("M11c", name, share(some), None, "least", len(adverse))


def second_method(graded: Graded, seed: int) -> list[Metric]:
    """M17: four concepts that lower a limit most, by the paths and against people chosen."""
    rows = steady_rows(graded, seed)
    some, proposed = graded.snapshot.table.rows(rows), graded.rulings.proposed[rows]
    ours = graded.found.against_group("limit", JUST_APPROVED, some, proposed)
    table = graded.model.limit_rows(some)
    theirs = path_contributions(graded.model.limit.booster_text, table)
    theirs = theirs @ np.eye(len(table.concepts))[table.groups()]
    keys = [c.key for c in table.concepts]
    pairs = [
        (
            _lowest([f.push for f in one.factors], [f.concept.key for f in one.factors]),
            _lowest(b, keys),
        )
        for one, b in zip(ours, theirs.tolist(), strict=True)
    ]
    n = len(pairs)
    return [
        Metric(
            "M17",
            "first four concepts, told along the paths",
            mean_overlap(pairs),
            None,
            "least",
            n,
        ),
        Metric("M17b", "same first concept", first_agreement(pairs), None, "least", n),
    ]


def _lowest(push: Sequence[float], keys: Sequence[str]) -> list[str]:
    adverse = sorted((p, key) for p, key in zip(push, keys, strict=True) if p < 0)
    return [key for _, key in adverse[:TOLD]]
