"""Observed and true tables of one block, as Arrow tables."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mingxi.records.columns import FIXED, MONTHLY
from mingxi.simulate.lender.deciding import ACCOUNT
from mingxi.simulate.mechanisms_table import CHECKS
from mingxi.simulate.month import Array, BoolArray, Columns, IntArray
from mingxi.simulate.people import GENDERS
from mingxi.simulate.run import Run
from mingxi.simulate.truth import HAZARDS, MONTHLY_LATENTS, TRAITS

Tables = dict[str, Any]  # name → pyarrow.Table

OBSERVED_TABLES = (
    "borrowers",
    "months",
    "loans",
    "repayments",
    "limit_events",
    "draw_attempts",
)
TRUE_TABLES = ("traits", "latents", "hazard", "limit_causes", "draw_causes")
FAMILIES = ("region", "city_tier", "segment", "industry")  # families of numbers whose names show


def observed_tables(run: Run) -> Tables:
    """Tables that a lender has, named by `OBSERVED_TABLES`.

    Loans and repayments reach back into the run-up, so that every balance can be added up from
    them; all else starts with month 0.
    """
    made = (
        _borrowers(run),
        _months(run),
        _loans(run),
        _repayments(run),
        _limit_events(run),
        _draw_attempts(run),
    )
    return dict(zip(OBSERVED_TABLES, made, strict=True))


def true_tables(run: Run) -> Tables:
    """Tables that only the simulator has, named by `TRUE_TABLES`."""
    traits = {name: pa.array(run.state[name]) for name in TRAITS}
    made = (
        pa.table({"borrower_id": pa.array(run.setting.borrower_id), **traits}),
        _latents(run, MONTHLY_LATENTS),
        _latents(run, HAZARDS),
        _limit_causes(run),
        _draw_causes(run),
    )
    return dict(zip(TRUE_TABLES, made, strict=True))


def texts(codes: NDArray[Any], names: Sequence[str]) -> Any:
    """Arrow strings for positions in ``names``."""
    return pa.DictionaryArray.from_arrays(
        pa.array(codes.astype(np.int32)), pa.array(list(names), pa.string())
    ).cast(pa.string())


def days(numbers: Array) -> Any:
    """Arrow dates for day numbers."""
    return pa.array(numbers.astype(np.int32)).cast(pa.date32())


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
    columns = _keys(run)
    for column in MONTHLY:
        values = run.past.columns[column.name][run.calendar.run_up :].T.ravel()
        hidden = (since_open < -column.known_after_months).ravel()
        values[hidden] = np.nan if column.name == "income_fen" else 0
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
        }
    )


def _repayments(run: Run) -> Any:
    rows = run.journal.rows("repayments", ("borrower_id", "paid_on", "due_on"))
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
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
    versions = [f"v{i}" for i in range(int(rows["policy_number"].max(initial=0)) + 1)]
    columns["policy_version"] = texts(rows["policy_number"], versions)
    columns["told"] = pa.array(rows["told"], pa.string())
    return pa.table(columns)


def _draw_attempts(run: Run) -> Any:
    rows = run.journal.rows("draw_attempts", ("borrower_id", "attempted_on"))
    rows = _shown(rows, "attempted_on", run.calendar.first_day(0))
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
            "attempted_on": days(rows["attempted_on"]),
            "amount_fen": pa.array(rows["amount_fen"]),
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


def _draw_causes(run: Run) -> Any:
    rows = run.journal.rows("draw_causes", ("borrower_id", "attempted_on"))
    rows = _shown(rows, "attempted_on", run.calendar.first_day(0))
    fails = rows["failing"]
    names = [check.what.key for check in CHECKS]
    # removing one check alone helps only where it is the only one that fails
    alone = fails & (fails.sum(axis=1) == 1)[:, None]
    return pa.table(
        {
            "borrower_id": pa.array(rows["borrower_id"]),
            "attempted_on": days(rows["attempted_on"]),
            "failing": _lists(fails, names),
            "decisive": texts(np.argmax(fails, axis=1), names),
            "but_for": _lists(alone, names),
        }
    )


def _lists(marked: BoolArray, names: Sequence[str]) -> Any:
    ends: IntArray = np.concatenate([[0], np.cumsum(marked.sum(axis=1))])
    _, which = np.nonzero(marked)
    return pa.ListArray.from_arrays(pa.array(ends.astype(np.int32)), texts(which, names))


def _shown(rows: Columns, name: str, first: int) -> Columns:
    keep = rows[name] >= first
    return {key: values[keep] for key, values in rows.items()}
