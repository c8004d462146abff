"""One person, one line."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="duplicate_account",
        name=Words("重复账户", "Second account"),
        layer=Layer.OPEN_GATE,
        code="E03",
        reason=Words(
            "你名下已经有另一个账户，每个人只能开通一个。",
            "You already have another account, and each person can have one.",
        ),
        step=Words(
            "请用原来的账户，或者注销它再来申请。",
            "Use that account, or close it first and apply again.",
        ),
        decider="policy",
        about_person=True,
    ),
    Needs(unit="flag"),
)
def duplicate_account(now: Situation, terms: Terms) -> Answer:
    """Lets through people without another account, and lines already open."""
    other = now["other_account"]
    return checked(other, 0, np.logical_not(other) | now["has_line"])
