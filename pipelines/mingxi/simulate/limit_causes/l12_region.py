"""Cause L12: the lender tightens in a region for a time."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="L12",
        name=Words("地区收紧", "Regional tightening"),
        acts_on="limit",
        reads=("region_tightening",),
        fixable_by="environment",
        documents=(0, 2, 3),
        reason_codes=("G01",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def region(numbers: Numbers, region_tightening: Array) -> FloatArray:
    """Push of the notice that holds in the borrower's region, ≤ 0, shape (n,)."""
    return np.minimum(region_tightening, 0.0)
