"""The most that the law allows."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, lowered
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="legal_ceiling",
        name=Words("法定上限", "Legal ceiling"),
        layer=Layer.CAP,
        code="L01",
        reason=Words(
            "按《商业银行互联网贷款管理暂行办法》第 6 条，额度最多 {symbol}{cap:,.0f}。",
            "By article 6 of the Interim Measures for Internet Loans of Commercial Banks, the "
            "limit is at most {symbol}{cap:,.0f}.",
        ),
        ours=Words(
            "这条规定从 {start} 起施行，你可以查看原文。",
            "The rule is in force since {start}, and you can read it in full.",
        ),
        decider="law",
        about_person=False,
    ),
    Needs(unit="money", numbers={"ceiling": "money"}),
)
def legal_ceiling(now: Situation, terms: Terms) -> Answer:
    """One ceiling for everybody."""
    return lowered(now, terms["ceiling"])
