"""Check B05: the request was sent too often on one day."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="B05",
        name=Words("提交过于频繁", "Sent too often"),
        acts_on="draw",
        reads=("n_sent",),
        fixable_by="borrower",
        documents=(1, 4),
        reason_codes=("S05",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def throttled(numbers: Numbers, n_sent: Array) -> BoolArray:
    """Whether the request was sent more often than the system takes on one day."""
    return np.asarray(n_sent > number(numbers, "B05", "most_submissions"))
