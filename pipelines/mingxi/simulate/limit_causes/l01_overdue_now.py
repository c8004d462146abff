"""Cause L01: something is overdue with us, or was lately."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L01",
        name=Words("现在或最近有逾期", "Overdue with us now or lately"),
        acts_on="limit",
        reads=("dpd", "late_months_3m"),
        fixable_by="borrower",
        documents=(0, 3, 4),
        reason_codes=("R01",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def overdue_now(numbers: Numbers, dpd: Array, late_months_3m: Array) -> FloatArray:
    """Push of days past due at month end and of late months of the last three, ≤ 0, shape (n,)."""
    days = np.minimum(dpd, number(numbers, "L01", "most_days"))
    push = number(numbers, "L01", "per_day") * days
    return np.asarray(push + number(numbers, "L01", "per_late_month") * late_months_3m)
