"""Who the borrowers are: income, and how many lenders they have."""

import numpy as np

from mingxi.evaluate.book import Book
from mingxi.evaluate.sums import Contrast, Ratio, Spread, spread_of

INCOME_STEP, INCOME_STEPS = 50.0, 2_000  # yuan per month; up to 100,000


def incomes(book: Book, read: float | str) -> Spread:
    """Quantile, mean or inequality of the estimated income of people with a line, yuan a month."""
    has = book.months["on_book"][:, -1]
    yuan = book.months["income_fen"][has, -1] / 100.0
    return spread_of(yuan, INCOME_STEP, INCOME_STEPS, read)


def income_contrast(book: Book, column: str, one: str, other: str) -> Contrast:
    """Mean income in one group over that in another, e.g. two regions."""
    income = book.months["income_fen"][:, -1] / 100.0
    known = np.isfinite(income) & book.months["on_book"][:, -1]
    sides = [known & (book.people[column] == name) for name in (one, other)]
    return Contrast(*(Ratio(float(income[s].sum()), float(s.sum())) for s in sides))


def lenders_elsewhere(book: Book, at_least: int, at_most: int, among: int) -> Ratio:
    """Share of people with a balance who owe so many other lenders, of those owing ``among``."""
    top = bottom = 0.0
    for month in book.quarter_ends():
        count = book.months["bureau_lenders"][:, month][book.owing(month)]
        top += float(((count >= at_least) & (count <= at_most)).sum())
        bottom += float((count >= among).sum())
    return Ratio(top, bottom)
