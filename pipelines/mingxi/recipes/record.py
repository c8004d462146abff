"""The MLflow record of a run: settings, data, metrics, trials, plots, and the registered model."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

import mingxi
from mingxi.adapters import tracking
from mingxi.adapters.shap_explanation import shap_explanation
from mingxi.adapters.tracking_store import opened_store
from mingxi.evaluate.calibration import calibration_table
from mingxi.evaluate.discrimination import roc_points
from mingxi.evaluate.limits import limit_distribution
from mingxi.explain.contributions import against_many
from mingxi.models.default_risk import pd_12m
from mingxi.recipes.attributions import JUST_APPROVED, Attributions
from mingxi.recipes.context import Context, software
from mingxi.recipes.decide import DecidedNow
from mingxi.recipes.decision_model import load_decision_model
from mingxi.recipes.material import TableMaterial, WorldMaterial
from mingxi.recipes.served import served
from mingxi.recipes.train import SPLITS, Trained
from mingxi.records.decision import Versions
from mingxi.report.figures import (
    beeswarm_figure,
    calibration_figure,
    dependence_figure,
    limit_figure,
    roc_figure,
)
from mingxi.report.model_facts import ModelFacts
from mingxi.report.model_figures import groups_figure, horizons_figure, profiles_figure

ALIAS = "champion"
# rows of the beeswarm: more dots hide each other
BEESWARM_ROWS = 2000
# what the served model imports; MLflow would take half a minute to find out
SERVED_WITH = ("mlflow", "lightgbm", "numba", "numpy", "orjson", "pandas", "pyarrow", "scipy")


def store_uri(root: Path) -> str:
    """MLflow store: ``MLFLOW_TRACKING_URI`` where it is set, else SQLite in the project."""
    return os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{root.resolve() / 'mlflow.db'}"


def check_store(context: Context) -> None:
    """Refuse a store that cannot be used, before any work is spent."""
    root = context.places.root
    opened_store(store_uri(root), root / "mlartifacts")


@contextmanager
def recorded(context: Context, versions: Versions) -> Iterator[tracking.Run]:
    """Run in the store, named after what it is made from; holds settings and data identity."""
    root, settings = context.places.root, context.settings
    uri = store_uri(root)
    with tracking.tracked_run(
        uri, settings.tracking.experiment, versions.run_id, root / "mlartifacts"
    ) as run:
        run.log_data(context.places.world, versions.data_hash, _source(context))
        resolved = settings.model_dump(mode="json", exclude_none=True)
        flat = {k: v for k, v in resolved.items() if k != "table"}
        run.log_settings(
            {
                **flat,
                "config_hash": versions.config_hash,
                "data_hash": versions.data_hash,
                "software": software(),
            }
        )
        for name, document in (
            ("settings", resolved),
            ("policy", context.policy),
            ("economics", {k: vars(q) for k, q in context.economics.items()}),
        ):
            run.log_text(yaml.safe_dump(document, allow_unicode=True), f"config/{name}.yaml")
        yield run


def record_reading(run: tracking.Run, material: WorldMaterial | TableMaterial) -> None:
    """What reading a world found missing, implausible, old or repeated."""
    if isinstance(material, WorldMaterial):
        run.log_metrics({f"data.{k}": float(v) for k, v in vars(material.quality).items()})


def record_training(run: tracking.Run, trained: Trained) -> None:
    """Metrics by split, one child run per trial, and the plots."""
    for split, metrics in trained.metrics.items():
        run.log_metrics({f"{split}.{name}": value for name, value in metrics.items()})
    for trial in trained.found.trials if trained.found else ():
        with run.child(f"trial {trial['number']}") as child:
            child.log_settings(trial["params"])
            child.log_metrics({"folds.auc": trial["value"], **trial["attrs"]})
    predicted = pd_12m(trained.champion.risk, trained.learning.table)
    curves, points = {}, {}
    for split in SPLITS:
        part = getattr(trained.parts, split)
        if part.any():
            y, stated = trained.learning.default[part], predicted[part]
            roc = roc_points(y, stated, 200)
            table = calibration_table(y, stated)
            curves[split] = (roc.false_positive, roc.true_positive)
            points[split] = (table["mean_pd"].to_numpy(), table["default_rate"].to_numpy())
    areas = {split: trained.metrics[split]["auc"] for split in curves}
    run.log_figure(roc_figure(curves, areas), "plots/roc.png")
    run.log_figure(calibration_figure(points), "plots/calibration.png")


def record_facts(run: tracking.Run, facts: ModelFacts) -> None:
    """What the model report shows beyond the splits, as metrics and pictures."""
    for kind, moved in facts.retrained.items():
        run.log_metrics({f"retrained.{kind}.{name}": v for name, v in moved.items()})
    for split, found in facts.application.items():
        run.log_metrics({f"application.{split}.{name}": v for name, v in vars(found).items()})
    for horizon in facts.horizons:
        seen = {"stated": horizon.stated, "came_true": horizon.came_true, "auc": horizon.auc}
        seen |= {f"found_in_{share:g}": value for share, value in horizon.found.items()}
        run.log_metrics({f"within_{horizon.months}_months.{k}": v for k, v in seen.items()})
    for probe in facts.probes:
        run.log_metrics({f"monotone.{probe.target}.violations": float(probe.violations)})
    run.log_metrics({"calibration.decile_slope": facts.decile_slope})
    run.log_metrics(_by_segment(facts))
    if facts.horizons:
        run.log_figure(horizons_figure(facts.horizons), "plots/early_warning.png")
    if facts.profiles:
        run.log_figure(profiles_figure(facts.profiles), "plots/profiles.png")
    if facts.groups:
        run.log_figure(groups_figure(facts.groups), "plots/groups.png")


def _by_segment(facts: ModelFacts) -> dict[str, float]:
    """Level, slope and AUC of each segment."""
    return {
        f"segment.{kind.en}.{one.segment}.{name}": value
        for kind, parts in facts.segments
        for one in parts
        for name, (value, _) in (("level", one.level), ("slope", one.slope), ("auc", one.auc))
    }


def record_decisions(run: tracking.Run, context: Context, now: DecidedNow) -> None:
    """Limits decided, what kind of letters they raise, and the global picture of the limit."""
    limits = now.rulings.limit.astype(np.float64)
    money = now.found.model.money
    run.log_metrics({f"limit.{k}": v for k, v in limit_distribution(limits[limits > 0]).items()})
    kinds, counts = np.unique(now.question, return_counts=True)
    run.log_metrics({f"question.{k}": float(c) for k, c in zip(kinds, counts, strict=True)})
    run.log_figure(limit_figure(limits, money.symbol), "plots/limits.png")
    push, values = concept_pushes(now)
    names = [c.name.en for c in now.found.model.concepts]
    axis = f"push on the limit ({money.symbol}), against people just approved"
    run.log_figure(beeswarm_figure(push, values, names, axis), "plots/shap_limit.png")
    run.log_figure(dependence_figure(strongest_fact(now), axis), "plots/dependence_limit.png")
    run.log_file(context.places.decisions)


def strongest_fact(now: DecidedNow) -> Any:
    """Column of the feature that moves the limit most, as a ``shap.Explanation``."""
    table = now.found.model.limit_rows(now.snapshot.table.rows(_some(len(now.rulings))))
    reference = now.found.reference_of_facts("limit", JUST_APPROVED)
    found = against_many(reference, table.values, now.found.threads)
    names = [f.name.en for f in table.features]
    told = shap_explanation(found, table.values, names, now.found.model.money.symbol)
    return told[:, int(np.abs(found.push).mean(axis=0).argmax())]


def concept_pushes(now: DecidedNow) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Concept contributions of some rows in money, and how good their facts are (0 to 1)."""
    table = now.found.model.limit_rows(now.snapshot.table.rows(_some(len(now.rulings))))
    reference = now.found.reference("limit", JUST_APPROVED)
    push = against_many(reference, table.values, now.found.threads).push
    good = np.full(push.shape, 0.5)  # a concept without a declared direction stays in the middle
    for i, concept in enumerate(table.concepts):
        facts = [
            f.on_limit.sign * _rank(table.column(f.key))
            for f in table.features
            if f.concept == concept.key and f.on_limit.sign
        ]
        if facts:
            good[:, i] = np.mean(facts, axis=0)
    return push, good


def describe(run: tracking.Run, context: Context, trained: Trained, now: DecidedNow) -> None:
    """Head of the run's page: what was learned, how well, and where the letters lie."""
    last = "oot" if "oot" in trained.metrics else "test"
    metrics, reports = trained.metrics[last], context.places.reports
    opened = int((now.rulings.limit > 0).sum())
    run.describe(
        f"**{context.settings.name}**: default risk and limit, decided for "
        f"{len(now.rulings):,} people, {opened:,} with a limit.\n\n"
        f"- {last}: AUC {metrics['auc']:.3f}, KS {metrics['ks']:.3f}, Brier "
        f"{metrics['brier']:.4f}, calibration slope {metrics['calibration_slope']:.2f}\n"
        f"- unaccounted for: {int(np.abs(now.gap).sum())} over all decisions\n"
        f"- letters: `{reports / 'index.html'}`; model report: artifact `model_report.html`\n"
        f"- decision model: `models:/{context.settings.tracking.model}@{ALIAS}`, "
        f"version {trained.champion.versions.model_version} in the letters\n"
    )


def register(run: tracking.Run, context: Context, example: pd.DataFrame) -> tracking.Registered:
    """Register the decision model, tried on ``example`` rows, under the alias ``champion``."""
    from mlflow.models import infer_signature

    folder = context.places.models / "champion"
    loaded = Attributions(load_decision_model(folder), None, context.workers)
    output = served(loaded, example, context.settings.table)
    with warnings.catch_warnings():
        # MLflow would rather have doubles for whole numbers, and then refuses whole numbers
        warnings.simplefilter("ignore")
        signature = infer_signature(example, output)
    return tracking.log_decision_model(
        run,
        tracking.DecisionModel(
            Path(mingxi.__file__).parent / "recipes" / "served_model.py",
            {"model": folder},
            Path(mingxi.__file__).parent,
            [f"{name}=={version(name)}" for name in SERVED_WITH],
            signature,
        ),
        context.settings.tracking.model,
        ALIAS,
    )


def _some(n: int) -> np.ndarray[Any, Any]:
    """Rows of the global pictures, at even distances."""
    return np.linspace(0, n - 1, min(BEESWARM_ROWS, n)).astype(int)


def _source(context: Context) -> str:
    """Where the data of the run come from."""
    table = context.settings.table
    return str(table["path"]) if table is not None else str(context.places.observed)


def _rank(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Rank of each value among the rows, 0 to 1; ties share theirs, unknown stays unknown."""
    return pd.Series(values).rank(pct=True).to_numpy()
