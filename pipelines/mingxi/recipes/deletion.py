"""M2: what happens to a decision once the concepts told of it are as the others' are."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.shares import share, times_better
from mingxi.models.default_risk import pd_12m
from mingxi.recipes.graded import Graded
from mingxi.recipes.principal import RISK_LINE
from mingxi.records.decision import Decision, Reason

BoolArray = NDArray[np.bool_]

TOLD = 4  # concepts that are set to the reference: as many as are told at most
# draws of random concepts; the mean of so many is steady to a hundredth
DRAWS = 50


def faithfulness(graded: Graded, seed: int) -> list[Metric]:
    """M2: refusals by risk that lift once the told concepts are as the others' are.

    Held against as many concepts drawn by chance from all, from those not told, and, as the
    literal test has it, four against four; what chance lifts is the mean over many draws.
    """
    rows = np.array(
        [
            i
            for i, one in enumerate(graded.decisions)
            if one.limit == 0 and _by_risk(one) and _concepts(one.reasons)
        ],
        dtype=np.int64,
    )
    rng = np.random.default_rng(seed)
    every = [c.key for c in graded.model.concepts]
    told = [set(_concepts(graded.decisions[i].reasons)[:TOLD]) for i in rows]
    rest = [[key for key in every if key not in known] for known in told]
    pools = {
        "told": ([every] * len(rows), [len(t) for t in told]),
        "rest": (rest, [min(len(t), len(r)) for t, r in zip(told, rest, strict=True)]),
        "four": ([every] * len(rows), [TOLD] * len(rows)),
    }
    chance = {name: _by_chance(graded, rows, pool, rng) for name, pool in pools.items()}
    ours, four = (share(_lifted(graded, rows, s)) for s in (told, _largest(graded, rows)))
    most = times_better(1.0, chance["four"])
    measured: list[tuple[str, str, float, float | None]] = [
        ("M2", "refusals lifted by the told concepts", ours, 0.9),
        ("M2b", "times as many as by random ones", times_better(ours, chance["told"]), 2.5),
        (
            "M2c",
            "times as many as by random untold ones",
            times_better(ours, chance["rest"]),
            None,
        ),
        (
            "M2d",
            "four largest, times as many as random four",
            times_better(four, chance["four"]),
            2.5,
        ),
        ("M2e", "most that M2d could be here", most, None),
    ]
    return [
        Metric(key, name, value, gate, "least", len(rows)) for key, name, value, gate in measured
    ]


def _by_chance(
    graded: Graded,
    rows: NDArray[np.int64],
    pool: tuple[Sequence[Sequence[str]], Sequence[int]],
    rng: np.random.Generator,
) -> float:
    """Share of ``rows`` lifted by concepts drawn from each row's own list, over many draws."""
    drawn = [
        set(rng.choice(names, size, replace=False).tolist())
        for _ in range(DRAWS)
        for names, size in zip(*pool, strict=True)
    ]
    return share(_lifted(graded, np.tile(rows, DRAWS), drawn))


def _largest(graded: Graded, rows: NDArray[np.int64]) -> list[set[str]]:
    """The concepts that raise each row's risk most, as many as are told at most."""
    return [
        {
            f.concept.key
            for f in sorted(graded.cases[i].risk.factors, key=lambda f: (-f.push, f.concept.key))[
                :TOLD
            ]
        }
        for i in rows
    ]


def _by_risk(one: Decision) -> bool:
    return any(
        r.rule.key == RISK_LINE and not r.passed and (r.binding or r.jointly) for r in one.rulings
    )


def _concepts(reasons: Sequence[Reason]) -> list[str]:
    return list(dict.fromkeys(r.key for r in reasons if r.source == "concept"))


def _lifted(graded: Graded, rows: NDArray[np.int64], sets: Sequence[set[str]]) -> BoolArray:
    """Whether the risk passes its line once the concepts of each row are the others' medians."""
    table = graded.snapshot.table.rows(rows)
    values = table.values.copy()
    for row, (i, concepts) in enumerate(zip(rows, sets, strict=True)):
        medians = {
            fact.feature.key: fact.reference_value
            for factor in graded.cases[i].risk.factors
            if factor.concept.key in concepts
            for fact in factor.facts
        }
        for j, feature in enumerate(table.features):
            if feature.key in medians:
                values[row, j] = medians[feature.key]
    (line,) = [c.threshold for c in graded.rulings.columns if c.rule.key == RISK_LINE]
    return np.asarray(pd_12m(graded.model.risk, replace(table, values=values)) <= line[rows])
