"""What borrowed money was used for."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

DAILY = Words("你的借款都用在了日常花费上。", "Your loans went to daily spending.")

CODES = (
    Code(
        "F01",
        Words("借款转到了投资账户", "loan money moved to investments"),
        Words(
            "借款到账 {days:.0f} 天内，有 {symbol}{amount:,.0f} 转到了投资账户。",
            "Within {days:.0f} days of your loan, {symbol}{amount:,.0f} went to an investment "
            "account.",
        ),
        Words("借来的钱请不要用来投资。", "Please do not invest borrowed money."),
        family="fund_use",
        layers=("model", "gate"),
        action=ActionClass.SHOW,
        decider="behaviour",
        evidence=("fact", "ruling"),
        proof="the transfers with their amounts",
        review="window_end",
        documents=(3,),
        twin=DAILY,
    ),
    Code(
        "F02",
        Words("借款很快转去别的账户", "loan money moved on at once"),
        Words(
            "借款到账后，有 {share:.0%} 很快转去了别的账户。",
            "After your loan arrived, {share:.0%} of it moved quickly to other accounts.",
        ),
        Words(
            "尽量直接用借款付账，有正当用途可以上传凭证。",
            "Pay the seller directly, or upload proof if you had a good reason.",
        ),
        family="fund_use",
        layers=("model",),
        action=ActionClass.SHOW,
        decider="behaviour",
        evidence=("fact",),
        proof="the transfers with their amounts",
        review="window_end",
        documents=(3,),
        twin=DAILY,
    ),
    Code(
        "F03",
        Words("缺少用途凭证", "proof of use that is missing"),
        Words(
            "我们还没看到这笔借款用在哪里的凭证。",
            "We have not yet seen proof of what this loan was used for.",
        ),
        Words(
            "请上传发票或收据，{days:.0f} 天内会有结果。",
            "Upload an invoice or receipt; you will hear within {days:.0f} days.",
        ),
        family="fund_use",
        layers=("gate",),
        action=ActionClass.SHOW,
        decider="policy",
        evidence=("ruling",),
        proof="the request for proof and its day",
        review="receipt",
        documents=(0, 3),
        twin=DAILY,
    ),
    Code(
        "L03",
        Words("不允许的用途", "a use that is not allowed"),
        Words(
            "按规定，这类借款不能用于你选的用途。",
            "By law, this kind of loan cannot be used for the purpose you chose.",
        ),
        Words(
            "请按真实用途选择，不要填写虚假用途。",
            "Choose your real purpose, and do not give a false one.",
        ),
        family="fund_use",
        layers=("gate",),
        action=ActionClass.NOW,
        decider="law",
        evidence=("ruling",),
        proof="the purpose given and the article that bars it",
        review="receipt",
        documents=(0,),
        twin=DAILY,
    ),
)
