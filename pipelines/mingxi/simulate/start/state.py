"""The state before the first month."""

import numpy as np

from mingxi.simulate.inversion import counts
from mingxi.simulate.lender.proposal import LINES, PLAYERS
from mingxi.simulate.life.credit_report import NOT_YET
from mingxi.simulate.life.schedule import LONGEST, UNPAID_MONTHS
from mingxi.simulate.month import BoolArray, Columns, IntArray, Setting
from mingxi.simulate.numbers import number
from mingxi.simulate.start.elsewhere import start_elsewhere
from mingxi.simulate.start.people import people

NEVER = NOT_YET  # a month that does not come
LONG_AGO = 99  # months since something that has not happened

ZEROS = (
    "swing",
    "distress",
    "burden",
    "stretch",
    "stress",
    "cushion",
    "debt_elsewhere",
    "score_level",
)
ZERO_FLOATS = ("recent_late", "rules_before", "known_dues", "income_fall_6m", "limit_requests_3m")
ZERO_COUNTS = (
    "dpd",
    "late_days",
    "draw_most_fen",
    "n_draws",
    "drawn_fen",
    "balance_fen",
    "pending_fen",
    "limit_yuan",
    "shown_yuan",
    "proposal_yuan",
    "inquiries",
    "high_risk_out_fen",
    "last_paid_on",
    "outside_score",
)
FALSE = (
    "on_book",
    "applied",
    "charged_off",
    "use_proof_due",
    "anomaly",
    "written_off_now",
    "review_failed",
)


def start(setting: Setting) -> Columns:
    """State of all borrowers before the run-up: no line, no debt with us, shape (n,)."""
    n = len(setting.borrower_id)
    who = people(setting)
    return {
        **who,
        **{name: np.zeros(n) for name in (*ZEROS, *ZERO_FLOATS)},
        **{name: np.zeros(n, dtype=np.int64) for name in ZERO_COUNTS},
        **{name: np.zeros(n, dtype=bool) for name in FALSE},
        "ladder": np.zeros((n, LONGEST), dtype=np.int64, order="F"),
        "unpaid": np.zeros((n, UNPAID_MONTHS), dtype=np.int64, order="F"),
        "carried_fen": np.zeros((n, 3), dtype=np.int64, order="F"),
        "carried_on": np.zeros((n, 3), dtype=np.int64, order="F"),
        "pushes": np.zeros((n, len(PLAYERS)), order="F"),
        "lines": np.zeros((n, len(LINES) + 2), dtype=np.int64, order="F"),
        "level": np.zeros(n),
        "cap_before": np.full(n, np.inf),
        "known_income": np.full(n, number(setting.numbers, "anchor", "assumed_income")),
        "n_loans": _earlier_loans(setting, who),
        "months_since_late": np.full(n, LONG_AGO),
        "employed": ~_chance(setting, "start_jobless"),
        "log_estimate": who["log_income"],
        "estimate_error": setting.noise.normal("estimate_error"),
        "score_taste": setting.noise.normal("score_taste"),
        **_shown_papers(setting, who),
        **_elsewhere(setting, who),
    }


def _earlier_loans(setting: Setting, who: Columns) -> IntArray:
    """Loans with us that were repaid before the run-up, of those who had a line by then."""
    months = np.maximum(-who["open_month"], 0)
    rate = number(setting.numbers, "start", "loans_per_month") * months * who["borrows"]
    return counts(setting.noise.uniform("start_loans"), rate, 12)


def _chance(setting: Setting, name: str) -> BoolArray:
    return setting.noise.uniform(name) < number(setting.numbers, "start", name)


def _shown_papers(setting: Setting, who: Columns) -> Columns:
    seen = setting.table("segment", "income_seen")[who["segment"]]
    missing = counts(
        setting.noise.uniform("start_missing"),
        number(setting.numbers, "start", "items_missing") * np.exp(-0.5 * who["engagement"]),
        4,
    )
    return {
        "income_seen": setting.noise.uniform("income_seen") < seen,
        "income_verified": _chance(setting, "start_verified"),
        "profile_items_missing": missing,
        "identity_valid": ~_chance(setting, "start_expired"),
        "autopay": _chance(setting, "start_autopay"),
        **_assets(setting),
        "consent_confirmed": np.ones(len(missing), dtype=bool),
    }


def _assets(setting: Setting) -> Columns:
    lot = setting.noise.uniform("assets")
    owners = number(setting.numbers, "assets", "owners")
    return {
        "has_assets": lot < owners,
        "assets_verified": lot < owners * number(setting.numbers, "assets", "shown"),
    }


def _elsewhere(setting: Setting, who: Columns) -> Columns:
    noise, numbers = setting.noise, setting.numbers
    rate = number(numbers, "start", "lenders") * np.exp(0.5 * who["demand"])
    wrong = _chance(setting, "start_wrong_mark")
    when: IntArray = np.floor(noise.uniform("wrong_mark_month") * 36).astype(np.int64)
    years = np.maximum(who["age"] - 20, 0) * noise.uniform("file_share")
    lines = start_elsewhere(
        setting,
        who["log_income"],
        counts(noise.uniform("start_lenders"), rate, 8),
        counts(
            noise.uniform("start_guarantees"),
            np.full(len(wrong), number(numbers, "start", "guarantees")),
            3,
        ),
    )
    return {
        **lines,
        # nobody's file is younger than the loans in it
        "file_months": np.maximum(
            np.floor(12 * years).astype(np.int64), lines["start_age_months"].max(axis=1)
        ),
        "wrong_filed": np.full(len(wrong), NOT_YET),
        "wrong_mark_month": np.where(wrong, when, NEVER),
        "appeals": noise.uniform("appeals") < number(numbers, "start", "appeal_share"),
    }
