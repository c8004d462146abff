"""Decision traces of everybody at a snapshot: scores, rulings, and a ledger that adds up.

mingxi decide configs/quick.yaml
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from mingxi.adapters import store
from mingxi.models.pd_term import pd_by_horizon
from mingxi.recipes.attributions import Attributions
from mingxi.recipes.context import Context
from mingxi.recipes.decided import Snapshot, decided, questions
from mingxi.recipes.decision_model import DecisionModel, load_decision_model
from mingxi.recipes.decisions import Before
from mingxi.recipes.material import TableMaterial, WorldMaterial
from mingxi.recipes.served import snapshot_frame
from mingxi.records.rulings import Rulings

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class DecidedNow:
    """Everybody's decision at the snapshot.

    Parameters
    ----------
    found : Attributions
        Prepared explainer of the model that decided.
    snapshot : Snapshot
    rulings : Rulings
    before : Before | None
        The review before, where there was one.
    question : ndarray of str, shape (n,)
    gap : ndarray of shape (n,)
        Money units that the ledger fails to account for: zero, always.
    """

    found: Attributions
    snapshot: Snapshot
    rulings: Rulings
    before: Before | None
    question: NDArray[np.str_]
    gap: IntArray


def decide(context: Context, material: WorldMaterial | TableMaterial) -> DecidedNow:
    """Decide on everybody with the run's model, and write the traces."""
    folder = context.places.models
    model = load_decision_model(folder / "champion")
    earlier = model
    # a folder may also stay from a training that asked for the earlier method
    if context.settings.training.earlier_method and (folder / "earlier").is_dir():
        earlier = load_decision_model(folder / "earlier")
    with context.step("decide"):
        snapshot, before = _snapshots(context, material, earlier)
        now = decided(model, snapshot)
        found = Attributions(model, earlier, context.workers)
        base, amounts = found.ledger_amounts(snapshot.table, now.proposed)
        question = questions(
            now,
            before.rulings if before else None,
            before.position if before else np.full(len(now), -1),
            snapshot.applications,
        )
        table = traces(model, now, question, (base, amounts), _sooner(model, snapshot))
        store.write_table(context.places.decisions, table)
    return DecidedNow(found, snapshot, now, before, question, table["gap"].to_numpy())


def traces(
    model: DecisionModel,
    now: Rulings,
    question: NDArray[np.str_],
    ledger: tuple[IntArray, IntArray],
    sooner: Mapping[str, FloatArray] | None = None,
) -> pa.Table:
    """Decision traces as a table: one row per borrower, money in whole units.

    ``base + Σ concept_* + Σ rule_* + rounding == limit`` in every row; ``gap`` is what is missing.
    """
    base, amounts = ledger
    columns = {
        "borrower_id": now.borrower_id.astype(str),
        "decided_on": np.full(len(now), np.datetime64(now.on, "D")),
        "question": question,
        "pd_12m": now.pd_12m,
        **(sooner or {}),
        "tier": now.tier.astype(str),
        "base": base,
        **{f"concept_{c.key}": amounts[:, i] for i, c in enumerate(model.concepts)},
        "proposed": now.proposed,
        **{f"rule_{c.rule.key}": c.effect for c in now.columns},
        "rounding": now.rounding,
        "limit": now.limit,
        "outstanding": now.outstanding,
        "pending": now.pending,
        "available": now.available,
        "draw_open": now.draw_open,
        "binding": binding_rules(now),
        "gap": now.gap() + now.proposed - base - amounts.sum(axis=1),
    }
    return pa.table(columns)


def _sooner(model: DecisionModel, snapshot: Snapshot) -> dict[str, FloatArray]:
    """Risk within fewer months, by name of the column."""
    if model.term is None:
        return {}
    found = pd_by_horizon(model.term, model.risk, snapshot.table)
    return {f"pd_{m}m": found[:, i] for i, m in enumerate(model.term.horizons[:-1])}


def binding_rules(now: Rulings) -> list[list[str]]:
    """Keys of the rules that decide each outcome, alone or together."""
    deciding = np.array([c.binding | c.jointly for c in now.columns])
    keys = [c.rule.key for c in now.columns]
    return [[keys[j] for j in np.flatnonzero(column)] for column in deciding.T]


def example_rows(
    now: DecidedNow, material: WorldMaterial | TableMaterial, n: int = 5
) -> pd.DataFrame:
    """First rows of the snapshot, as the served model takes them."""
    if isinstance(material, TableMaterial):
        on = now.rulings.on.isoformat()
        return material.raw_rows(np.arange(n)).assign(decided_on=on)
    return snapshot_frame(now.snapshot.rows(np.arange(n)))


def _snapshots(
    context: Context, material: WorldMaterial | TableMaterial, earlier: DecisionModel
) -> tuple[Snapshot, Before | None]:
    settings = context.settings
    if isinstance(material, TableMaterial):
        assert settings.decide is not None
        return material.snapshot(settings.decide), None
    assert settings.snapshots is not None
    lender = earlier.lender  # the same as the model's own: both are asked about the same rows
    now = material.snapshot(settings.snapshots.decide, lender=lender)
    past = material.snapshot(settings.snapshots.previous, lender=lender)
    position = positions(now.table.borrower_id, past.table.borrower_id)
    return now, Before(past, decided(earlier, past), position)


def positions(wanted: NDArray[Any], among: NDArray[Any]) -> IntArray:
    """Row of each borrower among the sorted ``among``; −1: not there.

    Examples
    --------
    >>> positions(np.array([3, 5]), np.array([1, 3])).tolist()
    [1, -1]
    """
    at = np.searchsorted(among, wanted)
    there = at < len(among)
    there[there] = among[at[there]] == wanted[there]
    return np.where(there, at, -1)
