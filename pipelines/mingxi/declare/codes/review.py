"""Reviews: what moved, what was looked at, how sure it is, and who can look again."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

CODES = (
    Code(
        "M01",
        Words("这次借款的单独检查", "this loan's own check"),
        Words(
            "你的额度还在，但这次借款的单独检查没有通过。",
            "You still have your limit, but this loan failed its own check.",
        ),
        Words(
            "先处理没有通过的那一项，再试一次。",
            "Deal with the item that did not pass, then try again.",
        ),
        family="draw_check",
        layers=("gate",),
        action=ActionClass.NOW,
        decider="policy",
        evidence=("ruling",),
        proof="rule, value and what it was held against",
        review="receipt",
        documents=(1,),
    ),
    Code(
        "M02",
        Words("定期复查", "a regular review"),
        Words(
            "{date} 复查后，你的额度从 {symbol}{before:,.0f} 变成 {symbol}{after:,.0f}。",
            "After the review on {date}, your limit went from {symbol}{before:,.0f} to "
            "{symbol}{after:,.0f}.",
        ),
        Words(
            "先看变化最大的那一项，下次复查也会再看。",
            "Start with the biggest change; the next review looks again.",
        ),
        family="review",
        layers=("state",),
        action=ActionClass.STEP,
        decider="model",
        evidence=("snapshots",),
        proof="both decisions and the table of differences",
        documents=(0, 1, 2, 3),
        polarity="0",
    ),
    Code(
        "M03",
        Words("我们改了评估方法", "a change of our method"),
        Words(
            "我们在 {date} 前改了评估方法，单这一项让你的额度变了 {symbol}{amount:,.0f}。"
            "这和你的行为无关。",
            "We changed our method before {date}; that alone moved your limit by "
            "{symbol}{amount:,.0f}. It is not about anything you did.",
        ),
        Words(
            "你不用做什么，如有疑问可以要求人工复核。",
            "You need not do anything; you may ask for a person to review it.",
        ),
        family="method",
        layers=("model",),
        action=ActionClass.OURS,
        decider="model",
        evidence=("versions",),
        proof="both methods, and what the change alone did",
        documents=(0, 1, 3),
    ),
    Code(
        "M04",
        Words("用的信息不是最新的", "information that is not the latest"),
        Words(
            "这次用的是 {date} 以前的信息，你最近的变化还没算进去。",
            "We used information up to {date}, so your recent changes are not counted yet.",
        ),
        Words(
            "下次复查会用新信息再看一次。",
            "The next review looks again with new information.",
        ),
        family="method",
        layers=("state",),
        action=ActionClass.OURS,
        decider="system",
        evidence=("as_of",),
        proof="the days the information is from",
        documents=(1, 2),
        polarity="0",
    ),
    Code(
        "M05",
        Words("认证只是前提", "being verified is only the start"),
        Words(
            "认证和绑卡只是开通的前提，额度多少主要看收入和还款记录。",
            "Being verified lets you open the line; the amount depends mainly on income and "
            "repayment.",
        ),
        Words(
            "看看哪一项离下一档最近。",
            "See which item is closest to the next step.",
        ),
        family="review",
        layers=("state",),
        action=ActionClass.STEP,
        decider="model",
        evidence=("snapshots", "margin"),
        proof="that identity is confirmed, and the limit beside that of others",
        documents=(4,),
        polarity="0",
    ),
    Code(
        "M06",
        Words("结果可能不准", "a result that may be wrong"),
        Words(
            "你的记录有好有坏，几乎相抵。这次结果可能没有反映你的真实情况。",
            "Your record speaks almost equally for and against you, so this result may not "
            "reflect your real situation.",
        ),
        Words(
            "你可以要求人工复核，{days:.0f} 天内答复。",
            "You can ask for a person to review it and answer within {days:.0f} days.",
        ),
        family="doubt",
        layers=("state",),
        action=ActionClass.SHOW,
        decider="model",
        evidence=("margin",),
        proof="what speaks for and against, and their sizes",
        review="by_law",
        documents=(0, 1),
        polarity="0",
    ),
    Code(
        "M07",
        Words("只差一点", "a close result"),
        Words(
            "这次只差一点：你是 {yours:.1f}%，最多接受 {line:.1f}%。",
            "This was close: yours is {yours:.1f}%, and at most {line:.1f}% is accepted.",
        ),
        Words(
            "任何一步都可能改变结果。",
            "Any of the steps could change the result.",
        ),
        family="doubt",
        layers=("state",),
        action=ActionClass.STEP,
        decider="model",
        evidence=("margin",),
        proof="the distance to the line",
        polarity="0",
    ),
    Code(
        "M08",
        Words("工作人员已经复核", "a review by a person"),
        Words(
            "工作人员在 {date} 看过，结果不变。理由在下面。",
            "A person reviewed this on {date} and the result stands, for the reasons given.",
        ),
        Words(
            "如果还有新的证明，可以再提出复核。",
            "If you have new proof, you can ask for another review.",
        ),
        family="doubt",
        layers=("state",),
        action=ActionClass.SHOW,
        decider="policy",
        evidence=("answer",),
        proof="role of the reviewer and the day",
        review="by_law",
        polarity="0",
    ),
    Code(
        "M09",
        Words("没有送到的信息", "information that did not reach us"),
        Words(
            "这次有一项信息没有送到我们这里。这不是你的原因。",
            "Something we look at did not reach us this time. That is not your doing.",
        ),
        Words(
            "你不用做什么，下次复查会用新信息再看一次。",
            "You need not do anything; the next review looks again with new information.",
        ),
        family="method",
        layers=("model",),
        action=ActionClass.OURS,
        decider="data",
        evidence=("missing",),
        proof="which figure is missing, and the day of the last one",
        absence=True,
    ),
    Code(
        "M10",
        Words("以前审核的总结果", "the overall result of earlier reviews"),
        Words(
            "以前的审核还看过别的情况，结果比按你的记录推算的低。我们只留下了总结果。",
            "Earlier reviews also looked at other things and came out lower than your record "
            "alone suggests. We hold only their overall result.",
        ),
        Words(
            "你可以请工作人员重新看，并说明你的情况。",
            "You can ask a person to look again, and tell them your side.",
        ),
        family="earlier_reviews",
        layers=("model",),
        action=ActionClass.SHOW,
        decider="review",
        evidence=("fact",),
        proof="the earlier proposals, and what the record leads one to expect of them",
        review="by_law",
        twin=Words(
            "以前的审核还看过别的情况，结果比按你的记录推算的高。",
            "Earlier reviews also looked at other things and came out higher than your record "
            "alone suggests.",
        ),
    ),
    Code(
        "N01",
        Words("现在没有办法", "no way at present"),
        Words(
            "就我们现在看的这些，你暂时没有能马上明显改变结果的办法。",
            "On what we look at now, there is nothing you can do at once to change this "
            "noticeably.",
        ),
        Words(
            "我们会在下次复查时再看，你也可以要求人工复核。",
            "We look again at the next review, and you may ask for a person to review it.",
        ),
        family="doubt",
        layers=("state",),
        action=ActionClass.TIME,
        decider="model",
        evidence=("answer",),
        proof="what every step that a person can take would lead to, by most of the models",
        polarity="0",
    ),
)
