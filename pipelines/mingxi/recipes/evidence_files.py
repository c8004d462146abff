"""Evidence on disk, on the screen and in the experiment store."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any

import pyarrow as pa
from rich.console import Console
from rich.table import Table

from mingxi.adapters import store, tracking
from mingxi.recipes.context import Context
from mingxi.recipes.evidence_summary import Evidence
from mingxi.recipes.evidence_tables import evidence_tables
from mingxi.recipes.model_facts import EVIDENCE
from mingxi.recipes.record import store_uri
from mingxi.recipes.rivals import LEGACY
from mingxi.report.frontier_figure import frontier_figure

FOLDER = "evidence"
DOCUMENT, VERSIONS, GROUPS, PICTURE = (
    "evidence.json",
    "versions.parquet",
    "groups.parquet",
    "frontier.png",
)
UNSHOWN = frozenset({"limit", "default", "earned", "costs", "harmed"})


def write_evidence(context: Context, found: Evidence) -> None:
    """Write document, tables and picture below the run's reports, record them, and print."""
    folder = context.places.reports / FOLDER
    store.write_json(folder / DOCUMENT, asdict(found))
    store.write_table(folder / VERSIONS, pa.Table.from_pylist(list(_versions(found))))
    rows = [{"policy": name, **asdict(row)} for name, rows in found.groups.items() for row in rows]
    store.write_table(folder / GROUPS, pa.Table.from_pylist(rows))
    store.write_bytes(folder / PICTURE, _png(frontier_figure(found.frontier, LEGACY)))
    told = evidence_tables(found)
    store.write_json(context.places.reports / EVIDENCE, [asdict(one) for one in told])
    _print(found)
    context.console.print(f"written below {folder}")


def record_evidence(context: Context, found: Evidence) -> None:
    """A run of its own in the experiment store, named after the configuration."""
    root = context.places.root
    name = f"{context.settings.name}-evidence-{context.config_hash}"
    with tracking.tracked_run(
        store_uri(root), context.settings.tracking.experiment, name, root / "mlartifacts"
    ) as run:
        run.log_settings(context.settings.model_dump(mode="json", exclude_none=True))
        run.log_metrics(metrics(found))
        for file in (DOCUMENT, VERSIONS, GROUPS, PICTURE):
            run.log_file(context.places.reports / FOLDER / file)


def metrics(found: Evidence) -> dict[str, float]:
    """Main figures by name, as the experiment store takes them; unknown ones left out."""
    told: dict[str, float] = {}
    for name, score in found.scores.items():
        plain = f"evidence.{name.replace(' ', '_')}"
        told[f"{plain}.profit"] = score.profit
        told[f"{plain}.loss_to_budget"] = score.loss_to_budget
        told[f"{plain}.gain_at_equal_loss"] = score.gain.value
        if name in found.share_of_oracle:
            told[f"{plain}.share_of_oracle"] = found.share_of_oracle[name].value
    if found.held is not None:
        true, expected = found.held.slopes()
        told |= {"evidence.held.loss_slope": true, "evidence.held.loss_slope_expected": expected}
    for name, share in found.kept.items():
        told[f"evidence.kept_of_{name.replace(' ', '_')}"] = share.value
    if found.records is not None:
        told["evidence.records.value_covered"] = found.records.value_covered
        told["evidence.records.value_bias"] = found.records.value_bias
    return {name: value for name, value in told.items() if isfinite(value)}


def _versions(found: Evidence) -> Iterator[Mapping[str, Any]]:
    for name, (dials, profits, losses) in found.frontier.items():
        for dial, profit, lost in zip(dials, profits, losses, strict=True):
            yield {"policy": name, "dial": dial, "profit": profit, "lost": lost}


def _png(figure: Any) -> bytes:
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=120, metadata={"Software": None})
    return content.getvalue()


def _print(found: Evidence) -> None:
    console = Console()
    for told in evidence_tables(found):
        if told.columns[1] == "group":  # long, and of interest to few: it is in the files
            continue
        # a terminal is narrow; the files hold all columns
        shown = [i for i, name in enumerate(told.columns) if name not in UNSHOWN]
        table = Table(title=told.title.en, caption=None if told.note is None else told.note.en)
        for i in shown:
            first = i == 0
            table.add_column(told.columns[i], justify="left" if first else "right", no_wrap=first)
        for row in told.rows:
            table.add_row(*(row[i] for i in shown))
        console.print(table)
