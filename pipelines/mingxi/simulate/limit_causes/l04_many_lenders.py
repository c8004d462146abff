"""Cause L04: debts with many lenders and many inquiries."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, FloatArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="L04",
        name=Words("多家机构借款", "Many lenders and inquiries"),
        acts_on="limit",
        reads=("lenders_known", "inquiries_3m"),
        fixable_by="borrower",
        documents=(0, 3),
        reason_codes=("B03", "B02"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def many_lenders(numbers: Numbers, lenders_known: Array, inquiries_3m: Array) -> FloatArray:
    """Push of lenders owed elsewhere and of fresh inquiries, ≤ 0, shape (n,)."""
    many = np.maximum(lenders_known - number(numbers, "L04", "free_lenders"), 0.0)
    asked = np.maximum(inquiries_3m - number(numbers, "L04", "free_inquiries"), 0.0)
    push = number(numbers, "L04", "per_lender") * many
    push = push + number(numbers, "L04", "per_inquiry") * asked
    return np.maximum(push, number(numbers, "L04", "least"))
