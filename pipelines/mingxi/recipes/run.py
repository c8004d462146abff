"""The main job, whole: generate → train → decide → explain → report, recorded in MLflow.

mingxi run configs/quick.yaml
"""

import numpy as np
from rich.console import Console
from rich.table import Table

from mingxi.adapters import store
from mingxi.recipes.context import Context
from mingxi.recipes.decide import DecidedNow, decide, example_rows
from mingxi.recipes.explain import explain, sampled
from mingxi.recipes.generate import generate
from mingxi.recipes.letters import answers_sealed, read
from mingxi.recipes.material import TableMaterial, WorldMaterial
from mingxi.recipes.model_facts import model_facts, write_model_report
from mingxi.recipes.record import (
    check_store,
    describe,
    record_decisions,
    record_facts,
    record_reading,
    record_training,
    recorded,
    register,
    store_uri,
)
from mingxi.recipes.train import Trained, train, versions_of
from mingxi.records.decision import Versions


def run(context: Context) -> None:
    """Everything, from histories (or a table) to letters, in one recorded run."""
    _check_places(context)
    if context.settings.world is not None:
        generate(context)
    with answers_sealed(context):
        material, versions = _material(context)
        with recorded(context, versions) as record:
            trained = train(context, material, versions)
            now = decide(context, material)
            rows = sampled(now, context.settings.explain.sample, context.settings.seed)
            letters = explain(context, material, now, rows)
            with context.step("record"):
                record_reading(record, material)
                record_training(record, trained)
                record_decisions(record, context, now)
                facts = model_facts(context, material, trained, now)
                record.log_file(write_model_report(context, facts))
                record_facts(record, facts)
                register(record, context, example_rows(now, material))
                describe(record, context, trained, now)
    _summary(context, trained, now, letters.count)
    letters.check()


def train_only(context: Context) -> None:
    """Train, measure, register, and write the model report."""
    _check_places(context)
    with answers_sealed(context):
        material, versions = _material(context)
        with recorded(context, versions) as record:
            trained = train(context, material, versions)
            now = decide(context, material)
            with context.step("record"):
                record_reading(record, material)
                record_training(record, trained)
                facts = model_facts(context, material, trained, now)
                record.log_file(write_model_report(context, facts))
                record_facts(record, facts)
                register(record, context, example_rows(now, material))
                describe(record, context, trained, now)
    _summary(context, trained, now, 0)


def _check_places(context: Context) -> None:
    """Refuse stores and folders that cannot be written, before any work is spent."""
    for folder in (context.places.models, context.places.reports):
        store.ensure_writable_folder(folder)
    check_store(context)


def _material(context: Context) -> tuple[WorldMaterial | TableMaterial, Versions]:
    material = read(context)
    if isinstance(material, TableMaterial):
        return material, versions_of(context, material.data_hash)
    return material, versions_of(context, store.content_hash(context.places.observed))


def _summary(context: Context, trained: Trained, now: DecidedNow, n_letters: int) -> None:
    """The table that a run ends with."""
    money, limits = now.found.model.money, now.rulings.limit
    last = "oot" if "oot" in trained.metrics else "test"
    table = Table(title=f"Mingxi · {context.settings.name}", show_header=False, min_width=60)
    rows = [
        (f"{name} {metric}", f"{trained.metrics[name][metric]:.3f}")
        for name in dict.fromkeys(("test", last, *(k for k in trained.metrics if k == "folds")))
        for metric in ("auc", "ks", "brier", "calibration_slope")
    ]
    opened = limits[limits > 0]
    unit = money.currency.en
    rows += [
        ("decided", f"{len(limits):,} people, {len(opened):,} with a limit"),
        ("median limit", f"{float(np.median(opened)) if len(opened) else 0:,.0f} {unit}"),
        ("unaccounted for", f"{int(np.abs(now.gap).sum())} {unit} over all decisions"),
        ("letters", f"{n_letters} in {context.places.reports / 'index.html'}"),
        ("model report", str(context.places.reports / "model_report.html")),
        ("MLflow run", f"{trained.champion.versions.run_id} in {store_uri(context.places.root)}"),
        ("MLflow pages", "mingxi ui   (make ui)"),
        ("time", f"{sum(context.seconds.values()):.0f} s"),
    ]
    for row in rows:
        table.add_row(*row)
    Console().print(table)
