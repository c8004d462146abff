"""A request must be complete before it is decided."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="request_complete",
        name=Words("申请是否填完", "Complete request"),
        layer=Layer.OPEN_GATE,
        code="Q01",
        reason=Words(
            "你的申请还没填完，缺少的项数是 {missing:.0f}。所以还不能审核。",
            "Your request is not complete, so we cannot decide yet; items that are missing: "
            "{missing:.0f}.",
        ),
        step=Words(
            "补齐后会马上继续，不用重新申请。",
            "Add what is missing and we go on at once; you need not start again.",
        ),
        decider="data",
        about_person=True,
    ),
    Needs(unit="count", numbers={"max_missing": "count"}),
)
def request_complete(now: Situation, terms: Terms) -> Answer:
    """Lets through complete requests, and lines already open."""
    missing, allowed = now["request_items_missing"], terms["max_missing"]
    return checked(missing, allowed, (missing <= allowed) | now["has_line"], missing=missing)
