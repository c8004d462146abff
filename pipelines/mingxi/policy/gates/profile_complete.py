"""A line is opened only when few profile items are missing."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="profile_complete",
        name=Words("开通时的资料", "Profile for opening"),
        layer=Layer.OPEN_GATE,
        code="A05",
        reason=Words(
            "你的资料还差 {items:.0f} 项，开通时最多可以差 {allowed:.0f} 项。",
            "Items missing from your profile: {items:.0f}; at most {allowed:.0f} may be missing "
            "to open a line.",
        ),
        step=Words(
            "补齐缺少的资料，我们会马上重新看。", "Add what is missing and we look again at once."
        ),
        decider="data",
        about_person=True,
    ),
    Needs(unit="count", numbers={"max_missing": "count"}),
)
def profile_complete(now: Situation, terms: Terms) -> Answer:
    """Lets through nearly complete profiles, and lines already open."""
    missing, allowed = now["profile_items_missing"], terms["max_missing"]
    passed = (missing <= allowed) | now["has_line"]
    return checked(missing, allowed, passed, items=missing, allowed=allowed)
