"""Borrowing: who asks for a loan, what the lender answers, what is booked."""

import numpy as np

from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.lender.gate import facts, failing, messages, room
from mingxi.simulate.life.declaring import forbidden, method, purpose, within_tier
from mingxi.simulate.life.drawing import (
    Wish,
    able,
    daily_rate,
    lots,
    request_fen,
    submissions,
    term_months,
    wishes,
)
from mingxi.simulate.life.lately import repaid_lately
from mingxi.simulate.life.repaying import Payments
from mingxi.simulate.life.rungs import book_loans
from mingxi.simulate.month import BoolArray, Columns, IntArray, Month

COUNTERS = ("drawn_fen", "n_draws", "n_loans", "n_reborrows", "n_submissions")
BOOKS = ("ladder", *COUNTERS)


def draws(
    at: Month, state: Columns, payments: Payments, posted: IntArray, journal: Journal
) -> Columns:
    """Schedule and counters after the requests of the month, one third of it after the other."""
    books = {name: state[name].copy(order="K") for name in BOOKS}
    state = state | books  # written to in place: who asks again finds the first loan booked
    for wants in wishes(at, state, payments):
        free = room(at, state, payments, wants, posted)
        sends = able(at, state, wants, free["shown_fen"])
        asks = wants.of(sends)
        free = {name: values[sends] for name, values in free.items()}
        ask = _ask(at, state, payments, asks, free["shown_fen"])
        fails = failing(at, asks.who, facts(at, state, asks, free, ask))
        got = np.asarray(~fails.any(axis=1))
        _write_attempts(state, asks, ask, fails, journal)
        _write_loans(at, state, asks, ask, got, journal)
        _book(state, payments, asks, ask, got)
    return books


def _ask(
    at: Month, state: Columns, payments: Payments, asks: Wish, shown_fen: IntArray
) -> Columns:
    """What is asked for and declared, each of shape (m,)."""
    lot = lots(at, asks)
    wanted = request_fen(at, state, payments, asks, shown_fen)
    term, said = term_months(at, state, asks, lot["term"]), purpose(at, lot["purpose"])
    return {
        "request_fen": within_tier(at, state, asks, lot["tier"], wanted),
        "term_months": term,
        "n_sent": submissions(at, state, asks, lot["submissions"]),
        "purpose": said,
        "purpose_forbidden": forbidden(said),
        "method": method(at, lot["method"], term),
    }


def _book(state: Columns, payments: Payments, asks: Wish, ask: Columns, got: BoolArray) -> None:
    """Book what was granted, and how often it was asked for, in place."""
    again = repaid_lately(state, payments, asks.who, asks.day)
    asked = (*(ask[name] for name in ("request_fen", "term_months", "method", "n_sent")), again)
    book_loans(state["ladder"].T, asks.who, got, asked, tuple(state[name] for name in COUNTERS))


def _write_attempts(
    state: Columns, asks: Wish, ask: Columns, fails: BoolArray, journal: Journal
) -> None:
    if not journal.kept:
        return
    borrower_id = state["borrower_id"][asks.who]
    journal.add(
        "draw_attempts",
        borrower_id=borrower_id,
        attempted_on=asks.day,
        amount_fen=ask["request_fen"],
        granted=np.asarray(~fails.any(axis=1)),
        message=messages(fails),
        purpose=ask["purpose"],
    )
    blocked = fails.any(axis=1)
    journal.add(
        "draw_causes",
        borrower_id=borrower_id[blocked],
        attempted_on=asks.day[blocked],
        failing=fails[blocked],
    )


def _write_loans(
    at: Month, state: Columns, asks: Wish, ask: Columns, got: BoolArray, journal: Journal
) -> None:
    if not journal.kept:
        return
    who = asks.who[got]
    journal.add(
        "loans",
        borrower_id=state["borrower_id"][who],
        loan_no=state["n_loans"][who],
        drawn_on=asks.day[got],
        amount_fen=ask["request_fen"][got],
        term_months=ask["term_months"][got],
        daily_rate=daily_rate(at, state["outside_score"][who]),
        method=ask["method"][got],
        purpose=ask["purpose"][got],
    )
