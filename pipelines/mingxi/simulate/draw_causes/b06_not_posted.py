"""Check B06: a repayment has come in but is not posted yet."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B06",
        name=Words("还款未入账", "Repayment not posted yet"),
        acts_on="draw",
        reads=("request_fen", "available_fen", "after_posting_fen"),
        fixable_by="platform",
        documents=(2,),
        reason_codes=("S03",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def not_posted(
    numbers: Numbers, request_fen: Array, available_fen: Array, after_posting_fen: Array
) -> BoolArray:
    """Whether the request would fit once the repayments received are posted, and not before."""
    return np.asarray((request_fen > available_fen) & (request_fen <= after_posting_fen))
