"""How far the people with a line have moved within a year."""

import numpy as np

from mingxi.evaluate.book import YEAR, Book
from mingxi.evaluate.sums import Shift

# fixed edges, so that blocks add up; assumption: about tenths of the base world
EDGES = {
    "outside_score": (600, 620, 635, 650, 660, 670, 680, 690, 705, 720, 740),
    "income_fen": (250_000, 350_000, 450_000, 550_000, 650_000, 800_000, 1_000_000, 1_400_000),
    "bureau_lenders": (1, 2, 3, 4),
    "active_days": (6, 9, 11, 13, 15, 17, 20),
}


def year_on_year(book: Book, column: str) -> Shift:
    """Population stability of a column of open lines: the last month against a year before."""
    sides = []
    for month in (book.n_months - 1 - YEAR, book.n_months - 1):
        values = book.months[column][:, month][book.months["on_book"][:, month]]
        values = values[np.isfinite(values)]
        group = np.digitize(values, EDGES[column])
        sides.append(np.bincount(group, minlength=len(EDGES[column]) + 1).astype(np.float64))
    return Shift(*sides)
