"""Drawing waits for a proof of use that was asked for."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="use_of_funds",
        name=Words("资金用途", "Use of funds"),
        layer=Layer.DRAW_GATE,
        code="F03",
        reason=Words(
            "我们还没看到上一笔借款用在哪里的凭证。",
            "We have not yet seen proof of what your last loan was used for.",
        ),
        step=Words(
            "请上传发票或收据，{answer_days:.0f} 天内会有结果。",
            "Please upload an invoice or receipt; you will hear within {answer_days:.0f} "
            "{answer_days:day|days}.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="flag", numbers={"answer_days": "days"}),
)
def use_of_funds(now: Situation, terms: Terms) -> Answer:
    """Stops while a proof is due."""
    due = now["use_proof_due"]
    return checked(due, 0, np.logical_not(due), answer_days=terms["answer_days"])
