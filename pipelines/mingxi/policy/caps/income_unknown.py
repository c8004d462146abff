"""Without a known income the limit stays below a fixed amount."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, lowered
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="income_unknown",
        name=Words("收入未知时的上限", "Ceiling while income is unknown"),
        layer=Layer.CAP,
        code="K02",
        reason=Words(
            "我们还不知道你的收入，所以额度暂时最多 {symbol}{cap:,.0f}。",
            "We do not know your income yet, so the limit is at most {symbol}{cap:,.0f} for now.",
        ),
        step=Words(
            "上传收入证明后会重新计算。",
            "Upload proof of your income and we will work it out again.",
        ),
        decider="data",
        about_person=True,
    ),
    Needs(unit="money", numbers={"ceiling": "money"}),
)
def income_unknown(now: Situation, terms: Terms) -> Answer:
    """Ceiling for people whose income is unknown."""
    return lowered(now, np.where(np.isnan(now["monthly_income"]), terms["ceiling"], np.nan))
