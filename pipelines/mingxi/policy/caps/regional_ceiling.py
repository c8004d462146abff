"""The most that people of some regions may have for some time."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, lowered
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="regional_ceiling",
        name=Words("地区上限", "Regional ceiling"),
        layer=Layer.CAP,
        code="G01",
        reason=Words(
            "你所在地区最近统一收紧了，最多 {symbol}{cap:,.0f}，这不是因为你个人。",
            "We have tightened across your region, to at most {symbol}{cap:,.0f}; this is not "
            "about you personally.",
        ),
        ours=Words(
            "这条规则从 {start} 到 {end}，我们会在 {review} 前重新评估。",
            "This rule runs from {start} to {end}, and we look at it again by {review}.",
        ),
        decider="group",
        about_person=False,
    ),
    Needs(unit="money", numbers={"ceiling": "money"}, scope=("regions",)),
)
def regional_ceiling(now: Situation, terms: Terms) -> Answer:
    """One ceiling for the regions in scope."""
    return lowered(now, terms["ceiling"])
