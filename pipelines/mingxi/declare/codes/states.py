"""How things stand. A state is never told without the cause behind it."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

CODES = (
    Code(
        "T01",
        Words("额度冻结", "a frozen line"),
        Words(
            "你的额度被冻结了。原因：{cause}。",
            "Your line is frozen. The reason: {cause}.",
        ),
        Words(
            "先处理这个原因，再申请解冻。",
            "Deal with the reason first, then ask us to unfreeze it.",
        ),
        family="state",
        layers=("state",),
        action=ActionClass.NONE,
        decider="policy",
        evidence=("cause",),
        proof="the code behind it",
        documents=(2, 4),
    ),
    Code(
        "T02",
        Words("暂时不能借", "drawing is paused"),
        Words(
            "你的额度还在，只是暂时不能借。原因：{cause}。",
            "You still have your limit, but you cannot borrow for now. The reason: {cause}.",
        ),
        Words(
            "先处理这个原因，之后可以再借。",
            "Deal with the reason first; then you can borrow again.",
        ),
        family="state",
        layers=("state",),
        action=ActionClass.NONE,
        decider="policy",
        evidence=("cause",),
        proof="the code behind it",
        documents=(0, 1),
    ),
    Code(
        "T03",
        Words("还没有开通", "not opened"),
        Words(
            "你还不能开通。主要原因：{cause}。",
            "You cannot open this yet. The main reason: {cause}.",
        ),
        Words(
            "先处理这个原因，再来看。",
            "Deal with the reason first, then check again.",
        ),
        family="state",
        layers=("state",),
        action=ActionClass.NONE,
        decider="policy",
        evidence=("cause",),
        proof="the code behind it",
        documents=(4,),
    ),
    Code(
        "T04",
        Words("申请时额度变了", "a limit that changed when you asked"),
        Words(
            "你申请时重新评估了一次，额度从 {symbol}{before:,.0f} 变成 {symbol}{after:,.0f}。"
            "原因：{cause}。",
            "We re-checked when you asked, and your limit went from {symbol}{before:,.0f} to "
            "{symbol}{after:,.0f}. The reason: {cause}.",
        ),
        Words(
            "看看是哪一项变了。",
            "See which item changed.",
        ),
        family="state",
        layers=("state",),
        action=ActionClass.NONE,
        decider="model",
        evidence=("cause",),
        proof="limit before and after the request, and the code behind it",
        documents=(1,),
    ),
)
