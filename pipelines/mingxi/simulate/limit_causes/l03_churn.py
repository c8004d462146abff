"""Cause L03: borrowing, repaying and borrowing again at short intervals."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L03",
        name=Words("频繁借还", "Frequent borrowing and repaying"),
        acts_on="limit",
        reads=("reborrows_3m",),
        fixable_by="borrower",
        documents=(2, 3),
        reason_codes=("B01",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def churn(numbers: Numbers, reborrows_3m: Array) -> FloatArray:
    """Push of loans taken within seven days of a repayment, ≤ 0, shape (n,)."""
    many = np.maximum(reborrows_3m - number(numbers, "L03", "free"), 0.0)
    return np.maximum(
        number(numbers, "L03", "per_reborrow") * many, number(numbers, "L03", "least")
    )
