"""Drawing waits until an unusual payment is confirmed."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="anomaly",
        name=Words("异常交易", "Unusual payment"),
        layer=Layer.DRAW_GATE,
        code="A02",
        reason=Words(
            "最近有一笔付款和你平时的习惯很不一样，还在等你确认。",
            "A recent payment was very different from your usual ones and awaits your "
            "confirmation.",
        ),
        step=Words(
            "请确认是不是你本人付的，{answer_days:.0f} 天内会有结果。",
            "Please confirm whether you made it; you will hear within {answer_days:.0f} "
            "{answer_days:day|days}.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="flag", numbers={"answer_days": "days"}),
)
def anomaly(now: Situation, terms: Terms) -> Answer:
    """Stops while a payment awaits confirmation."""
    unusual = now["anomaly"]
    return checked(unusual, 0, np.logical_not(unusual), answer_days=terms["answer_days"])
