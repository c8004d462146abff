"""Check B16: declared purpose not allowed."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B16",
        name=Words("声明的用途不允许", "Declared purpose not allowed"),
        acts_on="draw",
        reads=("purpose_forbidden",),
        fixable_by="borrower",
        documents=(0,),
        reason_codes=("L03",),
        source="uses named by the internet-loan measures (CBIRC 2020 no. 9)",
    )
)
def forbidden_purpose(numbers: Numbers, purpose_forbidden: Array) -> BoolArray:
    """Whether the declared purpose is one that no consumer loan may have."""
    return np.asarray(purpose_forbidden)
