"""Cause L17: limits start low and grow with good conduct."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L17",
        name=Words("良好记录增长", "Growth with good conduct"),
        acts_on="limit",
        reads=("clean_months", "months_used_12m"),
        fixable_by="time",
        documents=(3, 4),
        reason_codes=("R03", "H03"),
        source="low-and-grow lines (FEDS 2025-088); size chosen here",
    )
)
def good_conduct(numbers: Numbers, clean_months: Array, months_used_12m: Array) -> FloatArray:
    """Push of months without lateness and of months in which something was repaid, ≥ 0."""
    clean = np.minimum(clean_months, number(numbers, "L17", "most_months"))
    push = number(numbers, "L17", "per_clean_month") * clean
    return np.asarray(push + number(numbers, "L17", "per_month_used") * months_used_12m)
