"""Check B03: something is overdue on the day."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B03",
        name=Words("当前逾期", "Overdue now"),
        acts_on="draw",
        reads=("overdue_today",),
        fixable_by="borrower",
        documents=(0,),
        reason_codes=("R01",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def overdue(numbers: Numbers, overdue_today: Array) -> BoolArray:
    """Whether an instalment is past its day and not paid."""
    return np.asarray(overdue_today, dtype=bool)
