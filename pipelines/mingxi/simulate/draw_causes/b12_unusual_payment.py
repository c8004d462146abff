"""Check B12: an unusual payment awaits confirmation."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B12",
        name=Words("异常交易待确认", "Unusual payment to confirm"),
        acts_on="draw",
        reads=("anomaly",),
        fixable_by="borrower",
        documents=(0, 3),
        reason_codes=("A02",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def unusual_payment(numbers: Numbers, anomaly: Array) -> BoolArray:
    """Whether an unusual payment is still unconfirmed."""
    return np.asarray(anomaly, dtype=bool)
