"""Check B07: a limit is shown that has been cut since."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B07",
        name=Words("显示的额度已过时", "The limit shown is out of date"),
        acts_on="draw",
        reads=("request_fen", "after_posting_fen", "shown_fen"),
        fixable_by="platform",
        documents=(1,),
        reason_codes=("M04", "T04"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def old_display(
    numbers: Numbers, request_fen: Array, after_posting_fen: Array, shown_fen: Array
) -> BoolArray:
    """Whether the request fits the limit shown but not the limit in force."""
    return np.asarray((request_fen > after_posting_fen) & (request_fen <= shown_fen))
