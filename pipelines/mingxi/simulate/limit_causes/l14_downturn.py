"""Cause L14: a general cut in a downturn."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="L14",
        name=Words("下行期普降", "General cut in a downturn"),
        acts_on="limit",
        reads=("downturn_cut",),
        fixable_by="environment",
        documents=(3, 4),
        reason_codes=("G05",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def downturn(numbers: Numbers, downturn_cut: Array) -> FloatArray:
    """Push of the general cut in force, ≤ 0, shape (n,)."""
    return np.minimum(downturn_cut, 0.0)
