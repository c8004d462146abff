"""The checks that a request for a loan goes through on its day."""

import numpy as np

from mingxi.simulate.declared.mechanisms_table import CHECKS
from mingxi.simulate.intervention import WITHOUT
from mingxi.simulate.lender.standing import standing
from mingxi.simulate.life.drawing import Wish
from mingxi.simulate.life.repaying import Payments
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
NOT_PASSED = "assessment not passed"


def room(at: Month, state: Columns, payments: Payments, wish: Wish, posted: Array) -> Columns:
    """What is free on the day of each request, fen, and whether something is overdue, (m,)."""
    stands = standing(state, payments, posted, wish)
    limit = state["limit_yuan"][wish.who] * 100
    # an old display lasts for the first days of the month
    old = wish.day - int(at.starts[0]) < at.number("B07", "old_display_days")
    shown = np.where(old, np.maximum(state["shown_yuan"][wish.who] * 100, limit), limit)
    free = limit - stands.owed_fen
    return {
        "available_fen": np.maximum(free - stands.on_way_fen, 0),
        "after_posting_fen": np.maximum(free, 0),
        "shown_fen": np.maximum(shown - stands.owed_fen, 0),
        "overdue_today": stands.overdue,
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
    incidents, notices = at.incidents, at.notices
    network = held(incidents, "network", wish.day, region, regions)
    return {
        "incident_today": network | held(incidents, "maintenance", wish.day, region, regions),
        "short_today": held(incidents, "funds_short", wish.day, region, regions),
        "stop_today": held(notices, "draw_stop", wish.day, region, regions),
    }


def failing(at: Month, who: IntArray, seen: Columns) -> BoolArray:
    """Which checks fail for each request, shape (m, checks), in the published order."""
    columns = []
    for check in CHECKS:
        read = {name: seen[name] for name in check.what.reads}
        fails = check.compute(at.setting.numbers, **read)
        if at.setting.do:
            fails = fails & ~at.does(WITHOUT + check.what.key)[who]
        columns.append(fails)
    return np.array(columns).T


def messages(fails: BoolArray) -> Array:
    """Text that each borrower is shown, shape (m,)."""
    shown = np.array([MESSAGES.get(check.what.key, NOT_PASSED) for check in CHECKS])
    decisive = np.argmax(fails, axis=1)
    return np.where(fails.any(axis=1), shown[decisive], GRANTED)
