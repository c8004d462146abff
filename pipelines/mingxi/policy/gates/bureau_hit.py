"""Drawing pauses after many fresh checks by other lenders."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="bureau_hit",
        name=Words("征信查询", "Fresh credit checks"),
        layer=Layer.DRAW_GATE,
        code="B02",
        reason=Words(
            "上个月其他机构查了你的信用报告 {checks:.0f} 次，超过 {allowed:.0f} 次会暂停借款。",
            "Checks of your credit report by other lenders last month: {checks:.0f}; above "
            "{allowed:.0f} we pause new loans.",
        ),
        step=Words(
            "先停一停新的申请，{clears} 以后影响会变小。",
            "Pause new applications; the effect shrinks after {clears}.",
        ),
        decider="behaviour",
        about_person=True,
    ),
    Needs(unit="count", numbers={"max_checks": "count", "clears_after_months": "months"}),
)
def bureau_hit(now: Situation, terms: Terms) -> Answer:
    """Lets through people with few fresh checks."""
    checks, allowed = now["inquiries_last_month"], terms["max_checks"]
    clears = terms.months_later(terms["clears_after_months"])
    return checked(
        checks, allowed, checks <= allowed, checks=checks, allowed=allowed, clears=clears
    )
