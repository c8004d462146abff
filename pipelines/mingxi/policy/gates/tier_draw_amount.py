"""The most that one loan of a tier may be."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation
from mingxi.policy.tier import TIERS


@policy_rule(
    Rule(
        key="tier_draw_amount",
        name=Words("单次借款上限", "Amount of one loan"),
        layer=Layer.DRAW_GATE,
        code="P04",
        reason=Words(
            "你这次申请 {symbol}{asked:,.0f}。按你现在的等级，每次最多 {symbol}{most:,.0f}。",
            "You asked for {symbol}{asked:,.0f}; at your tier one loan can be at most "
            "{symbol}{most:,.0f}.",
        ),
        step=Words(
            "这次改借 {symbol}{passes:,.0f} 以内就可以。",
            "Ask for {symbol}{passes:,.0f} or less this time.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="money", numbers=dict.fromkeys(TIERS, "money")),
)
def tier_draw_amount(now: Situation, terms: Terms) -> Answer:
    """Lets through requests up to the tier's amount, and people who have asked for none."""
    asked, steps = now["requested_amount"], [terms[tier] for tier in TIERS]
    most = np.select([now.tier == t for t in TIERS], steps)
    # what is free may be less than the tier allows; where nothing is, another check says so
    passes = np.where(now.free > 0, np.minimum(most, now.free), most)
    return checked(asked, most, asked <= most, asked=asked, most=most, passes=passes)
