"""Cause L19: a wrong mark in the credit report, set right after an appeal."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L19",
        name=Words("异议更正", "Correction after an appeal"),
        acts_on="limit",
        reads=("marks_corrected",),
        fixable_by="platform",
        documents=(1,),
        reason_codes=("R06",),
        source="assumption: a mark set right no longer counts",
    )
)
def appeal(numbers: Numbers, marks_corrected: Array) -> FloatArray:
    """Push that takes back what wrong marks cost (see L08), ≥ 0, shape (n,)."""
    return np.asarray(-number(numbers, "L08", "per_mark") * marks_corrected)
