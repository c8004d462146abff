"""A draw needs at least the smallest loan to be free."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.gates.repayment_not_posted import awaits_posting
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="nothing_available",
        name=Words("可借金额", "Amount available"),
        layer=Layer.DRAW_GATE,
        code="M01",
        reason=Words(
            "额度 {symbol}{limit:,.0f} 里已经用了 {symbol}{owed:,.0f}，现在可借 "
            "{symbol}{available:,.0f}。一次最少要借 {symbol}{minimum:,.0f}。",
            "Of your limit of {symbol}{limit:,.0f}, {symbol}{owed:,.0f} is in use, so you can "
            "borrow {symbol}{available:,.0f} now. The smallest loan is {symbol}{minimum:,.0f}.",
        ),
        step=Words(
            "还差 {symbol}{short:,.0f}，还款入账后会自动空出来。",
            "{symbol}{short:,.0f} more must be free; repayments free it once they are posted.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="money", numbers={"minimum": "money"}),
)
def nothing_available(now: Situation, terms: Terms) -> Answer:
    """Lets through people whose free limit reaches the smallest loan.

    Where only a repayment on its way is lacking, the posting is what stops, and says so itself.
    """
    minimum, available = terms["minimum"], np.maximum(now.free, 0)
    pending = now.applications.get("pending", 0)
    posting = (pending > 0) & (now.free + pending >= minimum)
    if posting.any():
        posting = posting & awaits_posting(now, terms)
    passed, short = (available >= minimum) | posting, minimum - now.free
    use = {"limit": now.limit, "owed": now.limit - now.free}
    # the value is what is free, below 0 where more is owed than the limit: the distance is real
    return checked(
        now.free, minimum, passed, available=available, minimum=minimum, short=short, **use
    )
