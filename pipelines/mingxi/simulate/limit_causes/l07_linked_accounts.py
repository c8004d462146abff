"""Cause L07: loan money passed on to linked accounts."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L07",
        name=Words("转往关联账户", "Transfers to linked accounts"),
        acts_on="limit",
        reads=("linked_share_3m",),
        fixable_by="borrower",
        documents=(3,),
        reason_codes=("F02",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def linked_accounts(numbers: Numbers, linked_share_3m: Array) -> FloatArray:
    """Push of the share of drawn money that was passed on, ≤ 0, shape (n,)."""
    return np.asarray(number(numbers, "L07", "per_share") * np.minimum(linked_share_3m, 1.0))
