"""What the lender does: admission, exploration, and why it cuts."""

from collections.abc import Sequence

import numpy as np

from mingxi.evaluate.book import Book
from mingxi.evaluate.sums import Contrast, Ratio

LOOKS_BACK = 6  # months in which lateness makes a cut one "after a delinquency"
NOT_THE_BORROWER = ("L12", "L13", "L14", "L15", "L16", "L18")


def rejected(book: Book) -> Ratio:
    """Share of those who apply in the months shown that get no line."""
    applied = (book.people["open_month"] >= 0) & (book.people["open_month"] < book.n_months)
    has = np.asarray(book.months["on_book"].any(axis=1))
    trial = _trial_rows(book)
    refused = applied & (~has | trial)
    return Ratio(float(refused.sum()), float(applied.sum()))


def rejects_tried(book: Book) -> Ratio:
    """Share of the rejected that get a small line to learn from."""
    return Ratio(float(_trial_rows(book).sum()), rejected(book).top)


def explored_reviews(book: Book) -> Ratio:
    """Share of regular reviews whose limit is drawn by lot."""
    regular = book.limit_events["told"] == "regular review"
    return Ratio(float(book.limit_events["explored"][regular].sum()), float(regular.sum()))


def cuts_without_delinquency(book: Book) -> Ratio:
    """Share of the limit cuts of people who were not late in the last half year.

    Cuts drawn by lot, and the way back from a limit drawn by lot, are left out: they are no
    lender's choice.
    """
    row, month = _cuts(book, chosen=True)
    late = _late(book, row, month)
    return Ratio(float((~late).sum()), float(len(row)))


def cut_after_delinquency(book: Book) -> Contrast:
    """How much more often a line is cut in a quarter after a delinquency than without one."""
    cut = np.zeros(book.months["dpd"].shape, dtype=bool)
    cut[_cuts(book)] = True
    late, clean = Ratio(0.0, 0.0), Ratio(0.0, 0.0)
    for month in book.quarter_ends():
        rows = np.flatnonzero(book.months["on_book"][:, month])
        was = _late(book, rows, np.full(len(rows), month))
        lowered = np.asarray(cut[rows, month - 2 : month + 1].any(axis=1))
        late += Ratio(float(lowered[was].sum()), float(was.sum()))
        clean += Ratio(float(lowered[~was].sum()), float((~was).sum()))
    return Contrast(late, clean)


def cuts_not_the_borrowers(book: Book, from_month: int = 0, to_month: int = 10_000) -> Ratio:
    """Share of the cuts whose largest cause is a group rule, a policy, the law or the lot."""
    return cuts_by_cause(book, NOT_THE_BORROWER, from_month, to_month)


def cuts_by_cause(
    book: Book, causes: Sequence[str], from_month: int = 0, to_month: int = 10_000
) -> Ratio:
    """Share of the cuts of some months whose largest cause, in yuan, is one of ``causes``."""
    found = _largest_causes(book, from_month, to_month)
    return Ratio(float(np.isin(found, list(causes)).sum()), float(len(found)))


def draws_blocked(book: Book) -> Ratio:
    """Share of the requests for a loan that are refused."""
    granted = book.draw_attempts["granted"]
    return Ratio(float((~granted).sum()), float(len(granted)))


def _largest_causes(book: Book, from_month: int, to_month: int) -> np.ndarray:
    """Cause that took the most yuan, of every cut of some months, shape (cuts,)."""
    causes = book.limit_causes
    cut = np.zeros(book.months["dpd"].shape, dtype=bool)
    cut[_cuts(book)] = True
    taken = (causes["month"] >= from_month) & (causes["month"] <= to_month)
    taken &= (causes["yuan"] < 0) & cut[causes["row"], causes["month"]]
    event = (causes["row"] * book.n_months + causes["month"])[taken]
    order = np.lexsort([causes["yuan"][taken], event])
    _, first = np.unique(event[order], return_index=True)
    return np.asarray(causes["mechanism"][taken][order][first])


def _trial_rows(book: Book) -> np.ndarray:
    events = book.limit_events
    trial = (events["told"] == "welcome") & events["explored"]
    found = np.zeros(len(book.people["open_month"]), dtype=bool)
    found[events["row"][trial]] = True
    return found


def _cuts(book: Book, chosen: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Rows and months of the cuts; ``chosen``: without those that come from the lot."""
    events = book.limit_events
    lower = (events["new_fen"] < events["old_fen"]) & (events["new_fen"] > 0)
    if chosen:  # events are in order of borrower and month
        before = np.append(False, events["explored"][:-1])
        before[1:] &= events["row"][1:] == events["row"][:-1]
        lower &= ~events["explored"] & ~before
    return events["row"][lower], events["month"][lower]


def _late(book: Book, row: np.ndarray, month: np.ndarray) -> np.ndarray:
    """Whether anything was past due at one of the last month ends, shape (rows,)."""
    late = np.zeros(len(row), dtype=bool)
    for back in range(LOOKS_BACK):
        late |= book.months["dpd"][row, np.maximum(month - back, 0)] > 0
    return late
