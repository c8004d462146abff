"""Paying back: here, elsewhere, and what courts and guarantors know of it."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

ON_TIME = Words("近一年你每期都按时还了。", "You paid every instalment on time in the past year.")
CLEAN_REPORT = Words(
    "你的信用报告里没有晚还的记录。", "Your credit report shows no late payments."
)

CODES = (
    Code(
        "R01",
        Words("有还款晚了", "a late payment"),
        Words(
            "你有 {n:.0f} 期还款晚了，最长晚了 {days:.0f} 天。",
            "You paid {n:.0f} {n:instalment|instalments} late, the longest by {days:.0f} "
            "{days:day|days}.",
        ),
        Words(
            "先还清欠款，再打开自动扣款。",
            "Pay what is overdue first, then turn on automatic payment.",
        ),
        family="repayment",
        layers=("gate", "model"),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact", "ruling"),
        proof="dates of the worst instalment: due and paid",
        review="window_end",
        documents=(0, 2, 3, 4),
        twin=ON_TIME,
        form_c1="Poor credit performance with us",
    ),
    Code(
        "R02",
        Words("以前晚还的记录", "an old late payment"),
        Words(
            "你以前晚还的钱已经还清，但这段记录还在参考期内。",
            "You have settled an old late payment, but it is still within the period we look at.",
        ),
        Words(
            "继续按时还款，{date} 以后就不再影响你。",
            "Keep paying on time; this stops counting after {date}.",
        ),
        family="old_late",
        layers=("model",),
        action=ActionClass.TIME,
        decider="behaviour",
        evidence=("fact",),
        proof="day of the last late payment, and the day the period ends",
        review="window_end",
        documents=(2,),
        twin=Words(
            "你已经 {months:.0f} 个月没有晚还过。",
            "You have not been late for {months:.0f} {months:month|months}.",
        ),
        form_c1="Poor credit performance with us",
    ),
    Code(
        "R03",
        Words("按时还款的比例", "the share of instalments paid on time"),
        Words(
            "近一年你有 {due:.0f} 期要还，按时还了 {paid:.0f} 期。",
            "In the past year {due:.0f} {due:instalment was|instalments were} due, and you paid "
            "{paid:.0f} on time.",
        ),
        Words("把还款日设在发工资之后。", "Move your due date to just after payday."),
        family="repayment",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="instalments due and paid on time, with their dates",
        review="window_end",
        documents=(4,),
        twin=ON_TIME,
        form_c1="Poor credit performance with us",
    ),
    Code(
        "R04",
        Words("信用报告里的晚还记录", "missed payments on your credit report"),
        Words(
            "你的信用报告里有 {n:.0f} 条没按时还款的记录。",
            "Your credit report shows {n:.0f} missed {n:payment|payments} with other lenders.",
        ),
        Words(
            "先还清其中没还的，再留意报告更新。",
            "Settle any that are still unpaid, then watch for the report to update.",
        ),
        family="bureau",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="day of the report and its lines",
        review="window_end",
        documents=(0, 3),
        twin=CLEAN_REPORT,
        form_c1="Delinquent past or present credit obligations with others",
    ),
    Code(
        "R05",
        Words("为别人担保的借款", "loans you guarantee for others"),
        Words(
            "你正在为别人的 {n:.0f} 笔借款担保，共 {symbol}{amount:,.0f}。",
            "You are guarantor for {n:.0f} {n:loan|loans} of other people, {symbol}{amount:,.0f} "
            "in total.",
        ),
        Words(
            "借款已还清的担保，请联系对方机构解除。",
            "Ask the lender to release any guarantee whose loan is repaid.",
        ),
        family="guarantee",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="the guarantees on the report",
        documents=(3,),
        twin=Words("你没有为别人担保。", "You guarantee nobody's loan."),
        form_c1="Excessive obligations in relation to income",
    ),
    Code(
        "R06",
        Words("信用报告的异议还没有结果", "an open dispute of your credit report"),
        Words(
            "你对信用报告提出了异议，结果还没出来。",
            "You have disputed your credit report and the check is still open.",
        ),
        Words(
            "异议是免费的，对方要在 20 天内答复。之后我们会再看一次。",
            "A dispute is free and must be answered within 20 days; then we look again.",
        ),
        family="report_doubt",
        layers=("gate",),
        action=ActionClass.SHOW,
        decider="data",
        evidence=("ruling",),
        proof="number and day of the dispute",
        review="by_law",
        documents=(0, 1),
        form_c1="Unable to verify credit references",
    ),
    Code(
        "R07",
        Words("法院记录里没有履行的还款", "an unpaid court order"),
        Words(
            "法院记录里有你还没履行的还款。",
            "Court records show a repayment you have not made.",
        ),
        Words(
            "履行以后请把法院的证明发给我们。",
            "Once it is paid, send us the court's confirmation.",
        ),
        family="bureau",
        layers=("gate",),
        action=ActionClass.STEP,
        decider="data",
        evidence=("ruling",),
        proof="number and day of the court record",
        review="receipt",
        twin=CLEAN_REPORT,
        form_c1="Collection action or judgment",
    ),
    Code(
        "Y01",
        Words("在我们这里的另一笔借款逾期", "another loan with us that is overdue"),
        Words(
            "你在我们这里的另一笔借款已经逾期 {days:.0f} 天未还。",
            "Another loan you have with us is {days:.0f} {days:day|days} overdue.",
        ),
        Words(
            "先还清那一笔，还清当天就会恢复。", "Repay that loan first; it works again that day."
        ),
        family="repayment",
        layers=("gate",),
        action=ActionClass.NOW,
        decider="behaviour",
        evidence=("ruling",),
        proof="the account and its days overdue",
        review="receipt",
        twin=ON_TIME,
        form_c1="Poor credit performance with us",
    ),
)
