"""The request itself: complete, checked, and within what the product is for."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

COMPLETE = Words("你的资料已经齐全。", "Your details are complete.")

CODES = (
    Code(
        "Q01",
        Words("申请没有填完", "a request that is incomplete"),
        Words(
            "你的申请还差 {n:.0f} 项。",
            "Your request still needs {n:.0f} {n:item|items}.",
        ),
        Words("补齐后会马上继续。", "Add what is missing and we go on at once."),
        family="identity",
        layers=("gate",),
        action=ActionClass.NOW,
        decider="data",
        evidence=("ruling", "missing"),
        proof="the list of fields",
        review="receipt",
        twin=COMPLETE,
        absence=True,
        form_c1="Credit application incomplete",
    ),
    Code(
        "Q02",
        Words("有信息没能核实", "details we could not verify"),
        Words(
            "我们没能核实你填的 {n:.0f} 项信息。",
            "Details you gave that we could not verify: {n:.0f}.",
        ),
        Words(
            "请核对后再填一次，或者上传证明。",
            "Check them and enter them again, or upload proof.",
        ),
        family="identity",
        layers=("gate",),
        action=ActionClass.SHOW,
        decider="data",
        evidence=("ruling", "missing"),
        proof="number of the check",
        review="receipt",
        twin=COMPLETE,
        absence=True,
        form_c1="Unable to verify credit references",
    ),
    Code(
        "E01",
        Words("产品的开通条件", "a condition of the product"),
        Words(
            "这个产品有开通条件，你目前还不符合。",
            "This product has a condition that you do not meet now.",
        ),
        Words(
            "条件变了以后可以再来申请。",
            "You can apply again once this has changed.",
        ),
        family="identity",
        layers=("gate",),
        action=ActionClass.NONE,
        decider="policy",
        evidence=("ruling",),
        proof="the condition and the value it was held against",
        review="receipt",
        twin=COMPLETE,
        form_c1="Unable to verify residence",
    ),
    Code(
        "E02",
        Words("法律要求的名单核查", "a list check that the law asks for"),
        Words(
            "按法律要求，我们现在不能为你办理。",
            "The law does not allow us to serve you at this time.",
        ),
        Words(
            "如果弄错了人，你可以带证件要求核对。",
            "If this is somebody else, you can ask for a check with your papers.",
        ),
        family="product",
        layers=("gate",),
        action=ActionClass.SHOW,
        decider="law",
        evidence=("ruling",),
        proof="the kind of list only",
        review="receipt",
    ),
    Code(
        "E03",
        Words("名下已有另一个账户", "another account in your name"),
        Words("你名下已有另一个账户。", "You already have another account."),
        Words(
            "请用原来的账户，或者先把它注销。",
            "Use that account, or close it first.",
        ),
        family="identity",
        layers=("gate",),
        action=ActionClass.NOW,
        decider="policy",
        evidence=("ruling",),
        proof="number of the other account",
        review="receipt",
        twin=COMPLETE,
    ),
)
