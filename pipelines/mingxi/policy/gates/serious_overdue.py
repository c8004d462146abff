"""No line for people who are long overdue with us."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="serious_overdue",
        name=Words("严重逾期", "Long overdue"),
        layer=Layer.OPEN_GATE,
        code="R01",
        reason=Words(
            "你有一笔还款晚了 {days:.0f} 天，晚到 {from_days:.0f} 天我们就不能再给额度。",
            "A repayment of yours is {days:.0f} days late; from {from_days:.0f} days on we "
            "cannot offer a limit.",
        ),
        step=Words(
            "先还清已经逾期的钱。一次还不清，请先联系我们商量。",
            "Pay what is overdue first; if you cannot pay it all at once, contact us to talk it "
            "over.",
        ),
        decider="behaviour",
        about_person=True,
    ),
    Needs(unit="days", numbers={"from_days": "days"}),
)
def serious_overdue(now: Situation, terms: Terms) -> Answer:
    """Stops from ``from_days`` days past due on, open lines too."""
    days, first = now["days_past_due"], terms["from_days"]
    return checked(days, first, days < first, days=days, from_days=first)
