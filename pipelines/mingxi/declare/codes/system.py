"""Our systems: never about the person."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

PROOF = "number of the incident, when it began and when it should end"

CODES = (
    Code(
        "S01",
        Words("系统维护", "maintenance of our system"),
        Words(
            "系统正在维护，预计 {date} 恢复。",
            "Our system is under maintenance until about {date}.",
        ),
        Words(
            "你不用做什么，到时再来就好。",
            "You need not do anything; come back then.",
        ),
        family="system",
        layers=("system",),
        action=ActionClass.OURS,
        decider="system",
        evidence=("ruling",),
        proof=PROOF,
        review="incident_end",
        documents=(2,),
    ),
    Code(
        "S02",
        Words("地区网络故障", "a network fault in your area"),
        Words(
            "你所在地区的网络出了问题，预计 {date} 恢复。",
            "There is a network problem in your area until about {date}.",
        ),
        Words(
            "换个网络，或者 {date} 再试。",
            "Try another network, or try again on {date}.",
        ),
        family="system",
        layers=("system",),
        action=ActionClass.OURS,
        decider="system",
        evidence=("ruling",),
        proof=PROOF,
        review="incident_end",
        documents=(2,),
    ),
    Code(
        "S03",
        Words("还款还没入账", "a repayment that is not posted yet"),
        Words(
            "你的还款已经收到，额度会在 {date} 前恢复。",
            "We have received your repayment, and your limit will be back by {date}.",
        ),
        Words(
            "保留好还款记录，过了 {date} 还没恢复请联系我们。",
            "Keep your receipt and contact us if it is not back by {date}.",
        ),
        family="system",
        layers=("system",),
        action=ActionClass.OURS,
        decider="system",
        evidence=("ruling",),
        proof="day the repayment was received and day it is posted",
        review="incident_end",
        documents=(2,),
    ),
    Code(
        "S04",
        Words("审核出错", "an error in our review"),
        Words(
            "系统出错，这次没有审完。这不算被拒。",
            "Our system failed before finishing, so this does not count as a refusal.",
        ),
        Words(
            "我们会自动重审，你不用重新提交。",
            "We will retry by ourselves; you need not apply again.",
        ),
        family="system",
        layers=("system",),
        action=ActionClass.OURS,
        decider="system",
        evidence=("ruling",),
        proof=PROOF,
        review="incident_end",
        documents=(1,),
    ),
    Code(
        "S05",
        Words("提交次数太多", "too many requests at once"),
        Words(
            "你在一天里提交了 {n:.0f} 次，请到 {date} 再试。",
            "You sent {n:.0f} {n:request|requests} in a day; please try again on {date}.",
        ),
        Words(
            "到时提交一次就够了。",
            "One request is enough then.",
        ),
        family="system",
        layers=("gate", "system"),
        action=ActionClass.NOW,
        decider="behaviour",
        evidence=("ruling",),
        proof="the requests with their times",
        review="incident_end",
        documents=(1,),
    ),
)
