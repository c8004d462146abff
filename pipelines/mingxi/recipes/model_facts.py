"""The model report: what was learned, from what, how well, and what it must not be used for."""

from pathlib import Path

import numpy as np

from mingxi.adapters import store
from mingxi.declare.words import Words
from mingxi.evaluate.calibration import calibration_table
from mingxi.evaluate.discrimination import roc_points
from mingxi.evaluate.limits import limit_distribution, limit_fit
from mingxi.evaluate.stability import psi
from mingxi.explain.contributions import against_many
from mingxi.models.credit_limit import proposed_limit
from mingxi.models.default_risk import N_FOLDS, pd_12m
from mingxi.recipes.attributions import JUST_APPROVED
from mingxi.recipes.context import Context
from mingxi.recipes.decide import DecidedNow
from mingxi.recipes.train import SPLITS, Trained
from mingxi.report.model_facts import (
    CalibrationGroup,
    ConceptWeight,
    LimitBin,
    LimitFacts,
    ModelFacts,
    RocCurve,
    SplitCount,
    TrialPoint,
)
from mingxi.report.model_report import model_report_html

# people whose contributions are averaged; more change the third digit
WEIGHED_ROWS = 2000

LIMITS_OF_USE = {
    "profit": Words(
        "额度是按利润学出来的第一版：还没有用贷款方私下掌握的信息，也没有做闭环检验。",
        "The limit is a first version learned from profit: without the lender's private "
        "information and without a closed-loop test yet.",
    ),
    "imitation": Words(
        "额度是照着过去的额度学的，只说明过去怎么定，不说明改变会带来什么。",
        "The limit imitates past limits: it says how they were set, not what a change would do.",
    ),
}
PEOPLE_ONLY = Words(
    "违约概率只对和训练数据相似、已经开通额度的人成立；对没有记录的人要谨慎。",
    "The probabilities hold for people like those learned from, who had a line; take care with "
    "people who have no record.",
)


def write_model_report(context: Context, trained: Trained, now: DecidedNow) -> Path:
    """Write the report of the run's models; returns its path."""
    path = context.places.reports / "model_report.html"
    store.write_text(path, model_report_html(model_facts(context, trained, now)))
    return path


def model_facts(context: Context, trained: Trained, now: DecidedNow) -> ModelFacts:
    """Plain numbers of the report."""
    champion, learning = trained.champion, trained.learning
    predicted = pd_12m(champion.risk, learning.table)
    present = [s for s in SPLITS if getattr(trained.parts, s).any()]
    counts, calibration, roc = {}, {}, {}
    for split in present:
        part = getattr(trained.parts, split)
        y, stated = learning.default[part], predicted[part]
        known = ~np.isnan(y)
        counts[split] = SplitCount(int(known.sum()), int(np.nansum(y)))
        calibration[split] = tuple(
            CalibrationGroup(int(n), float(said), float(seen))
            for n, said, seen in calibration_table(y, stated)[
                ["rows", "mean_pd", "default_rate"]
            ].to_numpy()
        )
        points = roc_points(y, stated, 120)
        roc[split] = RocCurve(
            tuple(points.false_positive.tolist()), tuple(points.true_positive.tolist())
        )
    return ModelFacts(
        title=context.settings.name,
        data=_data(context, trained, now),
        split_counts=counts,
        metrics={s: dict(m) for s, m in trained.metrics.items() if s in present},
        calibration=calibration,
        roc=roc,
        psi=_stability(trained, now),
        trials=tuple(
            TrialPoint(t["number"], t["value"], t["params"])
            for t in (trained.found.trials if trained.found else ())
        ),
        chosen=vars(trained.chosen),
        concepts=champion.concepts,
        features=champion.features,
        importance=_importance(now),
        limits=_limits(context, trained, now),
        limits_of_use=(LIMITS_OF_USE[context.settings.limit.method], PEOPLE_ONLY),
        money=champion.money,
        versions=champion.versions,
        challengers=trained.challenge.measures if trained.challenge else {},
        recommendation=trained.challenge.recommendation if trained.challenge else None,
        warnings=trained.warnings,
    )


def _data(context: Context, trained: Trained, now: DecidedNow) -> dict[str, str | int | float]:
    settings, versions = context.settings, trained.champion.versions
    out: dict[str, str | int | float] = {
        "source": f"synthetic world {settings.world.name!r}" if settings.world else "own table",
        "rows with features": len(trained.learning.table),
        "people decided on": len(now.rulings),
        "data hash": versions.data_hash,
        "configuration hash": versions.config_hash,
    }
    if settings.snapshots:
        out["train months"] = ", ".join(settings.snapshots.train)
        out["out-of-time months"] = ", ".join(settings.snapshots.out_of_time)
        out["outcome window"] = f"{settings.snapshots.horizon_months} months"
    if trained.spread:
        moved = trained.spread
        out[f"trained again on other draws, {moved['retrains']:.0f} times"] = (
            f"PD moves by {moved['pd_moved']:.1%} of itself (median), {moved['tier_kept']:.1%} "
            f"keep their tier, {moved['tier_near']:.1%} move one tier at most, "
            f"rank correlation at least {moved['order_kept']:.3f}"
        )
    if "folds" in trained.metrics:
        folds = trained.metrics["folds"]
        out[f"{N_FOLDS}-fold AUC"] = round(folds["auc"], 4)
        out[f"{N_FOLDS}-fold Brier"] = round(folds["brier"], 4)
    return out


def _stability(trained: Trained, now: DecidedNow) -> dict[str, float]:
    """PSI of the score and of every feature, people decided on against training rows."""
    seen = trained.learning.table.rows(trained.parts.train)
    score = pd_12m(trained.champion.risk, seen)
    out = {"score": psi(score, now.rulings.pd_12m)}
    for key in seen.keys:
        before, today = seen.column(key), now.snapshot.table.column(key)
        out[key] = psi(before[~np.isnan(before)], today[~np.isnan(today)])
    return out


def _importance(now: DecidedNow) -> tuple[ConceptWeight, ...]:
    """Mean size of every concept's push over people decided on."""
    rows = np.linspace(0, len(now.rulings) - 1, min(WEIGHED_ROWS, len(now.rulings))).astype(int)
    table = now.snapshot.table.rows(rows)
    model = now.found.model
    money = against_many(
        now.found.reference("limit", JUST_APPROVED), model.limit_rows(table).values
    )
    risk = against_many(now.found.reference("risk", JUST_APPROVED), table.values)
    weight = (np.abs(money.push).mean(axis=0), np.abs(risk.push).mean(axis=0))
    return tuple(
        ConceptWeight(
            c.key,
            float(weight[0][i]) if i < len(weight[0]) else 0.0,
            float(weight[1][i]) if i < len(weight[1]) else 0.0,
        )
        for i, c in enumerate(model.concepts)
    )


def _limits(context: Context, trained: Trained, now: DecidedNow) -> LimitFacts:
    limits = now.rulings.limit[now.rulings.limit > 0].astype(np.float64)
    edges = np.geomspace(max(limits.min(), 1.0), limits.max() * 1.001, 21)
    counts, _ = np.histogram(limits, edges)
    rows = trained.learning.table.rows(trained.parts.train)
    learned = proposed_limit(trained.method.limit, rows.columns(trained.method.limit.keys))
    fit = limit_fit(trained.method.target, learned)
    evidence: tuple[str, ...] = (
        f"{len(limits):,} of {len(now.rulings):,} people have a limit.",
        f"{int(np.abs(now.gap).sum())} money units are unaccounted for over all decisions.",
    )
    if context.terms is not None:
        terms = ", ".join(f"{k} {v:g}" for k, v in vars(context.terms).items())
        evidence = (
            *evidence,
            f"Profit terms: {terms} (configs/{context.settings.limit.economics}).",
        )
    bins = tuple(
        LimitBin(float(a), float(b), int(c))
        for a, b, c in zip(edges, edges[1:], counts, strict=False)
    )
    return LimitFacts(bins, {**limit_distribution(limits), **fit}, evidence)
