"""No draws in some regions for some time."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="region_period",
        name=Words("地区与时段", "Region and period"),
        layer=Layer.DRAW_GATE,
        code="G02",
        reason=Words(
            "{start} 到 {end}，我们在你所在的地区暂停了放款，这不是因为你个人。",
            "From {start} to {end} we have paused lending in your region; this is not about you "
            "personally.",
        ),
        ours=Words(
            "你不用做什么，{end} 以后可以再试。",
            "You need not do anything; you can try again after {end}.",
        ),
        decider="group",
        about_person=False,
    ),
    Needs(unit="flag", scope=("regions",)),
)
def region_period(now: Situation, terms: Terms) -> Answer:
    """Stops everybody in scope."""
    stopped = terms.scope.includes(now)
    return checked(stopped, 0, np.logical_not(stopped))
