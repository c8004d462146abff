"""Standing facts of borrowers on a decision day: what the policy looks at beside the models."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.features.windows import latest_known
from mingxi.records.application import Applications
from mingxi.records.histories import Histories

# kinds of incidents: two stop a person's own draw, one stops everybody's money
MAINTENANCE, NETWORK = "maintenance", "network"
FUNDS_INCIDENT = "funds_short"
EVERYWHERE = ""
FEN_PER_YUAN = 100
INCOME_MONTHS = 3  # as in the features: an income of the last quarter is a known one
OF_AGE = 18  # Civil Code of China, art. 17: from 18 on a person is an adult
_REPAYMENT_COLUMNS = ("borrower_id", "paid_on", "paid_fen", "posted_on")
_INCIDENT_COLUMNS = ("kind", "region", "starts_on", "ends_on")


@dataclass(frozen=True)
class LastRepayments:
    """Last repayment received by a day, for n borrowers.

    Parameters
    ----------
    repaid_on : ndarray of shape (n,)
        datetime64[D]; NaT: none received.
    amount : ndarray of shape (n,)
        Whole yuan received on that day, rounded up; 0: none.
    posted_on : ndarray of shape (n,)
        datetime64[D], day on which it is posted, expected or done; NaT: none received.
    """

    repaid_on: NDArray[np.datetime64]
    amount: NDArray[np.int64]
    posted_on: NDArray[np.datetime64]


def last_repayments(
    borrower_id: NDArray[np.int64], repayments: pd.DataFrame, on: date
) -> LastRepayments:
    """Last repayment of each borrower received on or before ``on``.

    Payments of one day count as one: their amounts add up, the latest posting completes them.

    Parameters
    ----------
    borrower_id : ndarray of shape (n,)
    repayments : DataFrame
        Columns ``borrower_id``, ``paid_on``, ``paid_fen``, ``posted_on``; a row is known from the
        day it was paid on.
    on : date
        Decision day.

    Raises
    ------
    BadData
        A column is missing.
    """
    _check_columns(repayments, "repayments", _REPAYMENT_COLUMNS)
    who = repayments["borrower_id"].to_numpy(dtype=np.int64)
    paid_on = _days(repayments["paid_on"])
    known = (paid_on <= np.datetime64(on, "D")) & np.isin(who, borrower_id)
    rows = pd.DataFrame(
        {
            "who": who[known],
            "paid_on": paid_on[known].astype(np.int64),
            "fen": repayments["paid_fen"].to_numpy(dtype=np.int64)[known],
            "posted_on": _days(repayments["posted_on"])[known].astype(np.int64),
        }
    )
    rows = rows[rows["paid_on"] == rows.groupby("who")["paid_on"].transform("max")]
    last = rows.groupby("who").agg({"paid_on": "max", "fen": "sum", "posted_on": "max"})
    found = last.reindex(borrower_id)
    has = found["fen"].notna().to_numpy()
    fen = found["fen"].fillna(0).to_numpy(dtype=np.int64)
    return LastRepayments(
        repaid_on=_dates(found["paid_on"], has),
        amount=-(-fen // FEN_PER_YUAN),
        posted_on=_dates(found["posted_on"], has),
    )


def applications(
    known: Histories, repayments: pd.DataFrame, incidents: pd.DataFrame, on: date
) -> Applications:
    """Standing facts of all borrowers at the end of the last month of ``known``.

    Parameters
    ----------
    known : Histories
        What is known at the snapshot: the result of `Histories.known_at`.
    repayments : DataFrame
        See `last_repayments`.
    incidents : DataFrame
        Columns ``kind``, ``region`` ("" everywhere), ``starts_on``, ``ends_on`` (last day).
    on : date
        Decision day.

    Raises
    ------
    BadData
        A table lacks a column.
    """
    last = last_repayments(known.borrower_id, repayments, on)
    facts = {**_account(known), **_person(known), **_redraw(last)}
    region = known.fixed["region"]
    facts["system_incident"] = _touched(incidents, (MAINTENANCE,), region, on)
    facts["network_incident"] = _touched(incidents, (NETWORK,), region, on)
    facts["funds_short"] = _touched(incidents, (FUNDS_INCIDENT,), region, on)
    facts["report_on"] = report_days(known, on)
    return Applications(on, known.borrower_id, facts)


def report_days(known: Histories, on: date) -> NDArray[np.datetime64]:
    """Day of the newest credit report held on ``on``, shape (n,); NaT: there is none.

    A file grows by a month with every new report: where it did not, an old report came again.
    """
    age = np.asarray(known["bureau_file_months"], dtype=np.float64)
    before = np.fmax.accumulate(age, axis=1)[:, :-1]
    fresh = age[:, 1:] > before  # what is not known is not fresh
    months_old = np.where(fresh.any(axis=1), fresh[:, ::-1].argmax(axis=1), fresh.shape[1])
    # the newest there can be is of the end of the month before
    after = np.datetime64(on, "M") - months_old.astype("timedelta64[M]")
    day = after.astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.where(np.nan_to_num(age).max(axis=1) > 0, day, np.datetime64("NaT", "D"))


def _account(known: Histories) -> dict[str, NDArray[Any]]:
    pending = _now(known, "pending_fen")
    # posted principal still holds what was repaid but is not posted yet
    owed = np.maximum(_now(known, "balance_fen") - pending, 0)
    return {
        "has_line": _now(known, "on_book").astype(bool),
        "outstanding": _whole_yuan(owed),
        "pending": _whole_yuan(pending),
        "days_past_due": _now(known, "dpd").astype(np.int64),
        "draws_this_month": _now(known, "n_draws").astype(np.int64),
        "submissions_busiest_day": _now(known, "n_submissions").astype(np.int64),
        "anomaly": _now(known, "anomaly").astype(bool),
        "use_proof_due": _now(known, "use_proof_due").astype(bool),
        "consent_missing": ~_now(known, "consent_confirmed").astype(bool),
        "review_error": _now(known, "review_failed").astype(bool),
    }


def _person(known: Histories) -> dict[str, NDArray[Any]]:
    return {
        "monthly_income": latest_known(known.last("income_fen", INCOME_MONTHS)) / FEN_PER_YUAN,
        "region": known.fixed["region"],
        "segment": known.fixed["segment"],
        "industry": known.fixed["industry"],
        # the one thing a policy may ask of an age; no model and no other rule sees it
        "of_age": np.asarray(known.fixed["age"] >= OF_AGE),
        "identity_valid": _now(known, "identity_valid").astype(bool),
        "profile_items_missing": _now(known, "profile_items_missing").astype(np.int64),
        # a report that did not come stops nobody
        "inquiries_last_month": np.nan_to_num(_now(known, "bureau_inquiries")).astype(np.int64),
        "dispute_open": _now(known, "dispute_open").astype(bool),
        "assets_verified": _now(known, "assets_verified").astype(bool),
    }


def _redraw(last: LastRepayments) -> dict[str, NDArray[Any]]:
    return {"repaid_on": last.repaid_on, "posted_on": last.posted_on}


def _now(known: Histories, column: str) -> NDArray[Any]:
    return known.last(column)[:, 0]


def _whole_yuan(fen: NDArray[Any]) -> NDArray[np.int64]:
    return -(-fen.astype(np.int64) // FEN_PER_YUAN)


def _touched(
    incidents: pd.DataFrame, kinds: tuple[str, ...], region: NDArray[Any], on: date
) -> NDArray[np.bool_]:
    """Whether an incident of one of these kinds touches each borrower's region on the day."""
    _check_columns(incidents, "incidents", _INCIDENT_COLUMNS)
    day = pd.Timestamp(on)
    active = incidents["kind"].isin(kinds).to_numpy()
    active = active & (pd.to_datetime(incidents["starts_on"]) <= day).to_numpy()
    active = active & (pd.to_datetime(incidents["ends_on"]) >= day).to_numpy()
    where = set(incidents["region"][active])
    if EVERYWHERE in where:
        return np.ones(len(region), dtype=np.bool_)
    return np.isin(region.astype(str), sorted(where))


def _days(column: "pd.Series[Any]") -> NDArray[np.datetime64]:
    return pd.to_datetime(column).to_numpy(dtype="datetime64[D]")


def _dates(numbers: "pd.Series[Any]", has: NDArray[np.bool_]) -> NDArray[np.datetime64]:
    days = numbers.fillna(0).to_numpy(dtype=np.int64).astype("datetime64[D]")
    return np.where(has, days, np.datetime64("NaT", "D"))


def _check_columns(frame: pd.DataFrame, table: str, names: tuple[str, ...]) -> None:
    lost = [name for name in names if name not in frame.columns]
    if lost:
        raise BadData(
            f"table of {table}", f"column {lost[0]!r} is missing", "Generate the table again"
        )
