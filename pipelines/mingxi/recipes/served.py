"""Decisions as a server gives them: raw snapshot rows in, decision and reasons out."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from mingxi.declare.errors import BadData
from mingxi.declare.words import LANGUAGES
from mingxi.explain.emission import said
from mingxi.features.own_table import own_applications, own_features, own_table
from mingxi.recipes.attributions import Attributions
from mingxi.recipes.decided import Snapshot, decided, questions
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.decisions import cases
from mingxi.recipes.principal import principal_reasons
from mingxi.records.application import STANDING, Applications
from mingxi.records.decision import Reason
from mingxi.records.feature_table import FeatureTable

DATES = tuple(name for name, kind in STANDING.items() if kind.startswith("datetime"))


def served(
    found: Attributions, frame: pd.DataFrame, document: Mapping[str, Any] | None
) -> pd.DataFrame:
    """Decision of each row: pd_12m, tier, limit, available, draw_state and reasons as JSON text.

    Parameters
    ----------
    found : Attributions
    frame : DataFrame
        ``decided_on`` (ISO date) and the raw columns of an own table, or, for histories, the
        columns that `snapshot_frame` writes.
    document : mapping | None
        Declaration of the own table; None for histories.

    Raises
    ------
    BadData
        No row was sent, a column is missing, or a row does not say its day.
    """
    if len(frame) == 0:
        raise BadData("decisions", "no row was sent", "Send at least one")
    if "decided_on" not in frame:
        raise BadData(
            "decisions", "column 'decided_on' was not sent", "Send its day with each row"
        )
    sent = frame.reset_index(drop=True)  # labels may repeat; places do not
    parts = [
        _decided_on(found, rows, _day(day), document)
        for day, rows in sent.groupby("decided_on", sort=True, dropna=False)
    ]
    return pd.concat(parts).sort_index().set_index(frame.index)


def snapshot_frame(snapshot: Snapshot) -> pd.DataFrame:
    """Snapshot of histories as raw rows that `served` takes."""
    facts = {
        name: np.where(np.isnat(v), "", v.astype(str)) if name in DATES else v
        for name, v in snapshot.applications.facts.items()
    }
    columns = {key: snapshot.table.values[:, i] for i, key in enumerate(snapshot.table.keys)}
    on = snapshot.applications.on.isoformat()
    ids = snapshot.table.borrower_id.astype(str)
    return pd.DataFrame({"borrower_id": ids, "decided_on": on, **facts, **columns})


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise BadData("decided_on", f"{str(text)!r} is no day", "Write it as 2025-12-31") from None


def _decided_on(
    found: Attributions, frame: pd.DataFrame, on: date, document: Mapping[str, Any] | None
) -> pd.DataFrame:
    if document is None:
        snapshot = _snapshot(found.model, frame, on)
    else:
        spec, frame = own_table(document), frame.drop(columns="decided_on")
        snapshot = Snapshot(own_features(frame, spec), own_applications(frame, spec, on))
    now = decided(found.model, snapshot)
    nobody = np.full(len(now), -1)
    question = questions(now, None, nobody, snapshot.applications)
    reasons = [
        _as_json(said(principal_reasons(case)[0], on).reasons)
        for case in cases(found, snapshot, now, question, None)
    ]
    state = np.select([now.limit == 0, now.draw_open], ["not_opened", "open"], "paused")
    return pd.DataFrame(
        {
            "pd_12m": now.pd_12m,
            "tier": now.tier.astype(str),
            "limit": now.limit,
            "available": now.available,
            "draw_state": state,
            "reasons": reasons,
        },
        index=frame.index,
    )


def _snapshot(model: DecisionModel, frame: pd.DataFrame, on: date) -> Snapshot:
    keys = [f.key for f in model.features]
    missing = [name for name in (*keys, "borrower_id") if name not in frame]
    if missing:
        raise BadData(
            "snapshot rows", f"they lack {missing}", "Send every column of the signature"
        )
    ids = frame["borrower_id"].to_numpy()
    values = frame[keys].to_numpy(dtype=np.float64)
    month = np.full(len(frame), f"{on:%Y-%m}")
    facts = {
        name: _dates(frame[name]) if name in DATES else frame[name].to_numpy()
        for name in STANDING
        if name in frame
    }
    return Snapshot(
        FeatureTable(model.features, model.concepts, values, ids, month),
        Applications(on, ids, facts),
    )


def _dates(column: pd.Series) -> Any:
    return np.array([text or "NaT" for text in column], dtype="datetime64[D]")


def _as_json(reasons: tuple[Reason, ...]) -> str:
    return json.dumps(
        [
            {
                "code": r.code,
                "decider": r.decider,
                "amount": r.amount,
                **{lang: r.words.fill(lang, **r.slots) for lang in LANGUAGES},
            }
            for r in reasons
        ],
        ensure_ascii=False,
    )
