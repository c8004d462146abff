"""Check B04: too many loans in a short time."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="B04",
        name=Words("借款过密", "Too many loans in a short time"),
        acts_on="draw",
        reads=("draws_30d",),
        fixable_by="borrower",
        documents=(2,),
        reason_codes=("P04", "B01"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def velocity(numbers: Numbers, draws_30d: Array) -> BoolArray:
    """Whether the loans of about the last thirty days have reached their number."""
    return np.asarray(draws_30d >= number(numbers, "B04", "most_draws"))
