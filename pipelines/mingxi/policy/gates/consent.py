"""Drawing needs the risk notice of today to be confirmed."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="consent",
        name=Words("风险提示确认", "Risk notice"),
        layer=Layer.DRAW_GATE,
        code="L02",
        reason=Words(
            "你还没有确认新的风险提示和授权，所以暂时不能借。",
            "You have not yet confirmed the new risk notice and consent, so you cannot borrow "
            "for now.",
        ),
        step=Words(
            "阅读并确认后马上恢复。",
            "Read and confirm it, and it works again at once.",
        ),
        decider="law",
        about_person=False,
    ),
    Needs(unit="flag"),
)
def consent(now: Situation, terms: Terms) -> Answer:
    """Stops until the notice in force is confirmed."""
    missing = now["consent_missing"]
    return checked(missing, 0, np.logical_not(missing))
