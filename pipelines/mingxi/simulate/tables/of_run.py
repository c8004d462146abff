"""Observed and true tables of one block, as Arrow tables."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from mingxi.records.columns import FIXED, MONTHLY
from mingxi.simulate.declared.mechanisms_table import CHECKS
from mingxi.simulate.kept.latents import HAZARDS, MONTHLY_LATENTS, TRAITS
from mingxi.simulate.kept.run import Run
from mingxi.simulate.lender.deciding import ACCOUNT
from mingxi.simulate.lender.door import THEIR_POLICY
from mingxi.simulate.lender.proposal import PLAYERS
from mingxi.simulate.life.declaring import METHODS, PURPOSES
from mingxi.simulate.month import BoolArray, Columns, IntArray
from mingxi.simulate.start.people import FAMILIES, GENDERS
from mingxi.simulate.tables.arrow import days, texts
from mingxi.simulate.tables.bureau import (
    appeals,
    bureau_inquiries,
    bureau_marks,
    bureau_tradelines,
)
from mingxi.simulate.tables.default_causes import default_table
from mingxi.simulate.tables.event_numbers import event_numbers
from mingxi.simulate.tables.instalments import instalment_table

__all__ = [
    "OBSERVED_TABLES",
    "PANEL_TABLES",
    "TRUE_TABLES",
    "Tables",
    "days",
    "observed_tables",
    "panel_tables",
    "texts",
    "true_tables",
]

Tables = dict[str, Any]  # name → pyarrow.Table

OBSERVED_TABLES = (
    "borrowers",
    "months",
    "loans",
    "repayments",
    "limit_events",
    "draw_attempts",
    "instalments",
    "bureau_inquiries",
    "bureau_tradelines",
    "bureau_marks",
    "appeals",
)
PANEL_TABLES = ("borrowers", "months")
TRUE_TABLES = (
    "traits",
    "latents",
    "hazard",
    "limit_causes",
    "limit_pushes",
    "draw_causes",
    "defaults",
)


def observed_tables(run: Run) -> Tables:
    """Tables that a lender has, named by `OBSERVED_TABLES`.

    Loans, instalments, repayments and what the credit bureau holds reach back into the run-up, so
    that every balance can be added up from them; all else starts with month 0.
    """
    made = (
        _borrowers(run),
        _months(run),
        _loans(run),
        _repayments(run),
        _limit_events(run),
        _draw_attempts(run),
        instalment_table(run),
        bureau_inquiries(run),
        bureau_tradelines(run),
        bureau_marks(run),
        appeals(run),
    )
    return dict(zip(OBSERVED_TABLES, made, strict=True))


def panel_tables(run: Run) -> Tables:
    """The tables among `observed_tables` that need no event: `PANEL_TABLES`."""
    return dict(zip(PANEL_TABLES, (_borrowers(run), _months(run)), strict=True))


def true_tables(run: Run) -> Tables:
    """Tables that only the simulator has, named by `TRUE_TABLES`."""
    traits = {name: pa.array(run.state[name]) for name in TRAITS}
    made = (
        pa.table({"borrower_id": pa.array(run.setting.borrower_id), **traits}),
        _latents(run, MONTHLY_LATENTS),
        _latents(run, HAZARDS),
        _limit_causes(run),
        _limit_pushes(run),
        _draw_causes(run),
        default_table(run),
    )
    return dict(zip(TRUE_TABLES, made, strict=True))


def _borrowers(run: Run) -> Any:
    columns: dict[str, Any] = {}
    for column in FIXED:
        values = run.state[column.name]
        if column.name in FAMILIES:
            columns[column.name] = texts(values, run.setting.names(column.name))
        elif column.name == "gender":
            columns[column.name] = texts(values, GENDERS)
        else:
            columns[column.name] = pa.array(values.astype(column.dtype))
    return pa.table(columns)


def _months(run: Run) -> Any:
    # nothing is known of anybody before the application but the report that it brings: the latest
    # one that a lender can have then is as old as the column's lag
    since_open = np.arange(run.calendar.n_months) - run.state["open_month"][:, None]
    lags = {column.known_after_months for column in MONTHLY}
    hidden = {lag: np.flatnonzero(since_open < -lag) for lag in lags}
    columns = _keys(run)
    for column in MONTHLY:
        values = run.past.columns[column.name][run.calendar.run_up :].T.ravel()
        values[hidden[column.known_after_months]] = np.nan if column.dtype == "float64" else 0
        columns[column.name] = pa.array(values)
    return pa.table(columns)


def _latents(run: Run, names: tuple[str, ...]) -> Any:
    columns = _keys(run)
    for name in names:
        columns[name] = pa.array(run.latents.columns[name][run.calendar.run_up :].T.ravel())
    return pa.table(columns)


def _keys(run: Run) -> dict[str, Any]:
    borrower_id, n_months = run.setting.borrower_id, run.calendar.n_months
    return {
        "borrower_id": pa.array(np.repeat(borrower_id, n_months)),
        "month": pa.array(np.tile(np.arange(n_months, dtype=np.int16), len(borrower_id))),
    }


def _loans(run: Run) -> Any:
    rows = run.journal.rows("loans", ("borrower_id", "drawn_on"))
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
            "loan_no": pa.array(rows["loan_no"].astype(np.int32)),
            "drawn_on": days(rows["drawn_on"]),
            "amount_fen": pa.array(rows["amount_fen"]),
            "term_months": pa.array(rows["term_months"].astype(np.int8)),
            "daily_rate": pa.array(rows["daily_rate"]),
            "method": texts(rows["method"], METHODS),
            "purpose": texts(rows["purpose"], PURPOSES),
        }
    )


def _repayments(run: Run) -> Any:
    rows = run.journal.rows("repayments", ("borrower_id", "paid_on", "due_on"))
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
            "event_id": pa.array(event_numbers(rows["borrower_id"])),
            "due_on": days(rows["due_on"]),
            "due_fen": pa.array(rows["due_fen"]),
            "paid_on": days(rows["paid_on"]),
            "paid_fen": pa.array(rows["paid_fen"]),
            "posted_on": days(rows["posted_on"]),
        }
    )


def _limit_events(run: Run) -> Any:
    rows = _shown(run.journal.rows("limit_events", ("borrower_id", "month")), "month", 0)
    columns: dict[str, Any] = {
        "borrower_id": pa.array(rows["borrower_id"]),
        "month": pa.array(rows["month"].astype(np.int16)),
    }
    for name in ("old_fen", "new_fen", "proposal_fen", "multiplier", "propensity", "explored"):
        columns[name] = pa.array(rows[name])
    policy = rows["policy_number"]
    names = [f"v{i}" for i in range(int(policy.max(initial=0)) + 1)]
    door = run.setting.door
    if door is not None:  # its decisions stand under its own name
        policy = np.where(policy == THEIR_POLICY, len(names), policy)
        names.append(door.lender.name)
    columns["policy_version"] = texts(policy, names)
    columns["told"] = pa.array(rows["told"], pa.string())
    return pa.table(columns)


def _draw_attempts(run: Run) -> Any:
    rows = run.journal.rows("draw_attempts", ("borrower_id", "attempted_on"))
    rows = _shown(rows, "attempted_on", run.calendar.first_day(0))
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
            "event_id": pa.array(event_numbers(rows["borrower_id"])),
            "attempted_on": days(rows["attempted_on"]),
            "amount_fen": pa.array(rows["amount_fen"]),
            "purpose": texts(rows["purpose"], PURPOSES),
            "granted": pa.array(rows["granted"]),
            "message": pa.array(rows["message"], pa.string()),
        }
    )


def _limit_causes(run: Run) -> Any:
    rows = _shown(run.journal.rows("limit_causes", ("borrower_id", "month")), "month", 0)
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
            "month": pa.array(rows["month"].astype(np.int16)),
            "mechanism": texts(rows["mechanism"], ACCOUNT),
            "log_effect": pa.array(rows["log_effect"]),
            "yuan": pa.array(rows["yuan"]),
        }
    )


def _limit_pushes(run: Run) -> Any:
    """What every mechanism pushed on the log limit at each decision of the legacy lender."""
    rows = _shown(run.journal.rows("limit_pushes", ("borrower_id", "month")), "month", 0)
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
            "month": pa.array(rows["month"].astype(np.int16)),
            **{name: pa.array(rows["pushes"][:, i]) for i, name in enumerate(PLAYERS)},
        }
    )


def _draw_causes(run: Run) -> Any:
    rows = run.journal.rows("draw_causes", ("borrower_id", "attempted_on"))
    rows = _shown(rows, "attempted_on", run.calendar.first_day(0))
    fails = rows["failing"]
    names = [check.what.key for check in CHECKS]
    # removing one check alone helps only where it is the only one that fails
    alone = fails & (fails.sum(axis=1) == 1)[:, None]
    # two that fail have to go together: no single one would have helped
    pair = fails & (fails.sum(axis=1) == 2)[:, None]
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
            "attempted_on": days(rows["attempted_on"]),
            "failing": _lists(fails, names),
            "decisive": texts(np.argmax(fails, axis=1), names),
            "but_for": _lists(alone, names),
            "but_for_pair": _lists(pair, names),
        }
    )


def _lists(marked: BoolArray, names: Sequence[str]) -> Any:
    ends: IntArray = np.concatenate([[0], np.cumsum(marked.sum(axis=1))])
    _, which = np.nonzero(marked)
    return pa.ListArray.from_arrays(pa.array(ends.astype(np.int32)), texts(which, names))


def _shown(rows: Columns, name: str, first: int) -> Columns:
    keep = rows[name] >= first
    return {key: values[keep] for key, values in rows.items()}
