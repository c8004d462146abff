"""Cause L15: the legal ceiling, and a lower one where income is not shown."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="L15",
        name=Words("监管上限", "Legal ceiling"),
        acts_on="limit",
        reads=("log_level", "legal_ceiling_yuan"),
        fixable_by="environment",
        documents=(0, 2),
        reason_codes=("L01", "P01"),
        source="consumer credit line ≤ 200,000 yuan per person (CBIRC 2020 internet-loan rules)",
    )
)
def law(numbers: Numbers, log_level: Array, legal_ceiling_yuan: Array) -> FloatArray:
    """Push down to the ceiling in force for the borrower, ≤ 0, shape (n,)."""
    return np.asarray(np.minimum(np.log(legal_ceiling_yuan) - log_level, 0.0))
