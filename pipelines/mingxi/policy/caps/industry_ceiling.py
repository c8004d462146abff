"""The most that people of some lines of work may have."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, lowered
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="industry_ceiling",
        name=Words("行业上限", "Ceiling for a line of work"),
        layer=Layer.CAP,
        code="G03",
        reason=Words(
            "你所在的行业目前有统一的额度上限，是 {symbol}{cap:,.0f}。",
            "Your line of work currently has a common limit of {symbol}{cap:,.0f}.",
        ),
        step=Words(
            "如果职业信息不对，可以更新。",
            "If your job details are wrong, you can update them.",
        ),
        ours=Words(
            "我们会在 {review} 前重新评估这条规则。", "We look at this rule again by {review}."
        ),
        decider="group",
        about_person=False,
    ),
    Needs(unit="money", numbers={"ceiling": "money"}, scope=("industries",)),
)
def industry_ceiling(now: Situation, terms: Terms) -> Answer:
    """One ceiling for the lines of work in scope."""
    return lowered(now, terms["ceiling"])
