"""The most that people of one risk tier may have."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, lowered
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation
from mingxi.policy.tier import TIERS


@policy_rule(
    Rule(
        key="tier_ceiling",
        name=Words("等级上限", "Tier ceiling"),
        layer=Layer.CAP,
        code="G04",
        reason=Words(
            "你现在是 {tier} 级，这一级的人目前最多 {symbol}{cap:,.0f}。",
            "You are in tier {tier}, and people in it can have at most {symbol}{cap:,.0f} now.",
        ),
        step=Words(
            "每次复查都会按你的记录重新定级，下次是 {next_review}。",
            "Your tier is set again from your record at every review; the next is on "
            "{next_review}.",
        ),
        ours=Words(
            "我们会在 {review} 前重新评估这个上限。",
            "We look at this ceiling again by {review}.",
        ),
        decider="policy",
        # the ceiling is for all of a tier, but the tier comes from the person's own record
        about_person=True,
    ),
    Needs(unit="money", numbers=dict.fromkeys(TIERS, "money")),
)
def tier_ceiling(now: Situation, terms: Terms) -> Answer:
    """Ceiling of the person's tier."""
    ceilings = [terms[tier] for tier in TIERS]
    return lowered(now, np.select([now.tier == t for t in TIERS], ceilings), tier=now.tier)
