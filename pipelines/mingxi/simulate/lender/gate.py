"""The checks that a request for a loan goes through on its day."""

import numpy as np

from mingxi.simulate.declared.mechanisms_table import CHECKS
from mingxi.simulate.intervention import WITHOUT
from mingxi.simulate.lender.standing import find_overdue, measure_room
from mingxi.simulate.life.drawing import Wish
from mingxi.simulate.life.repaying import REGULAR, Payments
from mingxi.simulate.month import Array, BoolArray, Columns, IntArray, Month
from mingxi.simulate.windows import held

GRANTED = "granted"
# what the borrower is shown, as vague as in real life
MESSAGES = {
    "B01": "amount not available",
    "B05": "try again later",
    "B06": "amount not available",
    "B07": "amount not available",
    "B08": "system busy",
    "B09": "try again later",
    "B10": "try again later",
    "B11": "more information needed",
    "B12": "more information needed",
    "B14": "more information needed",
    "B15": "more information needed",
    "B17": "amount not available",
}
# kinds of incidents and notices, and the column that says whether one holds on the day
STOPPED_BY = {
    "network": "incident_today",
    "maintenance": "incident_today",
    "funds_short": "short_today",
    "draw_stop": "stop_today",
}
NOT_PASSED = "assessment not passed"


def room(at: Month, state: Columns, payments: Payments, wish: Wish, posted: Array) -> Columns:
    """What is free on the day of each request, fen, and whether something is overdue, (m,)."""
    available, after_posting, shown = np.empty((3, len(wish.who)), dtype=np.int64)
    overdue = np.empty(len(wish.who), dtype=np.bool_)
    # an old display lasts for the first days of the month
    old_before = int(at.starts[0]) + float(at.number("B07", "old_display_days"))
    measure_room(
        (wish.who, wish.day, old_before),
        (state["limit_yuan"], state["shown_yuan"], state["ladder"].T, state["unpaid"].T),
        (payments.fen.T, payments.paid_on.T, posted.T),
        (state["carried_fen"].T, state["carried_on"].T),
        (available, after_posting, shown),
    )
    due = payments.due_fen[:, REGULAR], payments.due_on[:, REGULAR]
    late = payments.late_before, payments.late_after
    find_overdue((wish.who, wish.day), (payments.fen.T, payments.paid_on.T), due, late, overdue)
    return {
        "available_fen": available,
        "after_posting_fen": after_posting,
        "shown_fen": shown,
        "overdue_today": overdue,
    }


def facts(at: Month, state: Columns, wish: Wish, free: Columns, ask: Columns) -> Columns:
    """Columns read by the draw checks on the day of each request, shape (m,)."""
    who = wish.who
    dues = state["known_dues"][who] + ask["request_fen"] / 100.0 / ask["term_months"]
    return {
        **free,
        **ask,
        "debt_ratio_after": dues / state["known_income"][who],
        "income_fall_6m": state["income_fall_6m"][who],
        "draws_30d": state["n_draws"][who] + state["n_draws_before"][who],
        "inquiries_last_month": state["inquiries_before"][who],
        "papers_expired": ~state["identity_valid"][who],
        "limit_requests_3m": state["limit_requests_3m"][who],
        "proof_due": state["use_proof_due"][who],
        "anomaly": state["anomaly"][who],
        "consent_missing": ~state["consent_confirmed"][who],
        "draw_most_fen": state["draw_most_fen"][who],
        **_places(at, state, wish),
    }


def _places(at: Month, state: Columns, wish: Wish) -> Columns:
    regions, region = at.setting.names("region"), state["region"][wish.who]
    nobody = np.zeros(len(wish.who), dtype=bool)
    found = {"incident_today": nobody, "short_today": nobody, "stop_today": nobody}
    now = at.notices_by_kind | at.incidents_by_kind
    for kind in STOPPED_BY.keys() & now.keys():
        column = STOPPED_BY[kind]
        found[column] = found[column] | held(now[kind], kind, wish.day, region, regions)
    return found


def failing(at: Month, who: IntArray, seen: Columns) -> BoolArray:
    """Which checks fail for each request, shape (m, checks), in the published order."""
    numbers, column = at.setting.of_causes, seen.__getitem__
    fails = [check.compute(numbers, *map(column, check.what.reads)) for check in CHECKS]
    if at.setting.do:
        without = [at.does(WITHOUT + check.what.key)[who] for check in CHECKS]
        fails = [one & ~away for one, away in zip(fails, without, strict=True)]
    return np.array(fails).T


def messages(fails: BoolArray) -> Array:
    """Text that each borrower is shown, shape (m,)."""
    shown = np.array([MESSAGES.get(check.what.key, NOT_PASSED) for check in CHECKS])
    decisive = np.argmax(fails, axis=1)
    return np.where(fails.any(axis=1), shown[decisive], GRANTED)
