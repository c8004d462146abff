"""One third of a month: who asks for a loan, what the lender answers, what is booked."""

import numpy as np

from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.lender.gate import facts, failing, messages, room
from mingxi.simulate.life.declaring import forbidden, method, purpose, within_tier
from mingxi.simulate.life.drawing import (
    Wish,
    able,
    daily_rate,
    request_fen,
    submissions,
    term_months,
    wish,
)
from mingxi.simulate.life.lately import repaid_lately
from mingxi.simulate.life.repaying import Payments
from mingxi.simulate.life.rungs import add_instalments
from mingxi.simulate.month import BoolArray, Columns, IntArray, Month


def draws(
    at: Month, state: Columns, payments: Payments, posted: IntArray, slot: int, journal: Journal
) -> Columns:
    """Schedule and counters after the requests of the third ``slot`` of the month."""
    wants = wish(at, state, payments, slot)
    free = room(at, state, payments, wants, posted)
    sends = able(at, state, wants, slot, free["shown_fen"])
    asks = Wish(wants.who[sends], wants.day[sends], wants.again[sends])
    free = {name: values[sends] for name, values in free.items()}
    wanted = request_fen(at, state, payments, asks, slot, free["shown_fen"])
    term, said = term_months(at, state, asks, slot), purpose(at, asks, slot)
    ask: Columns = {
        "request_fen": within_tier(at, state, asks, slot, wanted),
        "term_months": term,
        "n_sent": submissions(at, state, asks, slot),
        "purpose": said,
        "purpose_forbidden": forbidden(said),
        "method": method(at, asks, slot, term),
    }
    fails = failing(at, asks.who, facts(at, state, asks, free, ask))
    got = np.asarray(~fails.any(axis=1))
    _write_attempts(state, asks, ask, fails, journal)
    _write_loans(at, state, asks, ask, got, journal)
    return _booked(state, payments, asks, ask, got)


def _booked(
    state: Columns, payments: Payments, asks: Wish, ask: Columns, got: BoolArray
) -> Columns:
    who = asks.who[got]
    ladder, n_draws = state["ladder"].copy(order="K"), state["n_draws"].copy()
    drawn, again = state["drawn_fen"].copy(), state["n_reborrows"].copy()
    sent, loans = state["n_submissions"].copy(), state["n_loans"].copy()
    new = (ask[name][got] for name in ("request_fen", "term_months", "method"))
    add_instalments(ladder.T, who, *new)
    drawn[who] += ask["request_fen"][got]
    n_draws[who] += 1
    loans[who] += 1
    again[who] += repaid_lately(state, payments, who, asks.day[got])
    sent[asks.who] = np.maximum(sent[asks.who], ask["n_sent"])
    return {
        "ladder": ladder,
        "drawn_fen": drawn,
        "n_draws": n_draws,
        "n_loans": loans,
        "n_reborrows": again,
        "n_submissions": sent,
    }


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
