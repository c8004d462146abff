"""What the credit bureau holds of the borrowers: loans, guarantees, inquiries, marks, disputes.

A report comes with an application, so nothing is shown of people who have not applied by the end.
"""

from typing import Any

import numpy as np

from mingxi.simulate.kept.run import Run
from mingxi.simulate.life.credit_report import EVIDENCE, GROUNDS, OUTCOMES
from mingxi.simulate.life.other_lenders import KINDS, REASONS
from mingxi.simulate.month import Array, BoolArray, Columns, IntArray
from mingxi.simulate.start.elsewhere import MOST_AT_START
from mingxi.simulate.tables.arrow import NO_DAY, NOBODY, event_table, texts

ROLES = ("borrower", "guarantor")
STATUS = ("closed", "open")
REPORT_LAG = 1  # months; the report that an application brings is this old
DAYS_PER_MONTH = 30.4375
NUMBERS = 1 << 20  # entries that one report can hold at most, for sorting keys


def bureau_tradelines(run: Run) -> Any:
    """Loans and guarantees elsewhere that were open at some time since month 0."""
    lines = _lines(run)
    key = lines["borrower_id"] * NUMBERS + lines["line_no"]
    closed = _closed_on(run, key)
    keep = _applied(run, lines["borrower_id"])
    keep &= (closed == NO_DAY) | (closed >= run.calendar.first_day(0))
    marks = run.journal.rows("late_marks", ("borrower_id", "line_no"))
    mark_keys = marks["borrower_id"] * NUMBERS + marks["line_no"]
    late = np.searchsorted(mark_keys, key, "right") - np.searchsorted(mark_keys, key, "left")
    columns: dict[str, Array] = {
        **lines,
        "closed_on": closed,
        "balance_fen": _balance(run, key),
        "late_marks": late,
    }
    columns = {name: values[keep] for name, values in columns.items()}
    return event_table(
        "bureau_tradelines",
        {
            **columns,
            "role": texts(columns["role"], ROLES),
            "lender_kind": texts(columns["kind"], KINDS),
            "status": texts((columns["closed_on"] == NO_DAY).astype(np.int64), STATUS),
        },
    )


def bureau_inquiries(run: Run) -> Any:
    """Inquiries of the months shown, from the report that the application brings on."""
    rows = run.journal.rows("inquiries", ("borrower_id", "inquired_on"))
    keep = _since_report(run, rows["borrower_id"], rows["inquired_on"])
    rows = {name: values[keep] for name, values in rows.items()}
    return event_table(
        "bureau_inquiries",
        {
            **rows,
            "lender_kind": texts(rows["kind"], KINDS),
            "reason": texts(rows["reason"], REASONS),
        },
    )


def bureau_marks(run: Run) -> Any:
    """Late marks, wrong ones included, and when a wrong one was taken back."""
    late = run.journal.rows("late_marks", ("borrower_id", "marked_on"))
    wrong = run.journal.rows("wrong_marks", ("borrower_id", "marked_on"))
    disputes = _disputes(run)
    taken_back = disputes["outcome"] == OUTCOMES.index("corrected")
    own = disputes["borrower_id"][taken_back]  # at most one wrong mark, ascending
    corrected = np.full(len(wrong["borrower_id"]), NO_DAY, dtype=np.int64)
    place = np.searchsorted(own, wrong["borrower_id"])
    found = np.isin(wrong["borrower_id"], own)
    corrected[found] = disputes["decided_on"][taken_back][place[found]]
    columns: Columns = {
        "borrower_id": np.concatenate([late["borrower_id"], wrong["borrower_id"]]),
        "line_no": np.concatenate([late["line_no"], np.full(len(corrected), NOBODY)]),
        "marked_on": np.concatenate([late["marked_on"], wrong["marked_on"]]),
        "corrected_on": np.concatenate([np.full(len(late["line_no"]), NO_DAY), corrected]),
    }
    order = np.lexsort([columns["line_no"], columns["marked_on"], columns["borrower_id"]])
    keep = order[_applied(run, columns["borrower_id"])[order]]
    return event_table("bureau_marks", {name: values[keep] for name, values in columns.items()})


def appeals(run: Run) -> Any:
    """Disputes of the credit report filed since the application."""
    rows = _disputes(run)
    start = np.maximum(_opened(run, rows["borrower_id"]), 0)
    first = np.array([run.calendar.first_day(m) for m in range(run.calendar.n_months + 1)])
    keep = (start < run.calendar.n_months) & (
        rows["filed_on"] >= first[np.minimum(start, run.calendar.n_months)]
    )
    rows = {name: values[keep] for name, values in rows.items()}
    return event_table(
        "appeals",
        {
            **rows,
            "grounds": texts((~rows["wrong"]).astype(np.int64), GROUNDS),
            "evidence": texts(rows["evidence"], EVIDENCE),
            "outcome": texts(rows["outcome"], OUTCOMES),
        },
    )


def _disputes(run: Run) -> Columns:
    rows = run.journal.rows("disputes", ("borrower_id", "filed_on"))
    open_still = rows["decided_on"] > run.calendar.last_day(run.calendar.n_months - 1)
    outcome = np.where(open_still, NOBODY, (~rows["wrong"]).astype(np.int64))
    decided = np.where(open_still, NO_DAY, rows["decided_on"])
    return {**rows, "outcome": outcome, "decided_on": decided}


def _lines(run: Run) -> Columns:
    """All loans and guarantees elsewhere by borrower and number, those at the start included."""
    opened = run.journal.rows("lines_opened", ("borrower_id", "line_no"))
    begun = run.journal.rows("guarantees_begun", ("borrower_id", "line_no"))
    n = len(opened["line_no"]), len(begun["line_no"])
    parts = (
        _at_start(run),
        {**opened, "role": np.zeros(n[0], dtype=np.int64)},
        {**begun, "kind": np.zeros(n[1], dtype=np.int64), "role": np.ones(n[1], dtype=np.int64)},
    )
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort([columns["line_no"], columns["borrower_id"]])
    return {name: values[order] for name, values in columns.items()}


def _at_start(run: Run) -> Columns:
    state = run.state
    amount, age = state["start_amount_fen"], state["start_age_months"]
    who, place = np.nonzero(amount)
    guaranteed = place >= MOST_AT_START
    kinds = np.zeros(amount.shape, dtype=np.int64)
    kinds[:, :MOST_AT_START] = state["start_kind"]
    number = place + np.where(guaranteed, state["start_lenders"][who] - MOST_AT_START, 0)
    begins = run.calendar.first_day(-run.calendar.run_up)
    before = 1 + np.floor(age[who, place] * DAYS_PER_MONTH).astype(np.int64)
    return {
        "borrower_id": state["borrower_id"][who],
        "line_no": number,
        "kind": kinds[who, place],
        "amount_fen": amount[who, place],
        "opened_on": begins - before,
        "role": guaranteed.astype(np.int64),
    }


def _closed_on(run: Run, key: IntArray) -> IntArray:
    rows = run.journal.rows("lines_closed", ("borrower_id", "line_no"))
    return _looked_up(key, rows["borrower_id"] * NUMBERS + rows["line_no"], rows["closed_on"])


def _balance(run: Run, key: IntArray) -> IntArray:
    """What is owed (or guaranteed) at the last month end, 0 where it is closed."""
    fen = np.concatenate([run.state["line_fen"], run.state["guarantee_fen"]], axis=1)
    numbers = np.concatenate([run.state["line_no"], run.state["guarantee_no"]], axis=1)
    who, place = np.nonzero(fen)
    open_key = run.state["borrower_id"][who] * NUMBERS + numbers[who, place]
    order = np.argsort(open_key)
    found = _looked_up(key, open_key[order], fen[who, place][order])
    return np.where(found == NO_DAY, 0, found)


def _looked_up(key: IntArray, known: IntArray, values: Array) -> IntArray:
    """Value of each key among sorted known keys, `NO_DAY` where there is none."""
    if not len(known):
        return np.full(len(key), NO_DAY, dtype=np.int64)
    place = np.minimum(np.searchsorted(known, key), len(known) - 1)
    return np.where(known[place] == key, values[place], NO_DAY)


def _opened(run: Run, borrower_id: IntArray) -> IntArray:
    place = np.searchsorted(run.setting.borrower_id, borrower_id)
    return np.asarray(run.state["open_month"][place])


def _applied(run: Run, borrower_id: IntArray) -> BoolArray:
    return np.asarray(_opened(run, borrower_id) - REPORT_LAG < run.calendar.n_months)


def _since_report(run: Run, borrower_id: IntArray, day: IntArray) -> BoolArray:
    start = np.maximum(_opened(run, borrower_id) - REPORT_LAG, 0)
    first = np.array([run.calendar.first_day(m) for m in range(run.calendar.n_months + 1)])
    last = run.calendar.n_months
    return np.asarray((start < last) & (day >= first[np.minimum(start, last)]))
