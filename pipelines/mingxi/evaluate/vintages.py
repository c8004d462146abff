"""Vintages: when loans of twelve months go bad, counted from the draw."""

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.book import Book
from mingxi.evaluate.sums import Ratio

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TERM = 12
LAST = TERM + 2  # months after the draw in which the last instalment can become 30 days past due
BAD_DAYS = 30


def vintage_share(book: Book, from_month: int, to_month: int) -> Ratio:
    """Share of the loans that are ever 30 days past due that are so first in certain months.

    Months are counted from the draw; a loan counts once, while it runs.
    """
    first, _ = _first_bad(book)
    inside = (first > 0) & (first >= from_month) & (first <= to_month)
    return Ratio(float(inside.sum()), float((first > 0).sum()))


def vintage_loss_share(book: Book, from_month: int, to_month: int) -> Ratio:
    """The same, every loan weighed by the share of its principal not yet repaid by then."""
    first, left = _first_bad(book)
    inside = (first >= from_month) & (first <= to_month)
    return Ratio(float(left[inside].sum()), float(left.sum()))


def vintage_level(book: Book) -> Ratio:
    """Share of the loans that are ever 30 days past due while they run."""
    first, _ = _first_bad(book)
    return Ratio(float((first > 0).sum()), float(len(first)))


def _first_bad(book: Book) -> tuple[IntArray, FloatArray]:
    """Months after the draw in which a loan is first 30 days past due, 0: never; what is left."""
    loans, n_months = book.loans, book.n_months
    fits = (loans["term_months"] == TERM) & (loans["drawn_month"] >= 0)
    fits &= loans["drawn_month"] < n_months - LAST
    row, month = loans["row"][fits], loans["drawn_month"][fits]
    age = np.arange(2, LAST + 1)
    bad = book.months["dpd"][row[:, None], month[:, None] + age] >= BAD_DAYS
    first = np.where(bad.any(axis=1), age[np.argmax(bad, axis=1)], 0)
    # two instalments are unpaid when the older one is 30 days late; those before were paid
    left = np.where(first > 0, np.clip(TERM - (first - 2), 0, TERM) / TERM, 0.0)
    return first, left
