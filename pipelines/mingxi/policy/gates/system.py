"""Nobody can draw during an outage."""

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
        code="S02",
        reason=Words(
            "你所在地区的服务出了问题，预计 {retry} 恢复，这不算被拒。",
            "There is a service problem in your area until about {retry}; this does not count as "
            "a refusal.",
        ),
        ours=Words(
            "我们正在处理，你不用做什么，到时再来就好。",
            "We are on it; you need not do anything and can come back then.",
        ),
        decider="system",
        about_person=False,
    ),
    Needs(unit="flag", numbers={"retry_days": "days"}),
)
def system(now: Situation, terms: Terms) -> Answer:
    """Stops during an incident."""
    incident = now["system_incident"]
    retry = terms.days_later(terms["retry_days"])
    return checked(incident, 0, np.logical_not(incident), retry=retry)
