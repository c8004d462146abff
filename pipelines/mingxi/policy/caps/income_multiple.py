"""The limit is at most some months of income."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, lowered
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="income_multiple",
        name=Words("收入倍数上限", "Income multiple"),
        layer=Layer.CAP,
        code="K05",
        reason=Words(
            "你月收入约 {symbol}{income:,.0f}，额度最多是它的 {times:g} 倍：{symbol}{cap:,.0f}。",
            "Your income is about {symbol}{income:,.0f} a month, and the limit is at most "
            "{times:g} times that: {symbol}{cap:,.0f}.",
        ),
        step=Words(
            "如果收入有变化，可以上传新的收入证明。",
            "If your income has changed, you can upload new proof of it.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="money", numbers={"times": "ratio"}),
)
def income_multiple(now: Situation, terms: Terms) -> Answer:
    """Ceiling of ``times`` monthly incomes; none where the income is unknown."""
    income = now["monthly_income"]
    return lowered(now, income * terms["times"], income=income, times=terms["times"])
