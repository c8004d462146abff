"""The law names people who may not be served."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="legal_list",
        name=Words("法定名单核查", "Legal list check"),
        layer=Layer.OPEN_GATE,
        code="E02",
        reason=Words(
            "按法律要求，我们现在不能为你办理。这和你的还款记录无关。",
            "The law does not allow us to serve you at this time; this is not about your "
            "repayments.",
        ),
        step=Words(
            "如果弄错了人，你可以带证件要求核对。核对后马上重新审核。",
            "If this is somebody else, ask for a check with your papers; we decide again "
            "right after it.",
        ),
        decider="law",
        about_person=False,
    ),
    Needs(unit="flag"),
)
def legal_list(now: Situation, terms: Terms) -> Answer:
    """Stops everybody on such a list, lines already open too."""
    listed = now["on_legal_list"]
    return checked(listed, 0, np.logical_not(listed))
