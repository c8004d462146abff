"""Borrowing elsewhere, and what the credit bureau records of it."""

import numpy as np

from mingxi.simulate.month import Array, Columns, Month, sigmoid
from mingxi.simulate.noise import counts

MOST_INQUIRIES = 12
MARK_MONTHS = 24  # window of the column of late marks


def other_lenders(at: Month, state: Columns) -> Columns:
    """Lenders, debt and dues elsewhere (yuan), inquiries, new late marks and guarantees.

    A new line with us makes others advertise: approval raises later borrowing elsewhere.
    """
    stops = at.does("no_new_lenders")
    tempted = (
        at.number("other_lenders", "new_level")
        + at.number("other_lenders", "new_per_demand") * state["demand"]
        + at.number("other_lenders", "new_per_stretch") * state["stretch"]
        + at.number("other_lenders", "new_when_solicited") * (state["months_open"] < 6)
    )
    new = (at.uniform("new_lender") < sigmoid(tempted)) & ~stops
    paid_off = 1.0 - (1.0 - at.number("other_lenders", "paid_off")) ** state["lenders"]
    closes = (at.uniform("lender_closes") < paid_off) & (state["lenders"] > 0)
    lenders = state["lenders"] + new - closes
    size = at.number("other_lenders", "loan_in_incomes") * np.exp(
        at.number("other_lenders", "loan_spread") * at.normal("loan_elsewhere")
    )
    kept = 1.0 - at.number("other_lenders", "repaid_per_month")
    debt = np.where(lenders > 0, kept * state["debt_elsewhere"], 0.0)
    debt = debt + np.where(new, size * state["income"], 0.0)
    rate = at.number("other_lenders", "due_share")
    return {
        "lenders": lenders,
        "debt_elsewhere": debt,
        "due_elsewhere": rate * debt,
        "inquiries": _inquiries(at, state, new, stops),
        "guarantees": _guarantees(at, state),
        "file_months": state["file_months"] + 1,
        **_late_marks(at, state),
    }


def _inquiries(at: Month, state: Columns, new: Array, stops: Array) -> Array:
    rate = at.number("other_lenders", "inquiries") * np.exp(
        at.number("other_lenders", "inquiries_per_stretch") * state["stretch"]
    )
    rate = rate + at.number("other_lenders", "inquiries_per_new_lender") * new
    asked = counts(at.uniform("inquiries"), rate, MOST_INQUIRIES)
    return np.where(stops, 0, asked)


def _guarantees(at: Month, state: Columns) -> Array:
    u = at.uniform("guarantee")
    begins = u < at.number("other_lenders", "guarantee_begins")
    ends = u > 1.0 - at.number("other_lenders", "guarantee_ends")
    return np.asarray(np.maximum(state["guarantees"] + begins - ends, 0))


def _late_marks(at: Month, state: Columns) -> Columns:
    # banks are paid first and fintech second (Bao and Huang): fewer marks elsewhere than here
    chance = sigmoid(
        at.number("other_lenders", "late_level")
        + at.number("other_lenders", "late_per_distress") * state["distress"]
    )
    late = (at.uniform("late_elsewhere") < chance) & (state["lenders"] > 0)
    # a mark that is simply wrong: it counts until an appeal has been heard
    since = at.month - state["wrong_mark_month"]
    stands = (since >= 0) & (since < MARK_MONTHS)
    heard = since >= at.number("other_lenders", "appeal_months")
    return {
        "new_late_marks": late.astype(np.int64),
        "wrong_marks": stands.astype(np.int64),
        "marks_corrected": (stands & heard & state["appeals"]).astype(np.int64),
    }
