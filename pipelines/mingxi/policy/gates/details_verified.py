"""What a person states must have been verified."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="details_verified",
        name=Words("信息核实", "Details verified"),
        layer=Layer.OPEN_GATE,
        code="Q02",
        reason=Words(
            "你填的信息里，没能核实的项数是 {unverified:.0f}。",
            "Details you gave that we could not verify: {unverified:.0f}.",
        ),
        step=Words(
            "请核对后再填一次，或者上传证明。核实后会马上重新审核。",
            "Check them and enter them again, or upload proof; we decide again as soon as "
            "they are verified.",
        ),
        decider="data",
        about_person=True,
    ),
    Needs(unit="count", numbers={"max_unverified": "count"}),
)
def details_verified(now: Situation, terms: Terms) -> Answer:
    """Lets through verified details, and lines already open."""
    unverified, allowed = now["details_unverified"], terms["max_unverified"]
    passed = (unverified <= allowed) | now["has_line"]
    return checked(unverified, allowed, passed, unverified=unverified)
