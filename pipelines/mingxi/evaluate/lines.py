"""Lines: how high they are, how much of them is in use, and who draws on them."""

import numpy as np

from mingxi.evaluate.book import YEAR, Book
from mingxi.evaluate.sums import Ratio, Spread, spread_of

LIMIT_STEP, LIMIT_STEPS = 100.0, 2_001  # yuan; limits are whole hundreds up to 200,000
# round figures that people remember, times a power of ten
ROUND = (1_000, 2_000, 3_000, 5_000, 8_000)


def limits(book: Book, read: float | str) -> Spread:
    """Quantile or mean of the limit of open lines at the last month end, yuan."""
    last = book.months["limit_fen"][:, -1][book.months["on_book"][:, -1]] / 100.0
    return spread_of(last, LIMIT_STEP, LIMIT_STEPS, read, at_lower_end=True)


def round_limits(book: Book) -> Ratio:
    """Share of open lines whose limit is 1, 2, 3, 5 or 8 times a power of ten thousand or so."""
    yuan = book.months["limit_fen"][:, -1][book.months["on_book"][:, -1]] // 100
    marks = [m * scale for m in ROUND for scale in (1, 10, 100)]
    return Ratio(float(np.isin(yuan, marks).sum()), float(len(yuan)))


def outside_range(book: Book, lowest: float, highest: float) -> Ratio:
    """Share of open lines, all months, whose limit in yuan is outside a range."""
    yuan = book.months["limit_fen"][book.months["on_book"]] / 100.0
    return Ratio(float(((yuan < lowest) | (yuan > highest)).sum()), float(len(yuan)))


def utilisation(book: Book) -> Ratio:
    """Mean share of the limit in use, at most 1, of lines with a balance, at quarter ends."""
    top = bottom = 0.0
    for month in book.quarter_ends():
        who = book.owing(month)
        share = book.months["balance_fen"][who, month] / book.months["limit_fen"][who, month]
        top += float(np.minimum(share, 1.0).sum())
        bottom += float(who.sum())
    return Ratio(top, bottom)


def used_of_granted(book: Book) -> Ratio:
    """Balance over limit, both summed over the lines with a balance, at quarter ends."""
    top = bottom = 0.0
    for month in book.quarter_ends():
        who = book.owing(month)
        top += float(book.months["balance_fen"][who, month].sum())
        bottom += float(book.months["limit_fen"][who, month].sum())
    return Ratio(top, bottom)


def ever_drew(book: Book) -> Ratio:
    """Share of people who ever had a line and ever drew."""
    has = np.asarray(book.months["on_book"].any(axis=1))
    drew = np.zeros(len(has), dtype=bool)
    drew[book.loans["row"]] = True
    return Ratio(float((has & drew).sum()), float(has.sum()))


def active_in_quarter(book: Book) -> Ratio:
    """Share of open lines that are drawn on in a quarter."""
    top = bottom = 0.0
    for month in book.quarter_ends():
        has = book.months["on_book"][:, month]
        drew = (book.months["n_draws"][:, month - 2 : month + 1] > 0).any(axis=1)
        top += float((has & drew).sum())
        bottom += float(has.sum())
    return Ratio(top, bottom)


def mean_loan(book: Book) -> Ratio:
    """Mean amount of a loan, yuan."""
    amount = book.loans["amount_fen"][book.loans["drawn_month"] >= 0]
    return Ratio(float(amount.sum()) / 100.0, float(len(amount)))


def mean_term(book: Book) -> Ratio:
    """Mean term of the loans by amount, months."""
    shown = book.loans["drawn_month"] >= 0
    amount = book.loans["amount_fen"][shown].astype(np.float64)
    return Ratio(float((amount * book.loans["term_months"][shown]).sum()), float(amount.sum()))


def mean_daily_rate(book: Book) -> Ratio:
    """Mean quoted rate of the loans by amount, share per day."""
    shown = book.loans["drawn_month"] >= 0
    amount = book.loans["amount_fen"][shown].astype(np.float64)
    # not a product of vectors: how that adds up depends on the threads it is given
    return Ratio(float((amount * book.loans["daily_rate"][shown]).sum()), float(amount.sum()))


def repeat_share(book: Book) -> Ratio:
    """Share of the volume lent in the last year that goes to people who borrowed before."""
    shown = book.loans["drawn_month"] >= book.n_months - YEAR
    amount = book.loans["amount_fen"][shown]
    again = book.loans["loan_no"][shown] > 0
    return Ratio(float(amount[again].sum()), float(amount.sum()))


def limit_growth(book: Book, below_yuan: float, months: int) -> Ratio:
    """Mean factor by which small new lines have grown, of those open and never late."""
    opened, limit = book.people["open_month"], book.months["limit_fen"]
    top = bottom = 0.0
    for month in range(book.n_months - months):
        new = (opened == month) & book.months["on_book"][:, month + months]
        new &= (limit[:, month] > 0) & (limit[:, month] <= 100 * below_yuan)
        new &= (book.months["dpd"][:, month : month + months] == 0).all(axis=1)
        top += float((limit[new, month + months] / limit[new, month]).sum())
        bottom += float(new.sum())
    return Ratio(top, bottom)
