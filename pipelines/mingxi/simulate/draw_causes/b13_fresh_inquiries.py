"""Check B13: many other lenders have just asked for the credit report."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="B13",
        name=Words("近期多头查询", "Many fresh inquiries"),
        acts_on="draw",
        reads=("inquiries_last_month",),
        fixable_by="borrower",
        documents=(0, 3),
        reason_codes=("B02",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def fresh_inquiries(numbers: Numbers, inquiries_last_month: Array) -> BoolArray:
    """Whether the inquiries of the last full month reach their number."""
    return np.asarray(inquiries_last_month >= number(numbers, "B13", "most_inquiries"))
