"""Cause L06: loan money moved to shares, futures or games of chance."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L06",
        name=Words("资金用于高风险用途", "High-risk use of loan money"),
        acts_on="limit",
        reads=("high_risk_share_3m",),
        fixable_by="borrower",
        documents=(0, 3),
        reason_codes=("F01",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def high_risk_use(numbers: Numbers, high_risk_share_3m: Array) -> FloatArray:
    """Push of the share of drawn money that went to investments, ≤ 0, shape (n,)."""
    return np.asarray(number(numbers, "L06", "per_share") * np.minimum(high_risk_share_3m, 1.0))
