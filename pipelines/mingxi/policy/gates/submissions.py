"""Only so many draw requests a day."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="submissions",
        name=Words("提交次数", "Number of requests"),
        layer=Layer.DRAW_GATE,
        code="S05",
        reason=Words(
            "你这个月有一天提交了 {sent:.0f} 次借款，每天最多 {allowed:.0f} 次。",
            "Loan requests you sent on one day this month: {sent:.0f}; at most {allowed:.0f} a "
            "day are possible.",
        ),
        step=Words(
            "次数会在 {again} 重新计算，到时提交一次就够了。",
            "The count starts anew on {again}; one request is enough then.",
        ),
        decider="behaviour",
        about_person=True,
    ),
    Needs(unit="count", numbers={"max_a_day": "count"}),
)
def submissions(now: Situation, terms: Terms) -> Answer:
    """Lets through people whose busiest day stayed within the number."""
    sent, allowed = now["submissions_busiest_day"], terms["max_a_day"]
    again = terms.months_later(1)
    return checked(sent, allowed, sent <= allowed, sent=sent, allowed=allowed, again=again)
