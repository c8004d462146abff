"""The model report: what was learned, from what, how well, and what it must not be used for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.adapters import store
from mingxi.declare.words import Words
from mingxi.evaluate.by_person import together
from mingxi.evaluate.calibration import calibration_table, decile_slope
from mingxi.evaluate.discrimination import auc, roc_points
from mingxi.evaluate.early_warning import recall_at
from mingxi.evaluate.intervals import share_interval
from mingxi.evaluate.limits import limit_distribution, limit_fit
from mingxi.evaluate.stability import psi
from mingxi.explain.contributions import against_many
from mingxi.models.default_risk import N_FOLDS, pd_12m
from mingxi.models.pd_term import pd_by_horizon
from mingxi.recipes.attributions import JUST_APPROVED
from mingxi.recipes.context import Context
from mingxi.recipes.decide import DecidedNow
from mingxi.recipes.described_model import auc_error, learned_lines
from mingxi.recipes.fairness import group_facts
from mingxi.recipes.material import TableMaterial, WorldMaterial
from mingxi.recipes.monotone import PROBES, limit_probes, risk_probes, risk_profiles
from mingxi.recipes.segments import segment_facts
from mingxi.recipes.train import SPLITS, Trained
from mingxi.report.model_facts import (
    CalibrationGroup,
    ConceptWeight,
    EvidenceTable,
    HorizonFacts,
    LimitBin,
    LimitFacts,
    ModelFacts,
    RocCurve,
    ScorecardFacts,
    SplitCount,
    TrialPoint,
)
from mingxi.report.model_report import model_report_html

EVIDENCE = "evidence_tables.json"  # list of title, columns, rows and note, see `EvidenceTable`
FEW = 20  # defaults below which an AUC is chance; assumption: its error is then 0.06 or more
BUDGETS = (0.01, 0.05, 0.10)  # shares of people who can be looked at
FloatArray = NDArray[np.float64]
# people whose contributions are averaged; more change the third digit
WEIGHED_ROWS = 2000

LIMITS_OF_USE = {
    "profit": Words(
        "额度是按利润学出来的。模型预计的利润不等于会得到的利润：那要看闭环检验或试行。",
        "The limit is learned from profit. What the models expect is not what comes: only a "
        "closed loop or a trial shows that.",
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


LEVEL = Words(
    "概率的整体水平来自训练的那几年；经济变了，实际发生的也会变，要按月监测。",
    "The level of the probabilities is that of the years learned from: as the economy moves, so "
    "does what comes true. Watch it month by month.",
)


def write_model_report(context: Context, facts: ModelFacts) -> Path:
    """Write the report of the run's models; returns its path."""
    path = context.places.reports / "model_report.html"
    store.write_text(path, model_report_html(facts))
    return path


def model_facts(
    context: Context,
    material: WorldMaterial | TableMaterial,
    trained: Trained,
    now: DecidedNow,
) -> ModelFacts:
    """Plain numbers of the report."""
    champion, learning = trained.champion, trained.learning
    predicted = pd_12m(champion.risk, learning.table)
    present = [s for s in SPLITS if getattr(trained.parts, s).any()]
    parts = {s: getattr(trained.parts, s) for s in present}
    columns = (learning.default, predicted, learning.table.borrower_id)
    seen = {s: tuple(column[part] for column in columns) for s, part in parts.items()}
    last = parts[present[-1]]
    judged = learning.table.rows(last)
    slope, error = decile_slope(*seen[present[-1]][:2])
    return ModelFacts(
        title=context.settings.name,
        data=_data(context, trained, now),
        split_counts={
            s: SplitCount(int((~np.isnan(y)).sum()), int(np.nansum(y)))
            for s, (y, *_) in seen.items()
        },
        metrics={s: dict(m) for s, m in trained.metrics.items() if s in present},
        calibration={s: _calibration(*rows) for s, rows in seen.items()},
        roc={s: _roc(*rows[:2]) for s, rows in seen.items()},
        psi=_stability(trained, now),
        trials=_trials(trained),
        chosen=vars(trained.chosen),
        concepts=champion.concepts,
        features=champion.features,
        importance=_importance(now),
        limits=_limits(context, trained, now),
        limits_of_use=_limits_of_use(context.settings.limit.method, material),
        money=champion.money,
        versions=champion.versions,
        challengers=trained.challenge.measures if trained.challenge else {},
        recommendation=trained.challenge.recommendation if trained.challenge else None,
        warnings=trained.warnings,
        horizons=_horizons(trained, last),
        application={name: _newcomers(found) for name, found in trained.application.items()},
        retrained=trained.spread,
        profiles=risk_profiles(champion.risk, judged),
        probes=(
            risk_probes(champion.risk, judged, PROBES, context.settings.seed),
            limit_probes(trained.method.limit, now.snapshot.table, PROBES, context.settings.seed),
        ),
        groups=group_facts(material, trained, predicted, now),
        segments=segment_facts(material, trained, predicted),
        evidence=_evidence(context),
        decile_slope=slope,
        slope_error=error,
        auc_error=auc_error(*seen[present[-1]]),
        model=learned_lines(trained),
    )


def _trials(trained: Trained) -> tuple[TrialPoint, ...]:
    return tuple(
        TrialPoint(t["number"], t["value"], t["params"], t["pruned"])
        for t in (trained.found.trials if trained.found else ())
    )


def _roc(y: FloatArray, stated: FloatArray) -> RocCurve:
    points = roc_points(y, stated, 120)
    return RocCurve(tuple(points.false_positive.tolist()), tuple(points.true_positive.tolist()))


def _calibration(
    y: FloatArray, stated: FloatArray, person: NDArray[Any]
) -> tuple[CalibrationGroup, ...]:
    """Deciles of the stated risk; their intervals know that a person may have several rows."""
    groups, known = calibration_table(y, stated), np.isfinite(y)
    alone = together(y[known], person[known])
    columns = (groups[name] for name in ("rows", "defaults", "mean_pd", "default_rate"))
    return tuple(
        CalibrationGroup(int(n), float(said), float(seen), *share_interval(bad / alone, n / alone))
        for n, bad, said, seen in zip(*columns, strict=True)
    )


def _horizons(trained: Trained, part: NDArray[np.bool_]) -> tuple[HorizonFacts, ...]:
    """Stated and realised risk by horizon, of the people the page is headed with."""
    term, rows = trained.champion.term, trained.learning.rows(part)
    if term is None:
        return ()
    stated = pd_by_horizon(term, trained.champion.risk, rows.table)
    out = []
    for i, months in enumerate(term.horizons):
        y = rows.sooner.get(months, rows.default)
        found = {share: recall_at(y, stated[:, i], share) for share in BUDGETS}
        score = auc(y, stated[:, i])
        out.append(HorizonFacts(months, float(stated[:, i].mean()), float(y.mean()), score, found))
    return tuple(out)


def _newcomers(found: Mapping[str, float]) -> ScorecardFacts:
    return ScorecardFacts(
        int(found["rows"]),
        int(found["defaults"]),
        found["mean_pd"],
        found["default_rate"],
        found["auc"] if found["defaults"] >= FEW else float("nan"),
        found["auc_behaviour"] if found["defaults"] >= FEW else float("nan"),
    )


def _evidence(context: Context) -> tuple[EvidenceTable, ...]:
    """Tables that `mingxi evidence` left beside the report of this run."""
    path = context.places.reports / EVIDENCE
    if not path.is_file():
        return ()
    return tuple(
        EvidenceTable(
            Words(**one["title"]),
            tuple(one["columns"]),
            tuple(tuple(row) for row in one["rows"]),
            Words(**one["note"]) if one.get("note") else None,
        )
        for one in store.read_json(path)
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
    if "folds" in trained.metrics:
        folds = trained.metrics["folds"]
        out[f"{N_FOLDS}-fold AUC"] = round(folds["auc"], 4)
        out[f"{N_FOLDS}-fold Brier"] = round(folds["brier"], 4)
    return out


def _limits_of_use(method: str, material: WorldMaterial | TableMaterial) -> tuple[Words, ...]:
    """What the models must not be used for, and with what the trees were taught, if anything."""
    always = (LIMITS_OF_USE[method], PEOPLE_ONLY, LEVEL)
    if not isinstance(material, TableMaterial) or not material.spec.roles.privileged:
        return always
    names = [column.column for column, _ in material.spec.roles.privileged]
    zh, en = "、".join(names), ", ".join(names)
    taught = Words(
        f"风险模型由读过 {zh} 的模型教出来：它自己不读这些列，但其中的偏差会带进来。",
        f"The risk model was taught by one that reads {en}: it does not read them itself, yet "
        "what is unfair in them can come through.",
    )
    return (*always, taught)


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
    seen = table.leading(model.risk.keys).values
    risk = against_many(now.found.reference("risk", JUST_APPROVED), seen)
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
    fit = limit_fit(trained.method.target, trained.method.proposed)
    evidence: tuple[str, ...] = (
        f"{len(limits):,} of {len(now.rulings):,} people have a limit.",
        f"{int(np.abs(now.gap).sum())} money units are unaccounted for over all decisions.",
    )
    learned = trained.method.evidence
    evidence += learned.lines if learned else (LIMITS_OF_USE["imitation"].en,)
    confirmers = len(trained.champion.confirmers)
    if confirmers:
        evidence += (
            f"A step is advised, and a curve told, only where it works, and most of "
            f"{confirmers} pairs of models learned again from redrawn borrowers confirm it.",
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
