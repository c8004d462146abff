"""Months of a history seen through a window; a month that is not known is NaN, never zero.

A window of k months ends with the snapshot month (or ``skip`` months before it). A history that is
shorter than the window shows the months it has.
"""

import numpy as np
from numpy.typing import NDArray

from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories

FEN_PER_YUAN = 100.0
REPORT_MONTHS = 3  # assumption: a report of the last quarter still speaks for a person


def line_months(known: Histories, column: str, months: int, skip: int = 0) -> FloatArray:
    """Values of a column in the months in which the line was open, shape (n, ≤ months)."""
    return _seen(known[column], known["on_book"], months, skip)


def person_months(known: Histories, column: str, months: int, skip: int = 0) -> FloatArray:
    """Values of a column from the month of application on, shape (n, ≤ months).

    Before it the person was no customer: the zeros of those months mean nothing.
    """
    applied = np.arange(len(known.months)) >= known.fixed["open_month"][:, None]
    return _seen(known[column], applied, months, skip)


def person_total(known: Histories, column: str, months: int) -> FloatArray:
    """Sum over the months since the application, shape (n,); NaN if one of them is not known.

    For counts of which more is better: a month that was lost must not look like a quiet one.
    """
    applied = np.arange(len(known.months)) >= known.fixed["open_month"][:, None]
    values = person_months(known, column, months)
    lost = np.isnan(values) & applied[:, -months:]
    return np.where(lost.any(axis=1), np.nan, total(values))


def report_months(known: Histories, column: str, months: int, skip: int = 0) -> FloatArray:
    """Values of a credit report column in the months with a file, shape (n, ≤ months)."""
    return _seen(known[column], known["bureau_file_months"] > 0, months, skip)


def latest(values: FloatArray) -> FloatArray:
    """Value of the last month of the window, shape (n,); NaN if it is not known."""
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    return np.asarray(values[:, -1])


def latest_known(values: FloatArray) -> FloatArray:
    """Last known value of the window, shape (n,); NaN if none is known.

    Examples
    --------
    >>> latest_known(np.array([[1.0, 2.0, np.nan], [np.nan, np.nan, np.nan]]))
    array([ 2., nan])
    """
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    last = values.shape[1] - 1 - (~np.isnan(values[:, ::-1])).argmax(axis=1)
    return np.asarray(values[np.arange(len(values)), last])


def total(values: FloatArray) -> FloatArray:
    """Sum over the known months, shape (n,); NaN if none is known.

    Examples
    --------
    >>> total(np.array([[np.nan, 1.0, 2.0], [np.nan, np.nan, np.nan]]))
    array([ 3., nan])
    """
    sums = np.where(np.isnan(values), 0.0, values).sum(axis=1)
    return np.where(_any_known(values), sums, np.nan)


def mean(values: FloatArray) -> FloatArray:
    """Mean over the known months, shape (n,); NaN if none is known."""
    return share(total(values), (~np.isnan(values)).sum(axis=1).astype(np.float64))


def highest(values: FloatArray) -> FloatArray:
    """Largest known value, shape (n,); NaN if none is known."""
    top = np.where(np.isnan(values), -np.inf, values).max(axis=1, initial=-np.inf)
    return np.where(_any_known(values), top, np.nan)


def rise(values: FloatArray) -> FloatArray:
    """Last known value minus the first known one, at least 0, shape (n,); NaN if none is known.

    Examples
    --------
    >>> rise(np.array([[np.nan, 1.0, 4.0], [3.0, 1.0, 2.0], [1.0, 2.0, np.nan]]))
    array([3., 0., 1.])
    """
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    first = values[np.arange(len(values)), (~np.isnan(values)).argmax(axis=1)]
    return np.asarray(np.maximum(latest_known(values) - first, 0.0))


def above(values: FloatArray, bound: float) -> FloatArray:
    """1 where a value exceeds ``bound``, 0 where not, NaN where it is not known; same shape."""
    return np.where(np.isnan(values), np.nan, (values > bound).astype(np.float64))


def share(part: FloatArray, whole: FloatArray) -> FloatArray:
    """``part / whole``, same shape; NaN where one is not known or ``whole`` is not positive.

    Examples
    --------
    >>> share(np.array([1.0, 1.0, np.nan]), np.array([4.0, 0.0, 2.0]))
    array([0.25,  nan,  nan])
    """
    sound = whole > 0
    return np.where(sound, part / np.where(sound, whole, 1.0), np.nan)


def or_zero(values: FloatArray) -> FloatArray:
    """``values`` with 0 where nothing is known: for sums of what can be seen, same shape."""
    return np.where(np.isnan(values), 0.0, values)


def _seen(
    values: NDArray[np.generic], where: NDArray[np.bool_], months: int, skip: int
) -> FloatArray:
    end = max(values.shape[1] - skip, 0)
    start = max(end - months, 0)
    window = values[:, start:end].astype(np.float64)
    return np.where(where[:, start:end], window, np.nan)


def _any_known(values: FloatArray) -> NDArray[np.bool_]:
    return np.asarray((~np.isnan(values)).any(axis=1))
