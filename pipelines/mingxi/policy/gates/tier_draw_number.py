"""The most loans in a month that people of a tier may take."""

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
        key="tier_draw_number",
        name=Words("每月借款次数上限", "Loans a month"),
        layer=Layer.DRAW_GATE,
        code="P04",
        reason=Words(
            "你这个月借了 {draws:.0f} 次。按你现在的等级，每月最多 {most:.0f} 次。",
            "Your loans this month: {draws:.0f}; at your tier at most {most:.0f} a month are "
            "possible.",
        ),
        step=Words(
            "次数会在 {again} 重新计算。",
            "The count starts anew on {again}.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="count", numbers=dict.fromkeys(TIERS, "count")),
)
def tier_draw_number(now: Situation, terms: Terms) -> Answer:
    """Lets through while one more loan stays within the tier's number."""
    draws, steps = now["draws_this_month"], [terms[tier] for tier in TIERS]
    most, again = np.select([now.tier == t for t in TIERS], steps), terms.months_later(1)
    return checked(draws, most, draws < most, draws=draws, most=most, again=again)
