"""Drawing needs valid identity papers."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="identity",
        name=Words("身份", "Identity"),
        layer=Layer.DRAW_GATE,
        code="A05",
        reason=Words(
            "你的身份证件过期了，或者还没有核实。所以暂时不能借。",
            "Your identity papers have expired or are not verified, so you cannot borrow for now.",
        ),
        step=Words(
            "请更新证件，核实后会马上重新审核。",
            "Please update your papers; we check again as soon as they are verified.",
        ),
        decider="data",
        about_person=True,
    ),
    Needs(unit="flag"),
)
def identity(now: Situation, terms: Terms) -> Answer:
    """Lets through valid papers."""
    valid = now["identity_valid"]
    return checked(valid, 1, valid)
