"""M2: what comes back once the concepts told of a decision are as the others' are.

Of a refusal, the decision: the risk passes its line again, or enough is proposed for a line. Of a
limit, money: what the proposal regains of all that the concepts against the person took from it
(against people one step up, or yourself last time). A loss counts as a loss, and nobody regains
more than was taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.recovery import Recovery, recovery, together
from mingxi.models.credit_limit import proposed_limit
from mingxi.models.default_risk import pd_12m
from mingxi.recipes.decided import Snapshot, outcome
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.graded import Graded
from mingxi.recipes.principal import RISK_LINE
from mingxi.records.decision import Attribution, Decision, Question, Reason
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

TOLD = 4  # concepts that are set to the reference: as many as are told at most
# draws of random concepts: so many that the error of their mean is a hundredth, and less where
# there are many people
DRAWS_OF_REFUSALS, DRAWS_OF_LIMITS = 50, 4


@dataclass(frozen=True)
class Adverse:
    """Decisions of one kind with the concepts told of them.

    Parameters
    ----------
    table : FeatureTable
        n rows.
    others : ndarray of shape (n, features)
        Value of each feature that the person is compared with.
    push : ndarray of shape (n, concepts)
        What each concept does against the person; larger is worse.
    told : ndarray of bool, shape (n, concepts)
        Concepts that are told, four at most.
    whole : ndarray of shape (n,)
        What there is to regain: 1 decision, or money.
    regained : callable
        Table with changed values → what of the whole comes back, shape (n,).
    """

    table: FeatureTable
    others: FloatArray
    push: FloatArray
    told: BoolArray
    whole: FloatArray
    regained: Callable[[FeatureTable], FloatArray]

    def after(self, chosen: BoolArray) -> FloatArray:
        """What comes back once the concepts of ``chosen`` (n, concepts) are as the others'."""
        if not len(self.table):
            return self.whole
        values = np.where(chosen[:, self.table.groups()], self.others, self.table.values)
        return self.regained(replace(self.table, values=values))


def faithfulness(graded: Graded, seed: int) -> list[Metric]:
    """M2: decisions and limits that come back once the told concepts are as the others' are.

    Held against as many concepts drawn by chance from all, from those not told, and, as the
    literal test has it, four against four.
    """
    rng = np.random.default_rng(seed)
    by_risk = _measured(refused_by_risk(graded), DRAWS_OF_REFUSALS, rng)
    by_amount = _measured(refused_by_amount(graded), DRAWS_OF_REFUSALS, rng)
    limits = _measured(limited(graded), DRAWS_OF_LIMITS, rng)
    every = together(together(by_risk, by_amount), limits)
    return [
        *_rows("M2", "decisions and limits", every, gated=True),
        *_rows("M2r", "refusals by risk alone", by_risk, gated=False),
        *_rows("M2a", "refusals by amount alone", by_amount, gated=False),
        *_rows("M2l", "limits alone", limits, gated=False),
    ]


def _rows(key: str, of: str, found: Recovery, *, gated: bool) -> list[Metric]:
    share, times = (0.9, 2.5) if gated else (None, None)
    four, bound = found.times(found.four, found.random_four), found.times(1.0, found.random_four)
    measured: list[tuple[str, str, tuple[float, float | None], float | None]] = [
        ("", f"{of} recovered by the told concepts", (found.told, None), share),
        ("b", f"{of}, times as many random ones", found.times(found.told, found.random), times),
        ("c", f"{of}, share by untold ones", (found.untold.share, found.untold.error), None),
        ("d", f"{of}, four largest, times random four", four, times),
        ("e", f"{of}, most that the row above could be", bound, None),
    ]
    return [
        Metric(f"{key}{part}", name, value, gate, "least", found.n, error)
        for part, name, (value, error), gate in measured
    ]


def _measured(people: Adverse, draws: int, rng: np.random.Generator) -> Recovery:
    """Recovery by the told concepts, by the four largest, and by chance of either number."""
    n, k = people.told.shape
    several = people.told.sum(axis=1)
    largest = np.argsort(np.argsort(-people.push, axis=1, kind="stable"), axis=1) < TOLD

    def by_chance(size: IntArray, pool: BoolArray) -> list[FloatArray]:
        """What each draw of as many concepts brings back."""
        drawn = [_drawn(rng.random((n, k)), pool, size) for _ in range(draws)]
        return [people.after(one) for one in drawn]

    every = np.ones((n, k), dtype=np.bool_)
    return recovery(
        people.whole,
        (people.after(people.told), people.after(largest)),
        (
            by_chance(several, every),
            by_chance(np.minimum(several, k - several), ~people.told),
            by_chance(np.full(n, TOLD), every),
        ),
    )


def _drawn(luck: FloatArray, pool: BoolArray, size: IntArray) -> BoolArray:
    """So many members of each row's pool, drawn by ``luck``; shapes (n, k), (n, k), (n,)."""
    order = np.argsort(np.argsort(np.where(pool, luck, 2.0), axis=1), axis=1)
    return np.asarray(order < size[:, None])


def refused_by_risk(graded: Graded) -> Adverse:
    """People refused by risk who are told of concepts; a decision is back below the risk line."""
    rows = [i for i in _refused(graded) if _told_of_risk(graded.decisions[i])]
    (lines,) = [c.threshold for c in graded.rulings.columns if c.rule.key == RISK_LINE]
    line = lines[rows]

    def lifted(table: FeatureTable) -> FloatArray:
        """1 where the refusal is gone, else 0."""
        return np.asarray(pd_12m(graded.model.risk, table) <= line, dtype=np.float64)

    found = [graded.cases[i].risk for i in rows]
    return _adverse(graded, rows, found, np.ones(len(rows)), lifted)


def refused_by_amount(graded: Graded) -> Adverse:
    """People to whom too little is proposed; a decision is back once there is a limit."""
    rows = [i for i in _refused(graded) if not _told_of_risk(graded.decisions[i])]
    standing = graded.snapshot.applications.rows(np.array(rows, dtype=np.int64))

    def lifted(table: FeatureTable) -> FloatArray:
        """1 where the refusal is gone, else 0."""
        seen = outcome(graded.model, Snapshot(table, standing))
        return np.asarray(seen.limit > 0, dtype=np.float64)

    found = [graded.cases[i].limit for i in rows]
    return _adverse(graded, rows, found, np.ones(len(rows)), lifted)


def limited(graded: Graded) -> Adverse:
    """People with a limit who are told of concepts that hold it down or brought it down.

    The whole is what all concepts that count against the person took, in money.
    """
    some = [(i, _behind(graded, i)) for i in range(len(graded.decisions))]
    rows = [i for i, found in some if found is not None]
    attributions = [found for _, found in some if found is not None]
    whole = np.array([sum(max(-f.push, 0.0) for f in one.factors) for one in attributions])
    fell = np.array([one.reference.kind == "yourself_last_time" for one in attributions])

    def proposals(table: FeatureTable) -> FloatArray:
        """Limit proposed for each row, money."""
        latest = _proposed(graded.model, table)
        earlier = graded.found.earlier or graded.model
        both = 0.5 * (latest + _proposed(earlier, table))  # what you did, by either method
        return np.asarray(np.where(fell, both, latest))

    today = graded.snapshot.table.rows(np.array(rows, dtype=np.int64))
    before = proposals(today) if rows else whole

    def regained(table: FeatureTable) -> FloatArray:
        """Money of the shortfall that comes back."""
        return np.asarray(np.minimum(proposals(table) - before, whole))

    return _adverse(graded, rows, attributions, whole, regained)


def _refused(graded: Graded) -> list[int]:
    return [
        i for i, one in enumerate(graded.decisions) if one.limit == 0 and _concepts(one.reasons)
    ]


def _told_of_risk(one: Decision) -> bool:
    return any(reason.key == RISK_LINE for reason in one.reasons)


def _behind(graded: Graded, i: int) -> Attribution | None:
    """Attribution that the told concepts of a limit come from; None where none are told.

    None as well of the few who are told of risk, because it holds them in a tier.
    """
    one, case = graded.decisions[i], graded.cases[i]
    kinds = {r.against.kind for r in one.reasons if r.source == "concept" and r.against}
    if one.limit == 0 or one.question is Question.LIMIT_ROSE:
        return None
    if kinds == {"yourself_last_time"}:
        return case.change.you if case.change else None
    return case.limit if kinds == {case.limit.reference.kind} else None


def _proposed(model: DecisionModel, table: FeatureTable) -> FloatArray:
    return proposed_limit(model.limit, model.limit_rows(table))


def _adverse(
    graded: Graded,
    rows: Sequence[int],
    found: Sequence[Attribution],
    whole: FloatArray,
    regained: Callable[[FeatureTable], FloatArray],
) -> Adverse:
    table = graded.snapshot.table.rows(np.array(rows, dtype=np.int64))
    column = {key: j for j, key in enumerate(table.keys)}
    player = {c.key: j for j, c in enumerate(table.concepts)}
    others = table.values.copy()
    push = np.zeros((len(rows), len(player)))
    told = np.zeros(push.shape, dtype=np.bool_)
    for at, (i, one) in enumerate(zip(rows, found, strict=True)):
        sign = -1.0 if one.target == "limit" else 1.0
        for factor in one.factors:
            push[at, player[factor.concept.key]] = sign * factor.push
            for fact in factor.facts:
                others[at, column[fact.feature.key]] = fact.reference_value
        for key in _concepts(graded.decisions[i].reasons)[:TOLD]:
            told[at, player[key]] = True
    return Adverse(table, others, push, told, whole, regained)


def _concepts(reasons: Sequence[Reason]) -> list[str]:
    return list(dict.fromkeys(r.key for r in reasons if r.source == "concept"))
