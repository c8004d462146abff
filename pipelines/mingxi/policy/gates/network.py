"""Nobody can draw where the network is down."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="network",
        name=Words("地区网络", "Network in the area"),
        layer=Layer.DRAW_GATE,
        code="S02",
        reason=Words(
            "你所在地区的网络出了问题，预计 {retry} 恢复。这不算被拒。",
            "There is a network problem in your area until about {retry}; this does not count "
            "as a refusal.",
        ),
        ours=Words(
            "我们正在处理。你可以换个网络，或在 {retry} 再试。",
            "We are on it; you can try another network, or try again on {retry}.",
        ),
        decider="system",
        about_person=False,
    ),
    Needs(unit="flag", numbers={"retry_days": "days"}),
)
def network(now: Situation, terms: Terms) -> Answer:
    """Stops during a fault of the network in the person's region."""
    fault = now["network_incident"]
    retry = terms.days_later(terms["retry_days"])
    return checked(fault, 0, np.logical_not(fault), retry=retry)
