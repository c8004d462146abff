"""Nobody draws while another product with us is overdue."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="other_product_overdue",
        name=Words("其他借款逾期", "Another loan overdue"),
        layer=Layer.DRAW_GATE,
        code="Y01",
        reason=Words(
            "你在我们这里的另一笔借款已经逾期 {days:.0f} 天，还清之前不能再借。",
            "Days overdue on another loan you have with us: {days:.0f}; you cannot borrow "
            "again until it is paid.",
        ),
        step=Words(
            "先还清那一笔，入账后就会恢复。",
            "Repay that loan first; it works again once it is posted.",
        ),
        decider="behaviour",
        about_person=True,
    ),
    Needs(unit="days", numbers={"max_days": "days"}),
)
def other_product_overdue(now: Situation, terms: Terms) -> Answer:
    """Lets through people at most ``max_days`` past due on other products."""
    days, allowed = now["other_product_days"], terms["max_days"]
    return checked(days, allowed, days <= allowed, days=days)
