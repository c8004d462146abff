"""How long we and others have known a person: absence of information is no bad behaviour."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

LONG = Words(
    "你的借还记录已经有 {months:.0f} 个月。",
    "You have {months:.0f} {months:month|months} of borrowing record.",
)

CODES = (
    Code(
        "H01",
        Words("还没有借还记录", "no borrowing record yet"),
        Words(
            "我们还查不到你的借还记录。",
            "We could not find any borrowing record for you.",
        ),
        Words(
            "这不是扣分，有了记录以后会再看。",
            "This is no black mark; we look again once there is a record.",
        ),
        family="history",
        layers=("model", "gate"),
        action=ActionClass.TIME,
        decider="data",
        evidence=("missing", "ruling"),
        proof="that the bureau knows no file",
        twin=LONG,
        absence=True,
        form_c1="No credit file",
    ),
    Code(
        "H02",
        Words("借还记录还短", "a short borrowing record"),
        Words(
            "你最早的一笔借款记录到现在只有 {months:.0f} 个月。",
            "Your oldest borrowing record is only {months:.0f} {months:month|months} old.",
        ),
        Words("时间长了自然会变长。", "It grows with time by itself."),
        family="history",
        layers=("model",),
        action=ActionClass.TIME,
        decider="data",
        evidence=("fact", "missing"),
        proof="day of the first entry",
        review="window_end",
        twin=LONG,
        absence=True,
        form_c1="Limited credit experience",
    ),
    Code(
        "H03",
        Words("在这里的时间还短", "a short time with us"),
        Words(
            "你在这里开户只有 {months:.0f} 个月。",
            "You opened your account with us only {months:.0f} {months:month|months} ago.",
        ),
        Words("时间长了自然会变长。", "It grows with time by itself."),
        family="history",
        layers=("model",),
        action=ActionClass.TIME,
        decider="data",
        evidence=("fact", "missing"),
        proof="day of opening",
        review="window_end",
        twin=LONG,
        absence=True,
        form_c1="Limited credit experience",
    ),
    Code(
        "H04",
        Words("在这里借还的记录少", "little record of borrowing and repaying here"),
        Words(
            "这笔额度已经 {value:.0f} 天没有使用。",
            "Days since you last used this line: {value:.0f}.",
        ),
        Words(
            "不用为了额度去借，需要时照常用就好。",
            "Do not borrow for the sake of the limit; use it when you need it.",
        ),
        family="history",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="day of the last loan",
        review="window_end",
        twin=LONG,
    ),
)
