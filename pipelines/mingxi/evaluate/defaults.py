"""Default within a year: how common it is, in whom, and what goes before it."""

import numpy as np

from mingxi.evaluate.book import YEAR, Book
from mingxi.evaluate.sums import Contrast, Gap, Ratio

HALF_YEAR = 6


def default_in_a_year(book: Book, score_from: int = 0, score_to: int = 10_000) -> Ratio:
    """Share of lines with a balance that are 90 days past due within 12 months.

    ``score_from`` ≤ outside score at the snapshot < ``score_to``.
    """
    top = bottom = 0.0
    for month in book.quarter_ends(YEAR):
        score = book.months["outside_score"][:, month]
        who = book.owing(month) & (score >= score_from) & (score < score_to)
        top += float(book.defaults(month)[who].sum())
        bottom += float(who.sum())
    return Ratio(top, bottom)


def default_by_limit(book: Book) -> Contrast:
    """Default within a year in the lowest tenth of the limits over that in the highest."""
    low, high = Ratio(0.0, 0.0), Ratio(0.0, 0.0)
    for month in book.quarter_ends(YEAR):
        who = book.owing(month)
        limit, bad = book.months["limit_fen"][who, month], book.defaults(month)[who]
        if not len(limit):
            continue
        lowest, highest = limit <= np.quantile(limit, 0.1), limit > np.quantile(limit, 0.9)
        low += Ratio(float(bad[lowest].sum()), float(lowest.sum()))
        high += Ratio(float(bad[highest].sum()), float(highest.sum()))
    return Contrast(low, high)


def use_before_default(book: Book) -> Contrast:
    """Mean share of the limit in use of those who default within a year, over that of others."""
    bad, good = Ratio(0.0, 0.0), Ratio(0.0, 0.0)
    for month in book.quarter_ends(YEAR):
        who = book.owing(month)
        used = book.months["balance_fen"][who, month] / book.months["limit_fen"][who, month]
        used, fails = np.minimum(used, 1.0), book.defaults(month)[who]
        bad += Ratio(float(used[fails].sum()), float(fails.sum()))
        good += Ratio(float(used[~fails].sum()), float((~fails).sum()))
    return Contrast(bad, good)


def default_after_job_loss(book: Book) -> Gap:
    """Default within a year of those who lose work in its first half, less that of others."""
    lost, kept = _default_by_work(book)
    return Gap(lost, kept)


def defaults_after_job_loss(book: Book) -> Ratio:
    """Share of the defaults within a year that follow a loss of work in its first half."""
    lost, kept = _default_by_work(book)
    return Ratio(lost.top, lost.top + kept.top)


def _default_by_work(book: Book) -> tuple[Ratio, Ratio]:
    """Default within a year of those who lose work in its first half, and of all others."""
    lost, kept = Ratio(0.0, 0.0), Ratio(0.0, 0.0)
    for month in book.quarter_ends(YEAR):
        who = book.owing(month) & book.employed[:, month]
        works = book.employed[:, month + 1 : month + 1 + HALF_YEAR].all(axis=1)
        bad = book.defaults(month)
        lost += Ratio(float(bad[who & ~works].sum()), float((who & ~works).sum()))
        kept += Ratio(float(bad[who & works].sum()), float((who & works).sum()))
    return lost, kept
