"""The law bars some uses of a consumer loan."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation

# Interim measures on internet loans of commercial banks (2020 no. 9), on the use of loans
BARRED = ("property", "securities", "futures", "equity")


@policy_rule(
    Rule(
        key="purpose",
        name=Words("借款用途", "Purpose of the loan"),
        layer=Layer.DRAW_GATE,
        code="L03",
        reason=Words(
            "按规定，这类借款不能用于买房、股票期货或股权投资，而你选了其中一项。",
            "By law this loan cannot be used for property, shares, futures or equity, and you "
            "chose one of these.",
        ),
        step=Words(
            "请按真实用途选择，不要填写虚假用途。",
            "Choose your real purpose, and do not give a false one.",
        ),
        decider="law",
        about_person=False,
    ),
    Needs(unit="flag"),
)
def purpose(now: Situation, terms: Terms) -> Answer:
    """Stops loans for a barred purpose; who has stated none is not stopped."""
    barred = np.isin(now["purpose"], BARRED)
    return checked(barred, 0, ~barred)
