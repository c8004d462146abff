"""Explanation quality of graded decisions, measured against what the decisions themselves do."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Feature
from mingxi.declare.rule import Layer
from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.shares import same_sets, share
from mingxi.evaluate.explanations.sums import blamed_unchanged, largest_gap
from mingxi.policy.limit_step import step_of
from mingxi.policy.policy import Policy
from mingxi.recipes.attributions import JUST_APPROVED
from mingxi.recipes.decided import Snapshot, decided, outcome
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.graded import Graded
from mingxi.records.decision import Attribution, Question, Reason, Ruling

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# rows and steps of the what-if grid; assumption: enough to meet every feature's thresholds
GRID_ROWS, GRID_STEPS = 400, (0.1, 0.5, 2.0)
RISK_LINE = "risk_line"
# steps whose value is a model's answer
MODEL_STEPS = frozenset({RISK_LINE, "product_minimum", "tier_ceiling"})


def additivity(graded: Graded) -> list[Metric]:
    """M1: explanations add up, raw and to the yuan."""
    n = len(graded.decisions)
    raw = max(
        _raw_gap([getattr(case, target) for case in graded.cases]) for target in ("limit", "risk")
    )
    yuan = float(max((abs(d.gap()) for d in graded.decisions), default=0))
    return [
        Metric("M1", "yuan that the ledger fails to account for, largest", yuan, 0.0, "most", n),
        Metric("M1b", "gap of the unrounded sums, largest", raw, 1e-6, "most", 2 * n),
    ]


def completeness(graded: Graded) -> list[Metric]:
    """M3, M4: deciding steps stated are those found by leaving each out; so are all sentences."""
    keys = [c.rule.key for c in graded.rulings.columns]
    found = np.array([graded.changed(graded.seen(_without(graded, {key}))) for key in keys])
    stated = np.array([c.binding for c in graded.rulings.columns])
    jointly = np.array([c.jointly for c in graded.rulings.columns])
    together = np.asarray(_together_change(graded, keys, jointly))
    right = _sentences_in_deciding_stages(graded, found | jointly, keys)
    n = len(graded.decisions)
    return [
        Metric(
            "M3",
            "deciding steps stated = found by ablation",
            same_sets(stated, found),
            1.0,
            "least",
            n,
        ),
        Metric(
            "M3b",
            "jointly deciding steps change it together",
            share(together),
            1.0,
            "least",
            len(together),
        ),
        Metric("M4", "sentences whose step decides", share(right), 1.0, "least", len(right)),
    ]


def sign_honesty(graded: Graded) -> list[Metric]:
    """M6: nobody is blamed for a value no worse than the others' median, or than all of theirs."""
    bounds = _bounds(graded.model)
    worse_than_median, worse_than_best = [], []
    for _, reason in graded.reasons():
        fact = reason.fact
        if fact is None or np.isnan(fact.value) or reason.amount > 0:
            continue
        harm = _harm(fact.feature)
        worse_than_median.append(harm * (fact.value - fact.reference_value) > 0)
        if reason.against is not None and reason.against.kind == "just_approved":
            best = bounds[fact.feature.key]
            worse_than_best.append(harm * fact.value > harm * best[0 if harm > 0 else 1])
    median, best_of_all = np.array(worse_than_median), np.array(worse_than_best)
    return [
        Metric(
            "M6",
            "reasons no worse than the others' median",
            1 - share(median),
            0.01,
            "most",
            len(median),
        ),
        Metric(
            "M6b",
            "reasons no worse than all the others",
            float((~best_of_all).sum()),
            0.0,
            "most",
            len(best_of_all),
        ),
    ]


def contrasts(model: DecisionModel, snapshot: Snapshot) -> list[Metric]:
    """M8: people compared with really had the better outcome, decided anew."""
    assert model.references is not None
    now = decided(model, snapshot)
    row = {str(b): i for i, b in enumerate(snapshot.table.borrower_id)}
    steps = step_of(now.limit, model.policy)
    better = []
    for kind, who in zip(model.references.kind, model.references.table.borrower_id, strict=True):
        i = row[str(who)]
        if kind == JUST_APPROVED:
            better.append(now.limit[i] > 0)
        else:
            better.append(f"step:{model.policy.limit_steps[steps[i]]}" == kind)
    return [
        Metric(
            "M8",
            "people compared with had that outcome",
            share(np.array(better)),
            1.0,
            "least",
            len(better),
        )
    ]


def split_exactness(graded: Graded) -> list[Metric]:
    """M12: you, method, rules and rounding add up to the change; unchanged concepts are zero."""
    gaps, blamed = [0], 0
    for one in graded.decisions:
        change = one.change
        if change is None:
            continue
        parts = sum(f.amount for f in change.you.factors) + change.method + change.rounding
        gaps.append(abs(change.before + parts + sum(a for _, a in change.rules) - change.after))
        push = np.array([[f.push for f in change.you.factors]])
        moved = [
            [
                any(not _same(f.value, f.reference_value) for f in factor.facts)
                for factor in change.you.factors
            ]
        ]
        blamed += blamed_unchanged(push, np.array(moved))
    return [
        Metric(
            "M12",
            "yuan that a change fails to account for, largest",
            float(max(gaps)),
            0.0,
            "most",
            len(gaps) - 1,
        ),
        Metric(
            "M12b", "concepts blamed though unchanged", float(blamed), 0.0, "most", len(gaps) - 1
        ),
    ]


def what_if(graded: Graded) -> list[Metric]:
    """M16: making one item worse never raises the limit shown."""
    n = len(graded.decisions)
    rows = np.unique(np.linspace(0, n - 1, min(GRID_ROWS, n)).astype(np.int64))
    some = graded.snapshot.rows(rows)
    limit = graded.rulings.limit[rows]
    raised, tried = 0, 0
    for j, feature in enumerate(some.table.features):
        harm = _harm(feature)
        spread = float(np.nanstd(some.table.values[:, j]))
        for step in GRID_STEPS if harm and spread else ():
            values = some.table.values.copy()
            values[:, j] += harm * step * spread
            worse = outcome(
                graded.model, Snapshot(replace(some.table, values=values), some.applications)
            )
            raised += int((worse.limit > limit).sum())
            tried += len(rows)
    return [
        Metric(
            "M16",
            "worse items that never raise the limit",
            1 - raised / max(tried, 1),
            1.0,
            "least",
            tried,
        )
    ]


def _raw_gap(every: Sequence[Attribution]) -> float:
    push = np.array([[f.push for f in one.factors] for one in every])
    base, output = (np.array([getattr(o, name) for o in every]) for name in ("base", "output"))
    return largest_gap(base, push, output)


def _without(graded: Graded, keys: set[str]) -> Policy:
    policy = graded.model.policy
    return replace(policy, clauses=tuple(c for c in policy.clauses if c.key not in keys))


def _together_change(graded: Graded, keys: Sequence[str], jointly: BoolArray) -> list[bool]:
    """For each who has steps that decide together: without all of them something else is seen."""
    patterns: dict[tuple[str, ...], list[int]] = {}
    for i in np.flatnonzero(jointly.any(axis=0)):
        named = tuple(key for key, yes in zip(keys, jointly[:, i], strict=True) if yes)
        patterns.setdefault(named, []).append(int(i))
    out: list[bool] = []
    for named, rows in patterns.items():
        changed = graded.changed(graded.seen(_without(graded, set(named))))
        out += changed[rows].tolist()
    return out


def _sentences_in_deciding_stages(
    graded: Graded, deciding: BoolArray, keys: Sequence[str]
) -> BoolArray:
    """For every reason, whether the step it speaks of decides, alone or with others."""
    best, undone = _model_decides(graded), _model_raised(graded)
    told = sorted({reason.key for _, reason in graded.reasons() if reason.source == "rule"})
    beside = {key: _beside_the_record(graded, key) for key in told}
    right = []
    for i, reason in graded.reasons():
        one = graded.decisions[i]
        if one.question is Question.LIMIT_ROSE:
            right.append(_raised(graded, i, reason, bool(undone[i])))
        elif reason.source == "rule":
            step = keys.index(reason.key)
            failed = not graded.rulings.columns[step].passed[i]
            nothing_anyway = failed and not deciding[_stops(graded), i].any()
            # no better record alone would show more: a step that holds it then decides beside it
            with_record = (failed or not best[i]) and beside[reason.key][i]
            stands = one.limit == 0 and nothing_anyway
            right.append(bool(deciding[step, i] or with_record or stands))
        elif reason.source == "method":
            right.append(one.change is not None and one.change.method != 0)
        else:
            right.append(bool(best[i]))
    return np.array(right)


def _raised(graded: Graded, i: int, reason: Reason, by_the_models: bool) -> bool:
    """Whether what is told of a rise raised it: a rule gave way, or the models propose more."""
    if reason.source != "rule":
        return by_the_models
    one = graded.decisions[i]
    moved = one.change.rules if one.change else ()
    gave_way = any(rule.key == reason.key and amount > 0 for rule, amount in moved)
    return gave_way or _last_ceiling(graded, i, reason.key) < one.limit


def _last_ceiling(graded: Graded, i: int, key: str) -> float:
    """Ceiling of a rule that held last time's limit down; infinite where it did not."""
    at = int(graded.before.position[i])
    then = [c for c in graded.before.rulings.columns if c.rule.key == key]
    if at < 0 or not then or then[0].passed[at] or then[0].rule.layer is not Layer.CAP:
        return float("inf")
    return float(then[0].threshold[at])


def _model_raised(graded: Graded) -> BoolArray:
    """Who would see less today had the limit model proposed what it proposed last time."""
    now = graded.rulings
    last = [
        case.change.you.base_amount if case.change else int(proposed)
        for case, proposed in zip(graded.cases, now.proposed, strict=True)
    ]
    back = graded.under(now.pd_12m, np.array(last, dtype=np.float64), None)
    return np.asarray(back.limit < now.limit)


def _beside_the_record(graded: Graded, key: str) -> BoolArray:
    """Who would see more of a better answer of the models if this step were left out."""
    best = _better_answers(graded)
    with_step, without = graded.under(*best, None), graded.under(*best, _without(graded, {key}))
    return np.asarray(with_step.limit != without.limit)


def _better_answers(graded: Graded) -> tuple[FloatArray, FloatArray]:
    more = 2.0 * np.maximum(graded.rulings.proposed, 0) + 1_000.0
    return np.zeros(len(more)), more


def _stop(ruling: Ruling) -> bool:
    return not ruling.passed and ruling.rule.layer is not Layer.DRAW_GATE


def _stops(graded: Graded) -> BoolArray:
    return np.array([c.rule.layer is not Layer.DRAW_GATE for c in graded.rulings.columns])


def _model_decides(graded: Graded) -> BoolArray:
    """Who would see something else if the models had answered better.

    Where a model's answer stops together with other steps, those are left out on both sides.
    """
    best = _better_answers(graded)
    better = graded.changed(graded.under(*best, None))
    for others, rows in _beside_the_models(graded).items():
        policy = _without(graded, set(others))
        plain, lifted = graded.seen(policy), graded.under(*best, policy)
        better[rows] |= (lifted.limit != plain.limit)[rows]
    return better


def _beside_the_models(graded: Graded) -> dict[tuple[str, ...], list[int]]:
    """Rows in which a model's answer decides jointly, by the other steps that do.

    Where the models propose nothing and no step decides, every step that stops stands beside them.
    """
    found: dict[tuple[str, ...], list[int]] = {}
    stopped = (graded.rulings.limit == 0) & ~graded.deciding[_stops(graded)].any(axis=0)
    for i, one in enumerate(graded.decisions):
        stands = bool(stopped[i])
        together = {r.rule.key for r in one.rulings if r.jointly or (stands and _stop(r))}
        if together & MODEL_STEPS:
            found.setdefault(tuple(sorted(together - MODEL_STEPS)), []).append(i)
    return found


def _bounds(model: DecisionModel) -> dict[str, tuple[float, float]]:
    """Smallest and largest known value of each feature among people just approved."""
    assert model.references is not None
    rows = model.references.members(JUST_APPROVED)
    known = {f.key: rows.column(f.key) for f in rows.features}
    return {
        key: (float(np.nanmin(v)), float(np.nanmax(v))) if (~np.isnan(v)).any() else (np.nan,) * 2
        for key, v in known.items()
    }


def _harm(feature: Feature) -> int:
    """+1 if a higher value hurts, −1 if it helps, 0 if neither is declared."""
    return feature.on_risk.sign or -feature.on_limit.sign


def _same(one: float, other: float) -> bool:
    return one == other or (np.isnan(one) and np.isnan(other))
