"""Rules for a whole group: never about the person."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

PROOF = "rule, who answers for it, its start, its review day, and how many it touches"

CODES = (
    Code(
        "G01",
        Words("地区统一收紧", "a common cut in your region"),
        Words(
            "你所在地区最近统一收紧了，这不是因为你个人。",
            "We have tightened across your region; this is not about you personally.",
        ),
        Words(
            "你不用做什么，{date} 会重新评估这条规则。",
            "You need not do anything; we review this rule on {date}.",
        ),
        family="segment",
        layers=("cap", "gate"),
        action=ActionClass.OURS,
        decider="group",
        evidence=("ruling",),
        proof=PROOF,
        review="rule_date",
        documents=(0, 2, 3),
    ),
    Code(
        "G02",
        Words("特定时段暂停放款", "a period in which we lend less"),
        Words(
            "{start} 到 {end}，我们对所有人都收紧了放款。",
            "From {start} to {end} we are lending less to everyone.",
        ),
        Words("{end} 以后可以再试。", "You can try again after {end}."),
        family="segment",
        layers=("gate",),
        action=ActionClass.OURS,
        decider="group",
        evidence=("ruling",),
        proof=PROOF,
        review="rule_date",
        documents=(0,),
    ),
    Code(
        "G03",
        Words("行业上限", "a common limit for your line of work"),
        Words(
            "你所在的行业目前有统一的额度上限，是 {symbol}{cap:,.0f}。",
            "Your line of work currently has a common limit of {symbol}{cap:,.0f}.",
        ),
        Words(
            "如果职业信息不对，可以更新。",
            "If your job details are wrong, you can update them.",
        ),
        family="segment",
        layers=("cap",),
        action=ActionClass.OURS,
        decider="group",
        evidence=("ruling",),
        proof=PROOF,
        review="rule_date",
        documents=(3,),
    ),
    Code(
        "G04",
        Words("等级上限", "the ceiling of your tier"),
        Words(
            "和你同一等级的人目前最多 {symbol}{cap:,.0f}。",
            "People in the same tier as you can have at most {symbol}{cap:,.0f} now.",
        ),
        Words(
            "每次复查都会按你的记录重新定级。",
            "Your tier is set again from your record at every review.",
        ),
        family="segment",
        layers=("cap",),
        action=ActionClass.STEP,
        decider="policy",
        evidence=("ruling",),
        proof=PROOF,
        review="rule_date",
        documents=(2, 3),
    ),
    Code(
        "G05",
        Words("统一下调", "a common cut for your whole group"),
        Words(
            "这一批用户的额度统一下调了 {share:.0%}，你是其中之一。",
            "Limits for this whole group were cut by {share:.0%}, and yours is one of them.",
        ),
        Words("这不会记进你的信用报告。", "This is not written to your credit report."),
        family="segment",
        layers=("cap",),
        action=ActionClass.OURS,
        decider="group",
        evidence=("ruling",),
        proof=PROOF,
        review="rule_date",
        documents=(1, 3, 4),
    ),
)
