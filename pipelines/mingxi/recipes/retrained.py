"""The same models learned again: with another seed, and from redrawn borrowers (M7a, M7b, M9b)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.overlap import first_agreement, mean_overlap
from mingxi.models.search_space import risk_settings
from mingxi.recipes.attributions import Attributions
from mingxi.recipes.context import Context
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.graded import Graded
from mingxi.recipes.learned_limit import limit_plan
from mingxi.recipes.learned_rows import world_rows
from mingxi.recipes.material import Learning, WorldMaterial
from mingxi.recipes.method import fitted_method
from mingxi.recipes.recourse_measures import retrained_recourse
from mingxi.recipes.scorecards import Newcomers, newcomers, with_application
from mingxi.recipes.wordings import steady_rows, top_concepts

LEAST_A, LEAST_B = 0.90, 0.75  # least overlap that passes: over seeds, over redrawn borrowers


def retrained_stability(
    context: Context, material: WorldMaterial, graded: Graded, times: int
) -> list[Metric]:
    """M7a, M7b, M9b: first four concepts, and printed steps, under models learned ``times`` again.

    Parameters
    ----------
    context : Context
    material : WorldMaterial
        The world that was learned from.
    graded : Graded
    times : int
        Models for each of the two questions.
    """
    learning, parts = world_rows(context.settings, material)
    rows = learning.rows(parts.train)
    new = newcomers(material, learning, parts, context.settings.snapshots)
    seed = context.settings.seed
    learned = partial(_learned, context, graded.model)
    with context.step(f"learn {times} times with other seeds"):
        seeds = [learned(rows, new, seed + 1 + k) for k in range(times)]
    with context.step(f"learn {times} times from redrawn borrowers"):
        drawn = [
            learned(rows.redrawn(seed + k), new.redrawn(seed + k), seed) for k in range(times)
        ]
    return [
        *_agreement("M7a", "other seeds", LEAST_A, graded, [graded.model, *seeds], seed),
        *_agreement("M7b", "redrawn borrowers", LEAST_B, graded, [graded.model, *drawn], seed),
        *retrained_recourse(graded, [*seeds, *drawn]),
    ]


def _agreement(
    key: str, of: str, gate: float, graded: Graded, models: Sequence[DecisionModel], seed: int
) -> list[Metric]:
    rows = steady_rows(graded, seed)
    some, proposed = graded.snapshot.rows(rows), graded.rulings.proposed[rows]
    tops = [
        top_concepts(Attributions(model, None, graded.found.threads), some, proposed)
        for model in models
    ]
    pairs = [pair for a, b in combinations(tops, 2) for pair in zip(a, b, strict=True)]
    n = len(rows)
    return [
        Metric(key, f"first four concepts under {of}", mean_overlap(pairs), gate, "least", n),
        Metric(
            f"{key}1", f"same first concept under {of}", first_agreement(pairs), None, "least", n
        ),
    ]


def _learned(
    context: Context, model: DecisionModel, rows: Learning, new: Newcomers, seed: int
) -> DecisionModel:
    """The model with risk, application scorecard and limit of these rows."""
    settings = risk_settings(len(rows.table))
    plan = limit_plan(context.settings.limit, context.terms)
    effort = (seed, context.workers)
    method = with_application(fitted_method(rows, settings, plan, effort), rows, new, effort)
    return replace(model, risk=method.risk, limit=method.limit)
