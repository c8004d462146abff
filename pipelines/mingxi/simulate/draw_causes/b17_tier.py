"""Check B17: more than one loan of the borrower's tier may be."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B17",
        name=Words("超过本等级单笔上限", "Above the largest loan of the tier"),
        acts_on="draw",
        reads=("request_fen", "draw_most_fen"),
        fixable_by="borrower",
        documents=(2,),
        reason_codes=("P04",),
        source="assumption: limits on single draws by tier, users' document 2",
    )
)
def tier_limit(numbers: Numbers, request_fen: Array, draw_most_fen: Array) -> BoolArray:
    """Whether the request is above the largest single loan of the tier."""
    return np.asarray(request_fen > draw_most_fen)
