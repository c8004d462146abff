"""Nobody can draw while the system is under maintenance."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="system",
        name=Words("系统状态", "System"),
        layer=Layer.DRAW_GATE,
        code="S01",
        reason=Words(
            "系统正在维护，预计 {retry} 恢复。这不算被拒。",
            "Our system is under maintenance until about {retry}; this does not count as a "
            "refusal.",
        ),
        ours=Words(
            "你不用做什么，到时再来就好。",
            "You need not do anything and can come back then.",
        ),
        decider="system",
        about_person=False,
    ),
    Needs(unit="flag", numbers={"retry_days": "days"}),
)
def system(now: Situation, terms: Terms) -> Answer:
    """Stops during maintenance."""
    incident = now["system_incident"]
    retry = terms.days_later(terms["retry_days"])
    return checked(incident, 0, np.logical_not(incident), retry=retry)
