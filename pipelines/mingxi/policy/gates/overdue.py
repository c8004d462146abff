"""Nobody draws while a repayment is overdue."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="overdue",
        name=Words("逾期", "Overdue"),
        layer=Layer.DRAW_GATE,
        code="R01",
        reason=Words(
            "你有一笔还款已经晚了 {days:.0f} 天，还清之前不能再借。",
            "Days late on a repayment of yours: {days:.0f}; you cannot borrow again until it is "
            "paid.",
        ),
        step=Words(
            "先还清欠款，再打开自动扣款。",
            "Pay what is overdue first, then turn on automatic payment.",
        ),
        decider="behaviour",
        about_person=True,
    ),
    Needs(unit="days", numbers={"max_days": "days"}),
)
def overdue(now: Situation, terms: Terms) -> Answer:
    """Lets through people at most ``max_days`` past due."""
    days, allowed = now["days_past_due"], terms["max_days"]
    return checked(days, allowed, days <= allowed, days=days)
