"""Cause L02: an old overdue, settled since; it fades over 24 months."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray, clipped
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L02",
        name=Words("以前的逾期，已还清", "Old overdue, settled since"),
        acts_on="limit",
        reads=("worst_dpd_24m", "months_since_late"),
        fixable_by="time",
        documents=(2, 3),
        reason_codes=("R02",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def overdue_before(numbers: Numbers, worst_dpd_24m: Array, months_since_late: Array) -> FloatArray:
    """Push of the worst overdue of 24 months, fading with the months since, ≤ 0, shape (n,)."""
    fades = clipped(
        1.0 - months_since_late / number(numbers, "L02", "fades_after_months"), 0.0, 1.0
    )
    worst = np.minimum(worst_dpd_24m / number(numbers, "L02", "full_at_days"), 1.0)
    # what happened in the last three months belongs to L01
    old = months_since_late >= number(numbers, "L02", "old_after_months")
    return np.where(old, number(numbers, "L02", "push") * worst * fades, 0.0)
