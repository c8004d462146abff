"""Cause L05: dues heavy for the income, spending put on instalments."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray, clipped
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L05",
        name=Words("负债与分期过重", "Heavy dues and instalments"),
        acts_on="limit",
        reads=("debt_ratio", "instalment_share_6m"),
        fixable_by="borrower",
        documents=(0, 1, 4),
        reason_codes=("B06", "B07"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def debt_burden(numbers: Numbers, debt_ratio: Array, instalment_share_6m: Array) -> FloatArray:
    """Push of monthly dues over income and of the share of spending on instalments, ≤ 0."""
    heavy = clipped(debt_ratio - number(numbers, "L05", "free_ratio"), 0.0, 1.0)
    leans = np.maximum(instalment_share_6m - number(numbers, "L05", "free_share"), 0.0)
    push = number(numbers, "L05", "per_ratio") * heavy
    return np.asarray(push + number(numbers, "L05", "per_share") * leans)
