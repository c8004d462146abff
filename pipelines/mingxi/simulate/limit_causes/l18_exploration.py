"""Cause L18: a random multiplier, by which the lender learns."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="L18",
        name=Words("随机探索", "Randomised exploration"),
        acts_on="limit",
        reads=("multiplier",),
        fixable_by="platform",
        documents=(),
        reason_codes=(),
        source="offline policy evaluation needs randomised decisions (arXiv 2007.05188)",
    )
)
def exploration(numbers: Numbers, multiplier: Array) -> FloatArray:
    """Push of the multiplier drawn for this decision, either sign, shape (n,); 0 for most."""
    return np.log(multiplier)
