"""What a person earns and can show of it."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

SMALL_PART = Words(
    "你每月要还的钱占收入不多。",
    "Repayments take a small part of your income.",
)
STEADY = Words("你的收入稳定，也有证明。", "Your income is steady and proven.")

CODES = (
    Code(
        "K01",
        Words("每月能用来还款的钱", "what is left for repayments each month"),
        Words(
            "按你现在的收支，每月大约只有 {symbol}{amount:,.0f} 能用来还款。",
            "On your current income and costs, about {symbol}{amount:,.0f} a month is left for "
            "repayments.",
        ),
        Words(
            "可以改借 {symbol}{less:,.0f} 或把期限改长。",
            "You could borrow {symbol}{less:,.0f} instead, or over a longer time.",
        ),
        family="burden",
        layers=("model", "cap"),
        action=ActionClass.NOW,
        decider="model",
        evidence=("fact", "ruling"),
        proof="income, what is due, and where both come from",
        documents=(1, 2, 3),
        twin=SMALL_PART,
        form_c1="Income insufficient for amount of credit requested",
    ),
    Code(
        "K02",
        Words("缺少收入资料", "income papers that are missing"),
        Words(
            "我们还缺你的收入资料，所以只能按较低的收入来算。",
            "We are missing proof of your income, so we used a lower income figure.",
        ),
        Words(
            "上传收入资料后会重新计算。",
            "Upload proof of your income and we will work it out again.",
        ),
        family="income",
        layers=("cap", "model"),
        action=ActionClass.SHOW,
        decider="data",
        evidence=("missing", "fact", "ruling"),
        proof="the list of papers and which of them we hold",
        review="receipt",
        documents=(0, 1, 3),
        twin=STEADY,
        absence=True,
        form_c1="Unable to verify income",
    ),
    Code(
        "K03",
        Words("收入时高时低", "an income that goes up and down"),
        Words(
            "近一年你每个月的收入高低差得比较大。",
            "Your monthly income went up and down a lot in the past year.",
        ),
        Words(
            "可以提供一整年的收入记录，让我们按全年来看。",
            "Send a full year of income records so that we look at the whole year.",
        ),
        family="income",
        layers=("model",),
        action=ActionClass.SHOW,
        decider="model",
        evidence=("fact",),
        proof="monthly incomes of the past year and their source",
        documents=(1,),
        twin=STEADY,
        form_c1="Temporary or irregular employment",
    ),
    Code(
        "K04",
        Words("另一条路：抵押借款", "another way: a secured loan"),
        Words(
            "你有可以核实的资产，可以另走有抵押的借款。",
            "You have assets we can verify, so a secured loan may suit you.",
        ),
        Words(
            "需要时可向正规银行了解抵押借款。",
            "Ask a licensed bank about a secured loan if you need one.",
        ),
        family="route",
        layers=("state",),
        action=ActionClass.NOW,
        decider="policy",
        evidence=("statement",),
        proof="the assets that were verified",
        documents=(1,),
        polarity="0",
    ),
    Code(
        "K05",
        Words("收入对申请的金额不够", "income compared with the amount"),
        Words(
            "你申请的金额比你的收入能支持的高。",
            "You asked for more than your income can support.",
        ),
        Words(
            "可以少借一些，收入变了请上传新的证明。",
            "You can ask for less; if your income has changed, upload new proof of it.",
        ),
        family="burden",
        layers=("cap", "model"),
        action=ActionClass.NOW,
        decider="policy",
        evidence=("ruling", "fact"),
        proof="income and amount",
        twin=SMALL_PART,
        form_c1="Income insufficient for amount of credit requested",
    ),
    Code(
        "K06",
        Words("工作情况还没有核实", "a job that could not be verified"),
        Words(
            "我们还没能核实你的工作情况。",
            "We have not been able to verify your job.",
        ),
        Words(
            "请上传工作证明，核实后会重新计算。",
            "Upload proof of your job; we work it out again once it is verified.",
        ),
        family="income",
        layers=("model",),
        action=ActionClass.SHOW,
        decider="data",
        evidence=("missing", "fact"),
        proof="the job record",
        review="receipt",
        twin=STEADY,
        absence=True,
        form_c1="Unable to verify employment",
    ),
)
