"""What the law asks before money may be lent."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

CODES = (
    Code(
        "L01",
        Words("规定的变化", "a rule of law"),
        Words(
            "{date} 起有新的规定，我们按规定调整了借款条件。",
            "New rules from {date} made us change who can borrow.",
        ),
        Words(
            "规定的名称写在下面，你可以查看原文。",
            "The rule is named below, and you can read it in full.",
        ),
        family="law",
        layers=("cap", "gate"),
        action=ActionClass.OURS,
        decider="law",
        evidence=("ruling",),
        proof="name of the rule, its day and where to read it",
        review="by_law",
        documents=(0, 1, 2),
    ),
    Code(
        "L02",
        Words("风险提示和授权还没确认", "a risk notice you have not confirmed"),
        Words(
            "你还没有确认新的风险提示和授权。",
            "You have not yet confirmed the new risk notice and consent.",
        ),
        Words(
            "阅读并确认后马上恢复。",
            "Read and confirm it, and it works again at once.",
        ),
        family="identity",
        layers=("gate",),
        action=ActionClass.NOW,
        decider="law",
        evidence=("ruling",),
        proof="version of the notice and what was confirmed",
        review="receipt",
        documents=(0,),
        twin=Words("你的资料已经齐全。", "Your details are complete."),
    ),
)
