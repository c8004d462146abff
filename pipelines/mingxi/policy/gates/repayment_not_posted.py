"""A repayment that was received but not posted is waited for."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation
from mingxi.records.rulings import BoolArray


@policy_rule(
    Rule(
        key="repayment_not_posted",
        name=Words("还款入账", "Repayment posting"),
        layer=Layer.DRAW_GATE,
        code="S03",
        reason=Words(
            "你 {repaid} 的还款已经收到，预计 {posted} 入账。之后会计入可借金额。",
            "We have received your repayment of {repaid}; it should be posted by {posted} and "
            "counts from then on.",
        ),
        step=Words(
            "保留好还款记录，过了 {posted} 还没恢复请联系我们。",
            "Keep your receipt and contact us if it is not back after {posted}.",
        ),
        decider="system",
        about_person=False,
    ),
    Needs(unit="days"),
)
def repayment_not_posted(now: Situation, terms: Terms) -> Answer:
    """Stops from the day a repayment is received to the day before it is posted."""
    day, repaid, posted = np.datetime64(terms.on), now["repaid_on"], now["posted_on"]
    waits = awaits_posting(now, terms)
    left = np.where(waits, (posted - day) / np.timedelta64(1, "D"), 0.0)
    text = np.datetime_as_string
    return checked(left, 0, ~waits, repaid=text(repaid), posted=text(posted))


def awaits_posting(now: Situation, terms: Terms) -> BoolArray:
    """Whose last repayment is received and not posted, shape (n,)."""
    day = np.datetime64(terms.on)
    # a missing date compares as False
    return np.asarray((now["repaid_on"] <= day) & (day < now["posted_on"]))
