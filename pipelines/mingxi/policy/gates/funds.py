"""No draws while there is no money to lend."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="funds",
        name=Words("可放款资金", "Lendable funds"),
        layer=Layer.DRAW_GATE,
        code="P02",
        reason=Words(
            "现在可以放款的资金不够，和你的信用无关。",
            "We do not have enough funds to lend right now; this is not about your credit.",
        ),
        ours=Words(
            "{retry} 以后可以再试，不会影响你的记录。",
            "You can try again after {retry}; it does not affect your record.",
        ),
        decider="funds",
        about_person=False,
    ),
    Needs(unit="flag", numbers={"retry_days": "days"}),
)
def funds(now: Situation, terms: Terms) -> Answer:
    """Stops while funds are short."""
    short = now["funds_short"]
    retry = terms.days_later(terms["retry_days"])
    return checked(short, 0, np.logical_not(short), retry=retry)
