"""Cause L10: profile incomplete, income not shown, papers out of date."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L10",
        name=Words("资料不全", "Incomplete profile"),
        acts_on="limit",
        reads=("profile_items_missing", "income_verified", "identity_valid"),
        fixable_by="borrower",
        documents=(4,),
        reason_codes=("A05", "K02"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def profile(
    numbers: Numbers, profile_items_missing: Array, income_verified: Array, identity_valid: Array
) -> FloatArray:
    """Push of missing items, of income without papers and of expired papers, ≤ 0, shape (n,)."""
    push = number(numbers, "L10", "per_item") * profile_items_missing
    push = push + number(numbers, "L10", "income_not_shown") * ~income_verified
    return np.asarray(push + number(numbers, "L10", "papers_expired") * ~identity_valid)
