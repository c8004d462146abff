"""The course of a book: arrears by month, rolls between buckets, vintages, default by limit."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
FloatArray = NDArray[np.float64]

MONTH_DAYS = 30
BUCKETS = ("current", "M1", "M2", "M3", "M4", "M5", "M6", "written off")
DEFAULT_DAYS, YEAR = 90, 12
BAD_DAYS = 30
TENTHS = 10


def past_due_by_month(months: Mapping[str, Array], days: int) -> FloatArray:
    """Share of the balance of open lines that is at least ``days`` past due, shape (months,).

    Parameters
    ----------
    months : mapping of str to ndarray of shape (n, months)
        ``on_book``, ``balance_fen``, ``dpd``.
    days : int
    """
    owed = months["balance_fen"] * months["on_book"]
    late = np.where(months["dpd"] >= days, owed, 0)
    return np.asarray(late.sum(axis=0) / np.maximum(owed.sum(axis=0), 1))


def default_by_month(months: Mapping[str, Array]) -> FloatArray:
    """Share of lines with a balance that become 90 days past due in each month, shape (months,).

    NaN in the first month: nobody is seen before it.
    """
    days = months["dpd"]
    live = months["on_book"] & (months["balance_fen"] > 0) & (days < DEFAULT_DAYS)
    fails = live[:, :-1] & (days[:, 1:] >= DEFAULT_DAYS)
    rate = fails.sum(axis=0) / np.maximum(live[:, :-1].sum(axis=0), 1)
    return np.concatenate([[np.nan], rate])


def bucket(days: Array) -> Array:
    """Position in `BUCKETS` of days past due: 0 nothing, 1 for 1 to 30 days, … 6 for 151 and more.

    Examples
    --------
    >>> bucket(np.array([0, 1, 30, 31, 170, 400])).tolist()
    [0, 1, 1, 2, 6, 6]
    """
    return np.minimum(np.where(days > 0, (days - 1) // MONTH_DAYS + 1, 0), len(BUCKETS) - 2)


def roll_matrix(months: Mapping[str, Array]) -> FloatArray:
    """Where the balance of each bucket stands a month later, shape (buckets − 1, buckets).

    Rows add up to 1; what was repaid in full counts as current, a claim written off in the last
    column.
    """
    now, then = bucket(months["dpd"][:, :-1]), bucket(months["dpd"][:, 1:])
    live = months["on_book"][:, :-1] & (months["balance_fen"][:, :-1] > 0)
    then = np.where(months["on_book"][:, 1:], then, len(BUCKETS) - 1)
    found = np.zeros((len(BUCKETS) - 1, len(BUCKETS)))
    np.add.at(found, (now[live], then[live]), months["balance_fen"][:, :-1][live])
    return np.asarray(found / np.maximum(found.sum(axis=1, keepdims=True), 1.0))


def vintages(
    dpd: Array, loans: Mapping[str, Array], per: int = 6, longest: int = 14
) -> dict[int, FloatArray]:
    """Share of what was lent that has become 30 days past due, by months since the loan.

    Parameters
    ----------
    dpd : ndarray of shape (n, months)
    loans : mapping of str to ndarray
        ``row`` (position in ``dpd``), ``drawn_month``, ``amount_fen``.
    per : int
        Months that make one vintage.
    longest : int
        Months that a loan is followed.

    Returns
    -------
    dict of int to ndarray of shape (longest + 1,)
        First month of the vintage → curve; NaN where the world ends.
    """
    n_months = dpd.shape[1]
    curves: dict[int, FloatArray] = {}
    for first in range(0, n_months, per):
        inside = (loans["drawn_month"] >= first) & (loans["drawn_month"] < first + per)
        row, month = loans["row"][inside], loans["drawn_month"][inside]
        amount = loans["amount_fen"][inside].astype(np.float64)
        curve, bad = np.full(longest + 1, np.nan), np.zeros(len(row), dtype=bool)
        for age in range(longest + 1):
            if first + per - 1 + age >= n_months or not len(row):
                break
            bad |= dpd[row, month + age] >= BAD_DAYS
            curve[age] = amount[bad].sum() / amount.sum()
        if np.isfinite(curve).sum() > 1:
            curves[first] = curve
    return curves


def default_by_limit(months: Mapping[str, Array], snapshots: range) -> FloatArray:
    """Observed default within a year by tenth of the limit, lowest first, shape (10,)."""
    bad, seen = np.zeros(TENTHS), np.zeros(TENTHS)
    for at in snapshots:
        who = months["on_book"][:, at] & (months["balance_fen"][:, at] > 0)
        who &= months["dpd"][:, at] < DEFAULT_DAYS
        limit = months["limit_fen"][who, at]
        fails = (months["dpd"][who, at + 1 : at + 1 + YEAR] >= DEFAULT_DAYS).any(axis=1)
        place = np.argsort(np.argsort(limit, kind="stable"), kind="stable")
        tenth = place * TENTHS // max(len(limit), 1)
        bad += np.bincount(tenth, weights=fails, minlength=TENTHS)
        seen += np.bincount(tenth, minlength=TENTHS)
    return np.asarray(bad / np.maximum(seen, 1.0))
