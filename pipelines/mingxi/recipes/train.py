"""Learn default risk and the limit, measure both, freeze who people are compared with.

mingxi train configs/quick.yaml
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from mingxi.adapters import store
from mingxi.adapters.search import SearchResult, search
from mingxi.declare.calendar import month_end
from mingxi.declare.codes.registry import VERSION as CATALOGUE
from mingxi.declare.errors import BadConfig
from mingxi.declare.words import Words
from mingxi.evaluate.scorecard import scorecard
from mingxi.models.default_risk import RiskSettings, crossed_pd, pd_12m
from mingxi.models.proposal_residual import LENDER, LENDER_INFORMATION, ExpectedProposal
from mingxi.models.search_space import risk_settings, search_space, settings_from
from mingxi.models.split import Split, SplitPlan, split
from mingxi.policy.terms import policy
from mingxi.recipes.challenge import Challenge, challenge
from mingxi.recipes.confirmers import confirmers
from mingxi.recipes.context import Context, fingerprint, software
from mingxi.recipes.decided import Snapshot
from mingxi.recipes.decision_model import Confirmer, DecisionModel, write_decision_model
from mingxi.recipes.learned_limit import limit_plan
from mingxi.recipes.learned_rows import world_rows
from mingxi.recipes.material import YUAN, Learning, TableMaterial, WorldMaterial
from mingxi.recipes.method import Method, fitted_method, folded_scores, search_score
from mingxi.recipes.references import frozen_references
from mingxi.recipes.retrain import retrained
from mingxi.recipes.scorecards import (
    Newcomers,
    application_measures,
    newcomers,
    pd_term,
    with_application,
)
from mingxi.recipes.settings import Snapshots
from mingxi.recipes.warned import warned
from mingxi.records.decision import Money, Versions
from mingxi.records.default_name import seriously_late_within

SPLITS = ("train", "test", "oot")


@dataclass(frozen=True)
class Trained:
    """What training leaves behind.

    Parameters
    ----------
    champion : DecisionModel
        Decides from now on.
    earlier : DecisionModel | None
        The method that decided at the review before, fitted with what was known then.
    metrics : mapping of split to metric to float
    learning : Learning
    parts : Split
    method : Method
    found : SearchResult | None
        None where the configuration asks for no search.
    chosen : RiskSettings
        The number of trees included.
    challenge : Challenge | None
        The champion beside simpler models; None where the configuration does not ask for it.
    warnings : tuple of Words
        What was found about the columns of an own table, and gates of the limit not met.
    spread : mapping of str to mapping of str to float
        How far risk, limits and reasons move when the model is trained again, by what is changed;
        empty where nobody asks.
    application : mapping of split to metric to float
        The application scorecard on people who have just come; empty where there is none.
    new : Newcomers
    """

    champion: DecisionModel
    earlier: DecisionModel | None
    metrics: Mapping[str, Mapping[str, float]]
    learning: Learning
    parts: Split
    method: Method
    found: SearchResult | None
    chosen: RiskSettings
    challenge: Challenge | None = None
    warnings: tuple[Words, ...] = ()
    spread: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    application: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    new: Newcomers = field(default_factory=lambda: Newcomers(None, {}))


def train(
    context: Context, material: WorldMaterial | TableMaterial, versions: Versions
) -> Trained:
    """Decision model (and the method before it), written below the run's model folder."""
    with context.step("features"):
        learning, parts = _rows(context, material)
        warnings = _warned(context, material, learning, parts)
    with context.step("search"):
        chosen, found = _searched(context, learning, parts, versions)
    effort = (context.settings.seed, context.workers)
    with context.step("models"):
        rows = learning.rows(parts.train)
        method, new = _learned(context, material, learning, parts, chosen)
        method = replace(method, confirmers=_confirmers(context, rows, method))
        champion = _released(context, material, method, learning, versions, parts)
        term = pd_term(method, rows, context.settings.snapshots, effort)
        champion = replace(champion, term=term)
    earlier = None
    if context.settings.training.earlier_method and isinstance(material, WorldMaterial):
        with context.step("earlier method"):
            before = _known_earlier(learning, parts)
            former, _ = _learned(context, material, learning, before, chosen)
            # both are asked about the same rows, so the lender's part is told in the same way
            former = replace(former, lender=method.lender)
            earlier = _released(context, material, former, learning, versions, before)
    challenged = None
    if context.settings.training.challengers:
        with context.step("challengers"):
            challenged = challenge(learning.rows(parts.train), method.chosen, effort)
    spread = _spread(context, material, (champion, method), learning, parts)
    with context.step("measure"):
        metrics = _measured(context, learning, parts, method, chosen)
    if method.evidence is not None:
        metrics["limit_learning"] = method.evidence.figures
        warnings = (*warnings, *told(context, method.evidence.warnings))
    write_decision_model(champion, context.places.models / "champion", context.settings.table)
    if earlier is not None:
        write_decision_model(earlier, context.places.models / "earlier")
    store.write_json(context.places.models / "metrics.json", metrics)
    return Trained(
        champion,
        earlier,
        metrics,
        learning,
        parts,
        method,
        found,
        method.chosen,
        challenged,
        warnings,
        spread,
        application_measures(champion.risk, new),
        new,
    )


def _learned(
    context: Context,
    material: WorldMaterial | TableMaterial,
    learning: Learning,
    parts: Split,
    chosen: RiskSettings,
) -> tuple[Method, Newcomers]:
    """The models of the people learned from, and those who had just come, judged or not."""
    effort = (context.settings.seed, context.workers)
    plan = limit_plan(context.settings.limit, context.terms)
    rows = learning.rows(parts.train)
    new = newcomers(material, learning, parts, context.settings.snapshots)
    return with_application(fitted_method(rows, chosen, plan, effort), rows, new, effort), new


def _confirmers(context: Context, rows: Learning, method: Method) -> tuple[Confirmer, ...]:
    """The models learned again; none where the limit is an imitation: there nobody is advised."""
    plan = limit_plan(context.settings.limit, context.terms)
    if plan is None:
        return ()
    effort = (context.settings.seed, context.workers)
    return confirmers(rows, method.chosen, plan, context.settings.limit.confirm, effort)


def _rows(context: Context, material: WorldMaterial | TableMaterial) -> tuple[Learning, Split]:
    settings = context.settings
    if isinstance(material, WorldMaterial):
        return world_rows(settings, material)
    training, learning = settings.training, material.learning()
    months = _months(learning, training.out_of_time_from)
    plan = SplitPlan(*months, training.holdout_share, settings.seed)
    return learning, split(learning.table.borrower_id, learning.table.month, plan)


def _warned(
    context: Context, material: WorldMaterial | TableMaterial, learning: Learning, parts: Split
) -> tuple[Words, ...]:
    """What is odd about the columns of an own table, also told while it is read."""
    if not isinstance(material, TableMaterial):
        return ()
    return told(context, warned(learning.rows(parts.train)))


def told(context: Context, warnings: tuple[Words, ...]) -> tuple[Words, ...]:
    """Warnings, also printed."""
    for words in warnings:
        context.console.print(f"[yellow]![/] {words.en}")
    return warnings


def _spread(
    context: Context,
    material: WorldMaterial | TableMaterial,
    models: tuple[DecisionModel, Method],
    learning: Learning,
    parts: Split,
) -> dict[str, dict[str, float]]:
    """How far people nobody trained on move when the risk model is trained again."""
    count = context.settings.training.retrains
    if not count:
        return {}
    champion, method = models
    effort = (count, context.settings.seed, context.workers)
    with context.step("retrains"):
        rows = learning.rows(parts.train)
        judged = _reference_snapshot(context, material, parts, method.lender)
        judged = judged.rows(~np.isin(judged.table.borrower_id, rows.table.borrower_id))
        return retrained(method, rows, champion, judged, effort)


def _months(
    learning: Learning, judged_from: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Months of a table to learn from and months that are only judged.

    Raises
    ------
    BadConfig
        Months are to be judged in a table without time, or all of them, or none.
    """
    months = np.unique(learning.table.month).tolist()
    early = tuple(m for m in months if judged_from is None or m < judged_from)
    late = tuple(m for m in months if m not in early)
    if judged_from is not None and ("" in months or not early or not late):
        span = (
            "it has no time" if "" in months else f"its rows run from {months[0]} to {months[-1]}"
        )
        raise BadConfig(
            f"training.out_of_time_from {judged_from} for this table",
            span,
            "Leave it out" if "" in months else "Name a month that leaves rows on both sides",
        )
    return early, late


def _searched(
    context: Context, learning: Learning, parts: Split, versions: Versions
) -> tuple[RiskSettings, SearchResult | None]:
    training, seed = context.settings.training, context.settings.seed
    rows = learning.rows(parts.train)
    start = settings_from(training.trees, risk_settings(len(rows.table)))
    if training.trials == 0:
        return start, None
    score = search_score(rows, start, (seed, context.workers))
    # data and configuration are part of the name: another question is another search
    name = f"{context.settings.name}-{versions.config_hash}-{versions.data_hash}"
    space = search_space(len(rows.table))
    found = search(name, context.places.search_store, space, score, training.trials, seed)
    return settings_from(found.best, start), found


def _released(
    context: Context,
    material: WorldMaterial | TableMaterial,
    method: Method,
    learning: Learning,
    versions: Versions,
    parts: Split,
) -> DecisionModel:
    """Decision model with its references frozen from people nobody trained on."""
    settings, aided = context.settings, method.lender is not None
    model = DecisionModel(
        risk=method.risk,
        limit=method.limit,
        features=(*learning.table.features, *([LENDER_INFORMATION] if aided else [])),
        concepts=(*learning.table.concepts, *([LENDER] if aided else [])),
        policy=policy(context.policy),
        references=None,
        money=_money(material, settings.snapshots),
        causal=settings.limit.method == "profit",
        versions=replace(versions, model_version=_version(method)),
        lender=method.lender,
        confirmers=method.confirmers,
    )
    snapshot = _reference_snapshot(context, material, parts, method.lender)
    return replace(
        model, references=frozen_references(model, snapshot, settings.explain.reference_rows)
    )


def _version(method: Method) -> str:
    """Identity of fitted models: other trees or another calibration, another version."""
    risk, own = method.risk, method.risk.application
    parts = (
        risk.booster_text,
        method.limit.booster_text,
        *((one.risk, one.limit) for one in method.confirmers),
        vars(risk.calibrator),
        None if own is None else (own.booster_text, vars(own.calibrator)),
    )
    return fingerprint(parts)


def _reference_snapshot(
    context: Context,
    material: WorldMaterial | TableMaterial,
    parts: Split,
    lender: ExpectedProposal | None = None,
) -> Snapshot:
    settings = context.settings
    if isinstance(material, TableMaterial):
        assert settings.decide is not None
        return material.snapshot(settings.decide, np.flatnonzero(parts.test))
    assert settings.snapshots is not None
    return material.snapshot(settings.snapshots.out_of_time[-1], lender=lender)


def _known_earlier(learning: Learning, parts: Split) -> Split:
    """Parts without the last training snapshot: its outcomes were not complete a review ago."""
    month = learning.table.month
    months = sorted(set(month[parts.train].tolist()))
    if len(months) == 1:
        return parts
    known = month != months[-1]
    return replace(parts, train=parts.train & known)


def _measured(
    context: Context, learning: Learning, parts: Split, method: Method, chosen: RiskSettings
) -> dict[str, dict[str, float]]:
    predicted = pd_12m(method.risk, learning.table)
    reference = predicted[parts.train]
    metrics = {}
    for name in SPLITS:
        part = getattr(parts, name)
        if part.any():
            metrics[name] = scorecard(learning.default[part], predicted[part], reference)
    if context.settings.training.folds:
        metrics["folds"] = _cross_validated(context, learning, chosen)
    return metrics


def _cross_validated(
    context: Context, learning: Learning, chosen: RiskSettings
) -> dict[str, float]:
    """Mean of each metric over folds of all borrowers, each judged by trees that never saw it."""
    seed, y = context.settings.seed, learning.default
    raw, fold = folded_scores(learning, chosen, (seed, context.workers))
    stated = crossed_pd(raw, y, fold)
    found = [
        scorecard(y[fold == k], stated[fold == k], stated[fold != k]) for k in np.unique(fold)
    ]
    return {name: float(np.mean([f[name] for f in found])) for name in found[0]}


def _money(material: WorldMaterial | TableMaterial, asked: Snapshots | None) -> Money:
    if isinstance(material, TableMaterial):
        return material.spec.money
    assert asked is not None
    return replace(YUAN, default_name=seriously_late_within(asked.horizon_months))


def versions_of(context: Context, data_hash: str) -> Versions:
    """Identity of a run: the same configuration and data are the same run, whenever it is made."""
    settings = context.settings
    config_hash = context.config_hash
    month = settings.snapshots.decide if settings.snapshots else settings.decide
    assert month is not None
    return Versions(
        run_id=f"{settings.name}-{config_hash}-{data_hash[:8]}",
        model=settings.tracking.model,
        model_version="",  # known once there is a model
        policy=str(context.policy.get("version", "")),
        catalogue=CATALOGUE,
        data_as_of=month_end(month),
        data_hash=data_hash,
        config_hash=config_hash,
        seed=settings.seed,
        software=software(),
    )
