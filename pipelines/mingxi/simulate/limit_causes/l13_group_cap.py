"""Cause L13: a cap for a line of work or a band of scores."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="L13",
        name=Words("行业或分数段上限", "Cap for a line of work or score band"),
        acts_on="limit",
        reads=("log_level", "group_cap_yuan"),
        fixable_by="platform",
        documents=(2, 3),
        reason_codes=("G03", "G04"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def group_cap(numbers: Numbers, log_level: Array, group_cap_yuan: Array) -> FloatArray:
    """Push down to the group's cap, ≤ 0, shape (n,); +inf yuan: no cap."""
    return np.asarray(np.minimum(np.log(group_cap_yuan) - log_level, 0.0))
