"""Cause L09: how often and how variedly the platform is used."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L09",
        name=Words("使用活跃度", "Activity on the platform"),
        acts_on="limit",
        reads=("active_days_3m", "scenes_3m"),
        fixable_by="borrower",
        documents=(4,),
        reason_codes=("A01", "A03"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def activity(numbers: Numbers, active_days_3m: Array, scenes_3m: Array) -> FloatArray:
    """Push of active days and kinds of spending, either sign, shape (n,); more never lowers it."""
    days = (active_days_3m - number(numbers, "L09", "usual_days")) / number(numbers, "L09", "days")
    kinds = (scenes_3m - number(numbers, "L09", "usual_scenes")) / number(numbers, "L09", "scenes")
    push = number(numbers, "L09", "from_days") * np.tanh(days)
    return np.asarray(push + number(numbers, "L09", "from_scenes") * np.tanh(kinds))
