"""The most that this product allows anybody."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, lowered
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="product_ceiling",
        name=Words("产品最高额度", "Product maximum"),
        layer=Layer.CAP,
        code="P01",
        reason=Words(
            "这个产品每人最多 {symbol}{cap:,.0f}，你已经到顶了。",
            "This product allows at most {symbol}{cap:,.0f} per person, and you have reached it.",
        ),
        step=Words(
            "需要更多可以了解其他正规产品。",
            "For more, look at other licensed products.",
        ),
        decider="policy",
        about_person=False,
    ),
    Needs(unit="money", numbers={"ceiling": "money"}),
)
def product_ceiling(now: Situation, terms: Terms) -> Answer:
    """One ceiling for everybody."""
    return lowered(now, terms["ceiling"])
