"""A check that broke off decides nothing."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="review_error",
        name=Words("审核是否完成", "Review completed"),
        layer=Layer.DRAW_GATE,
        code="S04",
        reason=Words(
            "系统出错，这次没有审完。这不算被拒。",
            "Our system failed before finishing, so this does not count as a refusal.",
        ),
        ours=Words(
            "我们会在 {retry} 前自动重审，你不用重新提交。",
            "We will retry by ourselves by {retry}; you need not apply again.",
        ),
        decider="system",
        about_person=False,
    ),
    Needs(unit="flag", numbers={"retry_days": "days"}),
)
def review_error(now: Situation, terms: Terms) -> Answer:
    """Stops until the check has run to its end."""
    broke = now["review_error"]
    retry = terms.days_later(terms["retry_days"])
    return checked(broke, 0, np.logical_not(broke), retry=retry)
