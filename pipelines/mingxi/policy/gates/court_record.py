"""A court order that was not followed stops a line."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="court_record",
        name=Words("法院记录", "Court record"),
        layer=Layer.OPEN_GATE,
        code="R07",
        reason=Words(
            "法院记录里有你从 {recorded} 起还没履行的还款。",
            "Court records show a repayment you have not made since {recorded}.",
        ),
        step=Words(
            "履行以后请把法院的证明发给我们，收到后会重新审核。",
            "Once it is paid, send us the court's confirmation; we decide again when it is here.",
        ),
        decider="data",
        about_person=True,
    ),
    Needs(unit="flag"),
)
def court_record(now: Situation, terms: Terms) -> Answer:
    """Stops while a court order is open, lines already open too."""
    recorded = now["court_record_on"]
    open_order = recorded <= np.datetime64(terms.on)  # a missing date compares as False
    return checked(open_order, 0, ~open_order, recorded=np.datetime_as_string(recorded))
