"""No line above a default risk."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="risk_line",
        name=Words("风险线", "Risk line"),
        layer=Layer.OPEN_GATE,
        code="P03",
        reason=Words(
            # the risk of what differs by lender: the letter says it beside the tier
            "我们估计你的还款风险约为 {pd:.1f}%，目前最多接受 {line:.1f}%。",
            "We put your repayment risk at about {pd:.1f}%; we accept at most {line:.1f}%.",
        ),
        ours=Words(
            "我们会在 {next_review} 用新的记录再看一次。",
            "We look again with new records on {next_review}.",
        ),
        decider="model",
        about_person=True,
    ),
    Needs(unit="share", numbers={"line": "share"}),
)
def risk_line(now: Situation, terms: Terms) -> Answer:
    """Lets through risks up to the line; an open line above it is closed.

    The percentage of a risk just above the line is shown a tenth above it, never as equal.
    """
    passed = now.pd_12m <= terms["line"]
    line = np.floor(1000 * terms["line"] + 1e-9) / 10
    shown = np.where(passed, 100 * now.pd_12m, np.maximum(100 * now.pd_12m, line + 0.1))
    return checked(now.pd_12m, terms["line"], passed, pd=shown, line=line)
