"""Learn default risk and the limit, measure both, freeze who people are compared with.

mingxi train configs/quick.yaml
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mingxi.adapters import store
from mingxi.adapters.search import SearchResult, search
from mingxi.declare.calendar import month_end
from mingxi.evaluate.scorecard import scorecard
from mingxi.models.default_risk import RiskSettings, pd_12m
from mingxi.models.search_space import risk_settings, search_space, settings_from
from mingxi.models.split import Split, SplitPlan, borrower_parts, split
from mingxi.policy.terms import policy
from mingxi.recipes.context import Context, fingerprint, software
from mingxi.recipes.decided import Snapshot
from mingxi.recipes.decision_model import DecisionModel, write_decision_model
from mingxi.recipes.material import YUAN, Learning, TableMaterial, WorldMaterial
from mingxi.recipes.method import Method, fitted_method, fitted_risk, search_score
from mingxi.recipes.references import frozen_references
from mingxi.records.decision import Money, Versions

SPLITS = ("train", "valid", "test", "oot")


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
    """

    champion: DecisionModel
    earlier: DecisionModel | None
    metrics: Mapping[str, Mapping[str, float]]
    learning: Learning
    parts: Split
    method: Method
    found: SearchResult | None
    chosen: RiskSettings


def train(
    context: Context, material: WorldMaterial | TableMaterial, versions: Versions
) -> Trained:
    """Decision model (and the method before it), written below the run's model folder."""
    with context.step("features"):
        learning, parts = _rows(context, material)
    with context.step("search"):
        chosen, found = _searched(context, learning, parts, versions)
    effort = (context.settings.seed, context.workers)
    with context.step("models"):
        method = fitted_method(learning, parts, chosen, context.terms, effort)
        champion = _released(context, material, method, learning, versions, parts)
    earlier = None
    if context.settings.training.earlier_method and isinstance(material, WorldMaterial):
        with context.step("earlier method"):
            before = _known_earlier(learning, parts)
            former = fitted_method(learning, before, chosen, context.terms, effort)
            earlier = _released(context, material, former, learning, versions, before)
    with context.step("measure"):
        metrics = _measured(context, learning, parts, method, chosen)
    write_decision_model(champion, context.places.models / "champion", context.settings.table)
    if earlier is not None:
        write_decision_model(earlier, context.places.models / "earlier")
    store.write_json(context.places.models / "metrics.json", metrics)
    return Trained(champion, earlier, metrics, learning, parts, method, found, chosen)


def _rows(context: Context, material: WorldMaterial | TableMaterial) -> tuple[Learning, Split]:
    settings = context.settings
    training = settings.training
    shares = (training.holdout_share, training.valid_share, settings.seed)
    if isinstance(material, TableMaterial):
        learning = material.learning()
        plan = SplitPlan((), (), *shares)
    else:
        assert settings.snapshots is not None
        plan = SplitPlan(settings.snapshots.train, settings.snapshots.out_of_time, *shares)
        months = (*plan.train_months, *plan.oot_months)
        learning = material.learning(months, settings.snapshots.horizon_months)
    return learning, split(learning.table.borrower_id, learning.table.month, plan)


def _searched(
    context: Context, learning: Learning, parts: Split, versions: Versions
) -> tuple[RiskSettings, SearchResult | None]:
    n_rows = int(parts.train.sum())
    trials, seed = context.settings.training.trials, context.settings.seed
    if trials == 0:
        return risk_settings(n_rows), None
    score = search_score(learning, parts, settings_from, seed, context.workers)
    # data and configuration are part of the name: another question is another search
    name = f"{context.settings.name}-{versions.config_hash}-{versions.data_hash}"
    found = search(name, context.places.search_store, search_space(n_rows), score, trials, seed)
    return settings_from(found.best), found


def _released(
    context: Context,
    material: WorldMaterial | TableMaterial,
    method: Method,
    learning: Learning,
    versions: Versions,
    parts: Split,
) -> DecisionModel:
    """Decision model with its references frozen from people nobody trained on."""
    settings = context.settings
    model = DecisionModel(
        risk=method.risk,
        limit=method.limit,
        features=learning.table.features,
        concepts=learning.table.concepts,
        policy=policy(context.policy),
        references=None,
        money=_money(material),
        causal=settings.limit.method == "profit",
        versions=replace(versions, model_version=_version(method)),
    )
    snapshot = _reference_snapshot(context, material, parts)
    return replace(
        model, references=frozen_references(model, snapshot, settings.explain.reference_rows)
    )


def _version(method: Method) -> str:
    """Identity of a fitted pair of models: other trees or another calibration, another version."""
    parts = (method.risk.booster_text, method.limit.booster_text, vars(method.risk.calibrator))
    return fingerprint(parts)


def _reference_snapshot(
    context: Context, material: WorldMaterial | TableMaterial, parts: Split
) -> Snapshot:
    settings = context.settings
    if isinstance(material, TableMaterial):
        assert settings.decide is not None
        return material.snapshot(settings.decide, np.flatnonzero(parts.test))
    assert settings.snapshots is not None
    return material.snapshot(settings.snapshots.out_of_time[-1])


def _known_earlier(learning: Learning, parts: Split) -> Split:
    """Parts without the last training snapshot: its outcomes were not complete a review ago."""
    month = learning.table.month
    months = sorted(set(month[parts.train].tolist()))
    if len(months) == 1:
        return parts
    known = month != months[-1]
    return replace(parts, train=parts.train & known, valid=parts.valid & known)


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
    folds = context.settings.training.folds
    if folds:
        metrics["folds"] = _cross_validated(context, learning, chosen, folds)
    return metrics


def _cross_validated(
    context: Context, learning: Learning, chosen: RiskSettings, folds: int
) -> dict[str, float]:
    """Mean of each metric over folds of borrowers, each predicted by a model that never saw it."""
    seed = context.settings.seed
    fold = borrower_parts(learning.table.borrower_id, [1.0 / folds] * (folds - 1), seed)
    nobody = np.zeros(len(fold), dtype=bool)
    found = []
    for k in range(folds):
        valid = fold == (k + 1) % folds
        parts = Split(~valid & (fold != k), valid, fold == k, nobody)
        model = fitted_risk(learning, parts, chosen, seed, context.workers)
        predicted = pd_12m(model, learning.table)
        out, seen = fold == k, parts.train
        found.append(scorecard(learning.default[out], predicted[out], predicted[seen]))
    return {name: float(np.mean([f[name] for f in found])) for name in found[0]}


def _money(material: WorldMaterial | TableMaterial) -> Money:
    if isinstance(material, TableMaterial):
        return material.spec.money
    return YUAN


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
        catalogue="mingxi-words/1",
        data_as_of=month_end(month),
        data_hash=data_hash,
        config_hash=config_hash,
        seed=settings.seed,
        software=software(),
    )
