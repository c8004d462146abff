"""Check B01: the amount is above what can be drawn, or too small."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="B01",
        name=Words("金额超出可借", "Amount above what can be drawn"),
        acts_on="draw",
        reads=("request_fen", "after_posting_fen", "shown_fen"),
        fixable_by="borrower",
        documents=(1,),
        reason_codes=("P01", "P04"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def amount(
    numbers: Numbers, request_fen: Array, after_posting_fen: Array, shown_fen: Array
) -> BoolArray:
    """Whether the request fails although neither a late posting nor an old display is to blame."""
    small = request_fen < 100 * number(numbers, "B01", "smallest_loan")
    return np.asarray(small | (request_fen > np.maximum(after_posting_fen, shown_fen)))
