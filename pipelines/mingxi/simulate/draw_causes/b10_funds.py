"""Check B10: no lendable funds, or the exposure cap of the region is reached."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B10",
        name=Words("资金或敞口不足", "No lendable funds"),
        acts_on="draw",
        reads=("short_today",),
        fixable_by="platform",
        documents=(2,),
        reason_codes=("P02",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def funds(numbers: Numbers, short_today: Array) -> BoolArray:
    """Whether funds are short for the borrower's region on the day of the request."""
    return np.asarray(short_today, dtype=bool)
