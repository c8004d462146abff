"""Figures of a world beside their targets: counted block by block, printed, kept as JSON."""

from collections.abc import Mapping, Sequence
from functools import partial
from math import isnan
from numbers import Real
from pathlib import Path
from typing import Any, get_args

from rich.table import Table

from mingxi.adapters import config_file, store
from mingxi.adapters.scale import over_blocks
from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.quantity import Sure
from mingxi.evaluate.measures import checked, measured
from mingxi.evaluate.target import Finding, Target, finding
from mingxi.recipes.context import Context
from mingxi.recipes.portfolio import book_of
from mingxi.simulate.config import Block, WorldConfig, blocks
from mingxi.simulate.world import lived

BASE = "targets/base.yaml"
FILE = "targets.json"
SAMPLE = 24_576  # borrowers; assumption: enough for every target, and seconds of work
KEYS = ("metric", "stratum", "value", "low", "high", "unit", "source", "sure", "least")

Totals = dict[str, Any]  # key of a target → sums


def targets_from(name: str) -> tuple[Target, ...]:
    """Targets of a file below the configurations.

    Raises
    ------
    BadConfig
        A key, metric or stratum is unknown (the nearest is named), or something is missing.
    """
    path = config_file.find_config(name)
    return tuple(_target(key, row, path) for key, row in config_file.read_yaml(path).items())


def found_in(
    config: WorldConfig,
    targets: Sequence[Target],
    context: Context,
    n_borrowers: int = SAMPLE,
) -> list[Finding]:
    """Figures of the first borrowers of a world, judged.

    People live again for it, before any fault of the records; sums of a block are added up, so
    memory does not grow with the sample.
    """
    some = [b for b in blocks(config) if b.start < n_borrowers]
    with context.counted("targets", len(some)) as done:
        counted = over_blocks(partial(_counted, config, targets), some, context.workers, done)
    totals = added(counted)
    n = min(config.n_borrowers, some[-1].stop)
    return [finding(t, totals[t.key].value, n) for t in targets]


def report_targets(context: Context, config: WorldConfig) -> None:
    """Print observed against target and write it beside the world's manifest."""
    world = context.settings.world
    variant = "base" if world is None else world.variant
    found = found_in(config, targets_from(BASE), context)
    context.console.print(table_of(found, f"world {context.places.world} ({variant})"))
    context.console.print(summary(found))
    store.write_json(context.places.observed / FILE, document(found))


def added(parts: Sequence[Totals]) -> Totals:
    """Sums of all parts together."""
    totals = dict(parts[0])
    for part in parts[1:]:
        for key, sums in part.items():
            totals[key] = totals[key] + sums
    return totals


def table_of(found: Sequence[Finding], title: str) -> Table:
    """Rich table of every target and what was found."""
    table = Table(title=title, title_justify="left", pad_edge=False)
    table.add_column("figure")
    table.add_column("found", justify="right")
    table.add_column("wanted", justify="right")
    table.add_column("inside")
    table.add_column("sure")
    for one in found:
        target = one.target
        mark = {True: "[green]yes[/]", False: "[red]no[/]", None: "[dim]too few[/]"}[one.met]
        band = f"{_short(target.low)} … {_short(target.high)}"
        table.add_row(target.key, _short(one.found), band, mark, target.sure)
    return table


def summary(found: Sequence[Finding]) -> str:
    """One line: how many targets are met, of all and of the surer ones."""
    judged = [f for f in found if f.met is not None]
    surer = [f for f in judged if f.target.sure != "L"]
    return (
        f"{sum(bool(f.met) for f in judged)} of {len(judged)} targets met; "
        f"of those with a published source {sum(bool(f.met) for f in surer)} of {len(surer)}; "
        f"{len(found) - len(judged)} not judged, too few borrowers"
    )


def document(found: Sequence[Finding]) -> dict[str, Any]:
    """The findings as plain values."""
    return {
        f.target.key: {
            "found": None if isnan(f.found) else f.found,
            "low": f.target.low,
            "high": f.target.high,
            "unit": f.target.unit,
            "met": f.met,
            "sure": f.target.sure,
            "source": f.target.source,
        }
        for f in found
    }


def _counted(config: WorldConfig, targets: Sequence[Target], block: Block) -> Totals:
    book = book_of(lived(config, block))
    return {t.key: measured(book, t.metric, t.stratum) for t in targets}


def _target(key: str, row: Any, path: Path) -> Target:
    asked = f"target {key!r} in {path}"
    if not isinstance(row, Mapping):
        raise BadConfig(asked, "it is no mapping", f"Write {', '.join(KEYS)} below it")
    for name in row:
        if name not in KEYS:
            raise BadConfig(asked, f"key {name!r} is not known", nearest(str(name), KEYS))
    missing = [name for name in KEYS if name not in row and name != "stratum"]
    if missing:
        raise BadConfig(asked, f"{', '.join(missing)} is missing", "Add it")
    stratum = row.get("stratum", {})
    checked(row["metric"], stratum, asked)
    for name in ("value", "low", "high", "least"):
        if not isinstance(row[name], Real):
            raise BadConfig(asked, f"{name} is {row[name]!r}", "Give a number")
    if row["sure"] not in get_args(Sure) or not row["low"] <= row["value"] <= row["high"]:
        raise BadConfig(
            asked,
            f"sure is {row['sure']!r}, low {row['low']}, value {row['value']}, high {row['high']}",
            "Use H, M or L, and a value between low and high",
        )
    return Target(key=key, **{**row, "stratum": stratum})


def _short(value: float) -> str:
    if isnan(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"
