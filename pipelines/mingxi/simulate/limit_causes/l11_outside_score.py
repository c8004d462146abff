"""Cause L11: level and fall of the outside score."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray, clipped
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L11",
        name=Words("外部信用分", "Outside score"),
        acts_on="limit",
        reads=("score", "score_change_3m"),
        fixable_by="borrower",
        documents=(2, 4),
        reason_codes=("A04",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def outside_score(numbers: Numbers, score: Array, score_change_3m: Array) -> FloatArray:
    """Push of the score's level and of its fall in three months, either sign, shape (n,)."""
    away = clipped(score - number(numbers, "L11", "usual"), -200.0, 200.0)
    push = number(numbers, "L11", "per_point") * away
    return np.asarray(
        push + number(numbers, "L11", "per_point_lost") * np.minimum(score_change_3m, 0)
    )
