"""Only so many draws a month."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="velocity",
        name=Words("借款次数", "Number of draws"),
        layer=Layer.DRAW_GATE,
        code="B01",
        reason=Words(
            "你这个月借了 {draws:.0f} 次，每月最多 {allowed:.0f} 次。",
            "Your draws this month: {draws:.0f}; at most {allowed:.0f} a month are possible.",
        ),
        step=Words(
            "次数会在 {again} 重新计算，可以把几笔小额并成一笔。",
            "The count starts anew on {again}; you can combine small loans into one.",
        ),
        decider="behaviour",
        about_person=True,
    ),
    Needs(unit="count", numbers={"max_draws": "count"}),
)
def velocity(now: Situation, terms: Terms) -> Answer:
    """Lets through while one more draw stays within the month's number."""
    draws, allowed = now["draws_this_month"], terms["max_draws"]
    again = terms.months_later(1)
    return checked(draws, allowed, draws < allowed, draws=draws, allowed=allowed, again=again)
