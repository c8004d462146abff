"""Cause L16: a new policy version raises the bar for lower scores."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray, clipped
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L16",
        name=Words("策略版本变化", "New policy version"),
        acts_on="limit",
        reads=("policy_number", "score"),
        fixable_by="platform",
        documents=(1, 3),
        reason_codes=("M03", "P03"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def policy_version(numbers: Numbers, policy_number: Array, score: Array) -> FloatArray:
    """Push of the policy version in force, shape (n,): later versions ask for higher scores."""
    below = clipped((number(numbers, "L16", "bar") - score) / 100.0, 0.0, 1.0)
    expands = np.where(policy_number == 1, number(numbers, "L16", "version_1"), 0.0)
    tightens = np.where(policy_number >= 3, number(numbers, "L16", "version_3_below_bar"), 0.0)
    return np.asarray(expands + tightens * below)
