"""A line needs a residence where the product is offered."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="residence",
        name=Words("居住地条件", "Residence"),
        layer=Layer.OPEN_GATE,
        code="E01",
        reason=Words(
            "这个产品目前只在部分地区开放，你登记的居住地不在其中。",
            "This product is open only in some places for now, and the residence you gave is "
            "not one of them.",
        ),
        step=Words(
            "如果居住地不对或者变了，请更新资料。",
            "If your residence is wrong or has changed, please update it.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="flag"),
)
def residence(now: Situation, terms: Terms) -> Answer:
    """Lets through residents of where the product is offered, and lines already open."""
    inside = now["resident"]
    return checked(inside, 1, inside | now["has_line"])
