"""Cause L08: late marks and guarantees in the credit report."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L08",
        name=Words("征信不良记录", "Late marks in the credit report"),
        acts_on="limit",
        reads=("late_marks_known", "guarantees_known"),
        fixable_by="borrower",
        documents=(3,),
        reason_codes=("R04", "R05"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def bureau_marks(numbers: Numbers, late_marks_known: Array, guarantees_known: Array) -> FloatArray:
    """Push of late marks elsewhere and of loans guaranteed, ≤ 0, shape (n,)."""
    marks = np.minimum(late_marks_known, number(numbers, "L08", "most_marks"))
    push = number(numbers, "L08", "per_mark") * marks
    return np.asarray(push + number(numbers, "L08", "per_guarantee") * guarantees_known)
