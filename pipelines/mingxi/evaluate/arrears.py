"""Arrears: what is past due, how it rolls on, and what comes back within a month."""

import numpy as np

from mingxi.evaluate.book import SETTLED, Book
from mingxi.evaluate.sums import Peak, Ratio

MONTH_DAYS = 30
STILL = 15  # days; an arrear that does not roll on changes by the length of a month at most


def past_due_share(book: Book, from_days: int, to_days: int = 10_000) -> Ratio:
    """Share of the balance of open lines that is past due by so many days, settled month ends."""
    days = book.months["dpd"][:, SETTLED:]
    balance = book.months["balance_fen"][:, SETTLED:] * book.months["on_book"][:, SETTLED:]
    inside = (days >= from_days) & (days <= to_days)
    return Ratio(float(balance[inside].sum()), float(balance.sum()))


def worst_past_due_share(book: Book, from_days: int) -> Peak:
    """Highest month-end share of the balance of open lines that is past due by so many days."""
    on_book = book.months["on_book"][:, SETTLED:]
    balance = book.months["balance_fen"][:, SETTLED:] * on_book
    late = balance * (book.months["dpd"][:, SETTLED:] >= from_days)
    return Peak(late.sum(axis=0, dtype=np.float64), balance.sum(axis=0, dtype=np.float64))


def past_due_ratio(book: Book, from_days: int, of_days: int) -> Ratio:
    """Balance past due by ``from_days`` over that past due by ``of_days``."""
    return Ratio(past_due_share(book, from_days).top, past_due_share(book, of_days).top)


def roll_rate(book: Book, bucket: int) -> Ratio:
    """Share of the balance in a bucket of 30 days that is in a worse one a month later.

    Bucket 0 is nothing past due, 1 is 1 to 30 days.
    """
    days = book.months["dpd"].astype(np.int64)
    now, then = days[:, :-1], days[:, 1:]
    inside = np.where(now > 0, (now - 1) // MONTH_DAYS + 1, 0) == bucket
    inside &= book.months["on_book"][:, :-1]
    balance = book.months["balance_fen"][:, :-1]
    worse = then > now + (STILL if bucket else 0)
    return Ratio(float(balance[inside & worse].sum()), float(balance[inside].sum()))


def late_on_day_one(book: Book) -> Ratio:
    """Share of the instalments due, in money, that is not paid on its day."""
    due = _due_when_current(book)
    return Ratio(float(due[book.months["late_days"] > 0].sum()), float(due.sum()))


def recovered_in_30_days(book: Book) -> Ratio:
    """Share of what is late on the first day, in money, that is paid within 30 days."""
    late = _late_and_followed(book)
    return Ratio(float(late[_paid_in_30_days(book)].sum()), float(late.sum()))


def unpaid_after_30_days(book: Book) -> Ratio:
    """Share of the instalments due, in money, that is still unpaid 30 days later."""
    late = _late_and_followed(book)
    due = _due_when_current(book)[:, :-2]
    return Ratio(float(late[~_paid_in_30_days(book)].sum()), float(due.sum()))


def first_payment_30(book: Book) -> Ratio:
    """Share of new loans, in money, whose first instalment ends up 30 days past due."""
    loans = book.loans
    shown = (loans["drawn_month"] >= 0) & (loans["drawn_month"] < book.n_months - 2)
    row, month = loans["row"][shown], loans["drawn_month"][shown]
    amount = loans["amount_fen"][shown]
    bad = book.months["dpd"][row, month + 2] >= MONTH_DAYS
    bad &= book.months["dpd"][row, month] == 0
    return Ratio(float(amount[bad].sum()), float(amount.sum()))


def _due_when_current(book: Book) -> np.ndarray:
    """Instalments due, fen, of those who were not past due the month before, (n, months)."""
    before = np.zeros_like(book.months["dpd"])
    before[:, 1:] = book.months["dpd"][:, :-1]
    return np.asarray(np.where(before == 0, book.months["due_fen"], 0))


def _late_and_followed(book: Book) -> np.ndarray:
    late = np.where(book.months["late_days"] > 0, _due_when_current(book), 0)
    return np.asarray(late[:, :-2])


def _paid_in_30_days(book: Book) -> np.ndarray:
    paid = book.repayments
    found = np.zeros((book.months["dpd"].shape[0], book.n_months), dtype=bool)
    days = paid["paid_on"] - paid["due_on"]
    soon = (days > 0) & (days <= MONTH_DAYS) & (paid["due_month"] >= 0)
    soon &= paid["due_month"] < book.n_months
    found[paid["row"][soon], paid["due_month"][soon]] = True
    return np.asarray(found[:, :-2])
