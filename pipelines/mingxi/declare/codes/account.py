"""The account: how it is used, who it belongs to, what outside scores say."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

IN_USE = Words("你平时一直在用这个账户。", "You use this account regularly.")
COMPLETE = Words("你的资料已经齐全。", "Your details are complete.")

CODES = (
    Code(
        "A01",
        Words("付款记录少", "few payments to look at"),
        Words(
            "近 {window:.0f} 天你在这里的付款很少，我们能参考的不多。",
            "You made few payments here in {window:.0f} days, so we had little to go on.",
        ),
        Words(
            "平时照常使用就好，不用为了额度多花钱。",
            "Just use it as you normally would; do not spend more to raise your limit.",
        ),
        family="activity",
        layers=("model",),
        action=ActionClass.NONE,
        decider="model",
        evidence=("fact",),
        proof="number of payments and the period",
        review="window_end",
        documents=(0, 1, 4),
        twin=IN_USE,
    ),
    Code(
        "A02",
        Words("和平时不一样的付款", "an unusual payment to confirm"),
        Words(
            "近 {window:.0f} 天有 {n:.0f} 笔付款和你平时的习惯很不一样。",
            "In the past {window:.0f} days, {n:.0f} {n:payment|payments} of yours looked very "
            "different from usual.",
        ),
        Words(
            "请确认这些付款是不是你本人做的。",
            "Please confirm whether you made these payments.",
        ),
        family="anomaly",
        layers=("gate", "model"),
        action=ActionClass.SHOW,
        decider="model",
        evidence=("ruling", "fact"),
        proof="the list of payments",
        review="receipt",
        documents=(0, 3),
    ),
    Code(
        "A03",
        Words("账户用得少", "an account that is little used"),
        Words(
            "你已经 {days:.0f} 天没怎么用过这个账户。",
            "You have hardly used this account for {days:.0f} {days:day|days}.",
        ),
        Words(
            "平时照常使用就好，这一项影响很小。",
            "Use it as you normally would; this counts only a little.",
        ),
        family="activity",
        layers=("model",),
        action=ActionClass.NONE,
        decider="model",
        evidence=("fact",),
        proof="days with a payment",
        review="window_end",
        documents=(4,),
        twin=IN_USE,
    ),
    Code(
        "A04",
        Words("外部信用分", "an outside credit score"),
        Words(
            "你的信用分是 {score:.0f}，这档额度的人一般在 {usual:.0f} 以上。",
            "Your credit score is {score:.0f}; people with this limit usually have {usual:.0f} or "
            "more.",
        ),
        Words(
            "先看信用分里哪一项最弱，再改那一项。",
            "See which part of that score is weakest and work on that.",
        ),
        family="outside_score",
        layers=("model",),
        action=ActionClass.STEP,
        decider="data",
        evidence=("fact",),
        proof="the score, its day, and its own factors",
        documents=(4,),
        twin=Words(
            "你的信用分高于这档的一般水平。",
            "Your credit score is above the usual level here.",
        ),
    ),
    Code(
        "A05",
        Words("身份资料或银行卡不全", "identity details or a bank card that are missing"),
        Words(
            "你的资料还差 {n:.0f} 项。",
            "Your profile still lacks {n:.0f} {n:item|items}.",
        ),
        Words("补齐就可以了。", "Just add what is missing."),
        family="identity",
        layers=("gate", "model"),
        action=ActionClass.NOW,
        decider="data",
        evidence=("ruling", "fact", "missing"),
        proof="the list of items",
        review="receipt",
        documents=(4,),
        twin=COMPLETE,
        absence=True,
        form_c1="Credit application incomplete",
    ),
    Code(
        "A06",
        Words("好友关系和行踪", "contacts and location"),
        Words(
            "我们没有用你的好友关系或行踪。",
            "We did not use your contacts or your location history.",
        ),
        Words(
            "你可以随时查看我们用了哪些信息。",
            "You can see at any time which information we used.",
        ),
        family="not_used",
        layers=("state",),
        action=ActionClass.NONE,
        decider="law",
        evidence=("statement",),
        proof="the list of all information that was used",
        documents=(1,),
        polarity="0",
    ),
)
