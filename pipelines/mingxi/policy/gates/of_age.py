"""A line needs a grown-up borrower."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="of_age",
        name=Words("年龄条件", "Age"),
        layer=Layer.OPEN_GATE,
        code="E01",
        reason=Words(
            "这个产品只对年满 18 周岁的人开放，你目前还不符合。",
            "This product is open to people aged 18 or over, and you do not meet that now.",
        ),
        ours=Words(
            "满 18 周岁以后可以再来申请。",
            "You can apply again once you are 18.",
        ),
        decider="law",
        about_person=False,
    ),
    Needs(unit="flag"),
)
def of_age(now: Situation, terms: Terms) -> Answer:
    """Lets through grown-ups, and lines already open."""
    grown = now["of_age"]
    return checked(grown, 1, grown | now["has_line"])
