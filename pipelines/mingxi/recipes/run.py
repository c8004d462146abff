"""The main job, whole: generate → train → decide → explain → report, recorded in MLflow.

mingxi run configs/quick.yaml
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.table import Table

from mingxi.adapters import store
from mingxi.adapters.seal import sealed
from mingxi.declare.words import Language
from mingxi.recipes.archive import letter_numbered, made_again
from mingxi.recipes.context import Context
from mingxi.recipes.decide import DecidedNow, decide, example_rows
from mingxi.recipes.explain import explain, row_of, sampled, write_forms
from mingxi.recipes.generate import generate
from mingxi.recipes.material import (
    TableMaterial,
    WorldMaterial,
    table_material,
    world_material,
)
from mingxi.recipes.model_facts import write_model_report
from mingxi.recipes.record import (
    check_store,
    describe,
    record_decisions,
    record_reading,
    record_training,
    recorded,
    register,
    store_uri,
)
from mingxi.recipes.train import Trained, train, versions_of
from mingxi.records.decision import Versions


@dataclass(frozen=True)
class Choice:
    """Whose letters: one borrower, a sample, or everybody; and a language to print.

    Or the number of one letter, to be made again from the archive.
    """

    borrower: str | None = None
    sample: int | None = None
    everybody: bool = False
    language: Language | None = None
    letter: str | None = None


def run(context: Context) -> None:
    """Everything, from histories (or a table) to letters, in one recorded run."""
    _check_places(context)
    if context.settings.world is not None:
        generate(context)
    with _sealed(context):
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
                report = write_model_report(context, trained, now)
                record.log_file(report)
                register(record, context, example_rows(now, material))
                describe(record, context, trained, now)
    _summary(context, trained, now, letters.count)
    letters.check()


def train_only(context: Context) -> None:
    """Train, measure, register, and write the model report."""
    _check_places(context)
    with _sealed(context):
        material, versions = _material(context)
        with recorded(context, versions) as record:
            trained = train(context, material, versions)
            now = decide(context, material)
            with context.step("record"):
                record_reading(record, material)
                record_training(record, trained)
                record.log_file(write_model_report(context, trained, now))
                register(record, context, example_rows(now, material))
                describe(record, context, trained, now)
    _summary(context, trained, now, 0)


def decide_only(context: Context) -> None:
    """Decision traces of everybody, with the model that `mingxi train` left."""
    store.ensure_writable_folder(context.places.reports)
    with _sealed(context):
        now = decide(context, _material(context)[0])
    path = context.places.reports / "decisions.parquet"
    context.console.print(f"{len(now.rulings)} decisions in {path}")


def explain_only(context: Context, choice: Choice) -> None:
    """Letters with the model that `mingxi train` left, or one from the archive."""
    store.ensure_writable_folder(context.places.reports)
    if choice.letter is not None:
        return _again(context, choice.letter, choice.language)
    with _sealed(context):
        material = _material(context)[0]
        now = decide(context, material)
        if choice.borrower is not None:
            rows = row_of(now, choice.borrower)
        elif choice.everybody:
            rows = np.arange(len(now.rulings))
        else:
            sample = choice.sample or context.settings.explain.sample
            rows = sampled(now, sample, context.settings.seed)
        letters = explain(context, material, now, rows)
    folder = context.places.reports / "letters"
    if choice.language is not None:
        for borrower in now.snapshot.table.borrower_id[rows].astype(str):
            path = folder / f"{store.safe_name(borrower)}.{choice.language}.txt"
            if borrower not in letters.refused:
                Console().print(store.read_text(path), markup=False, highlight=False)
    context.console.print(f"{letters.count} letters below {folder}")
    letters.check()


def _again(context: Context, number: str, language: Language | None) -> None:
    """One letter from the archive, bit for bit, beside those that were written."""
    content, found = made_again(letter_numbered(context.places.reports / "archive", number))
    place = context.places.reports / "again" / store.safe_name(number)
    write_forms(place, found, content, context)
    if language is not None:
        text = found[f".{language}.txt"].decode()
        Console().print(text, markup=False, highlight=False)
    context.console.print(f"letter {number} made again: {place}.html")


def _sealed(context: Context) -> AbstractContextManager[None]:
    """The answers of this world (wherever a link may put them) and of all others, closed."""
    return sealed(context.places.truth, context.places.all_truth)


def _check_places(context: Context) -> None:
    """Refuse stores and folders that cannot be written, before any work is spent."""
    for folder in (context.places.models, context.places.reports):
        store.ensure_writable_folder(folder)
    check_store(context)


def _material(context: Context) -> tuple[WorldMaterial | TableMaterial, Versions]:
    with context.step("read"):
        if context.settings.table is not None:
            own = table_material(context.settings, context.places.root)
            return own, versions_of(context, own.data_hash)
        material = world_material(context.places)
        versions = versions_of(context, store.content_hash(context.places.observed))
    context.console.print(f"  [dim]data: {material.quality.line}[/]")
    return material, versions


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
