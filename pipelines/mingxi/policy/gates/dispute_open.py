"""A new line waits for the answer to a dispute of the credit report."""

import numpy as np

from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.policy.answer import Answer, checked
from mingxi.policy.clause import Terms
from mingxi.policy.policy_rule import Needs, policy_rule
from mingxi.policy.situation import Situation


@policy_rule(
    Rule(
        key="dispute_open",
        name=Words("信用报告异议", "Dispute of the credit report"),
        layer=Layer.OPEN_GATE,
        code="R06",
        reason=Words(
            "你对信用报告提出的异议还没有结果，最晚 {answer} 会有答复。",
            "Your dispute of your credit report is still open; the answer is due by {answer} "
            "at the latest.",
        ),
        ours=Words(
            "有答复后我们会用更正过的报告再看，你不用重新申请。",
            "Once there is an answer we look again at the corrected report; you need not "
            "apply again.",
        ),
        decider="data",
        about_person=True,
    ),
    Needs(unit="flag", numbers={"answer_days": "days"}),
)
def dispute_open(now: Situation, terms: Terms) -> Answer:
    """Stops new lines until the answer; no open line loses anything by a dispute."""
    disputed = now["dispute_open"]
    answer = terms.days_later(terms["answer_days"])  # the law's time at its longest
    return checked(disputed, 0, np.logical_not(disputed) | now["has_line"], answer=answer)
