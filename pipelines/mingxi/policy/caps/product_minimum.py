"""A limit below the smallest that the product offers becomes no limit."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, refused
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.rounding import rounded_down
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="product_minimum",
        name=Words("产品最低额度", "Product minimum"),
        layer=Layer.CAP,
        code="P01",
        reason=Words(
            "按你现在的情况是 {symbol}{limit:,.0f}，低于这个产品的最低额度 "
            "{symbol}{minimum:,.0f}。",
            "Your result now came to {symbol}{limit:,.0f}, below the smallest limit of this "
            "product, {symbol}{minimum:,.0f}.",
        ),
        ours=Words(
            "我们会在 {next_review} 用新的记录再看一次。",
            "We look again with new records on {next_review}.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="money", numbers={"minimum": "money"}, last=True),
)
def product_minimum(now: Situation, terms: Terms) -> Answer:
    """No limit for people whose limit, as it would be shown, is below the minimum.

    It belongs after all other caps: a limit is never raised to the minimum.
    """
    passed = rounded_down(now.limit, terms.rounding) >= terms["minimum"]
    return refused(now, passed, terms["minimum"], limit=now.limit, minimum=terms["minimum"])
