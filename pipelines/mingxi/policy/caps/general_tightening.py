"""A common cut for a whole group."""

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, lowered
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="general_tightening",
        name=Words("统一下调", "Common cut"),
        layer=Layer.CAP,
        code="G05",
        reason=Words(
            "{start} 起，这一批用户的额度统一下调了 {cut:g}%，人人一样。",
            "From {start}, limits for this whole group were cut by {cut:g}%, the same for "
            "everyone in it.",
        ),
        ours=Words(
            "这不会记进你的信用报告，我们会在 {review} 前重新评估。",
            "This is not written to your credit report, and we look at it again by {review}.",
        ),
        decider="group",
        about_person=False,
    ),
    Needs(unit="money", numbers={"cut": "share"}),
)
def general_tightening(now: Situation, terms: Terms) -> Answer:
    """Ceiling of the limit so far less the cut."""
    return lowered(now, now.limit * (1 - terms["cut"]), cut=round(100 * terms["cut"], 6))
