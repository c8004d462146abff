"""How a person borrows: how often, from how many, how much of what is there."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

SELDOM = Words(
    "你借款的次数不多，也很有规律。",
    "You borrow seldom and regularly.",
)
FEW_APPLICATIONS = Words(
    "你最近很少申请新的借款。",
    "You have rarely applied for new loans lately.",
)
FEW_LENDERS = Words(
    "你只在 {n:.0f} 家机构有借款。",
    "You have loans with only {n:.0f} {n:lender|lenders}.",
)
SMALL_PART = Words(
    "你每月要还的钱占收入不多。",
    "Repayments take a small part of your income.",
)

CODES = (
    Code(
        "B01",
        Words("刚还又借的次数", "borrowing again just after repaying"),
        Words(
            "近 {window:.0f} 天你借了 {n:.0f} 次，其中 {k:.0f} 次刚还完几天又借。",
            "You borrowed {n:.0f} {n:time|times} in {window:.0f} days, {k:.0f} of them just days "
            "after repaying.",
        ),
        Words(
            "有需要再借，把几笔小额并成一笔。",
            "Borrow only when you need to, and combine small loans into one.",
        ),
        family="turnover",
        layers=("gate", "model"),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact", "ruling"),
        proof="count and period",
        review="window_end",
        documents=(2, 3),
        twin=SELDOM,
    ),
    Code(
        "B02",
        Words("最近的借款申请", "recent applications for loans"),
        Words(
            "近 {window:.0f} 个月你向其他机构申请过 {n:.0f} 次借款。",
            "You applied for loans elsewhere {n:.0f} {n:time|times} in the past {window:.0f} "
            "months.",
        ),
        Words(
            "先停一停新的申请，{date} 以后影响会变小。",
            "Pause new applications; the effect shrinks after {date}.",
        ),
        family="search",
        layers=("gate", "model"),
        action=ActionClass.TIME,
        decider="behaviour",
        evidence=("fact", "ruling"),
        proof="days of the applications",
        review="window_end",
        documents=(0,),
        twin=FEW_APPLICATIONS,
        form_c1="Number of recent inquiries on credit bureau report",
    ),
    Code(
        "B03",
        Words("同时欠款的机构", "owing several lenders at once"),
        Words(
            "你现在同时欠着 {n:.0f} 家机构的钱。",
            "You currently owe money to {n:.0f} {n:lender|lenders} at the same time.",
        ),
        Words(
            "先还清金额最小的几家，少开新的。",
            "Clear the smallest ones first and avoid opening new ones.",
        ),
        family="many_lenders",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="number of accounts on the report",
        documents=(0, 3),
        twin=FEW_LENDERS,
        form_c1="Excessive obligations in relation to income",
    ),
    Code(
        "B04",
        Words("收费较高的小机构借款", "loans from small, high-cost lenders"),
        Words(
            "你有 {value:.0f} 笔借款来自收费较高的小机构。",
            "Loans of yours that come from small, high-cost lenders: {value:.0f}.",
        ),
        Words("优先还清收费高的借款。", "Repay the high-cost loans first."),
        family="many_lenders",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="number of accounts with such lenders on the report; private loans are not seen",
        documents=(3,),
        twin=FEW_LENDERS,
        form_c1="Unacceptable type of credit references provided",
    ),
    Code(
        "B05",
        Words("申请提高额度的次数", "frequent requests for a higher limit"),
        Words(
            "近 {window:.0f} 天你申请提高额度 {n:.0f} 次。",
            "You asked for a higher limit {n:.0f} {n:time|times} in the past {window:.0f} days.",
        ),
        Words(
            "{date} 前不用再申请，我们会自动再看。",
            "No need to ask again before {date}; we re-check by ourselves.",
        ),
        family="search",
        layers=("model",),
        action=ActionClass.TIME,
        decider="behaviour",
        evidence=("fact",),
        proof="days of the requests",
        review="window_end",
        documents=(4,),
        twin=FEW_APPLICATIONS,
    ),
    Code(
        "B06",
        Words("每月要还的钱占收入太多", "repayments compared with your income"),
        Words(
            "你每月要还的钱约占收入的 {yours:.0%}，获批的人大约是 {theirs:.0%}。",
            "About {yours:.0%} of your income goes to repayments; people just approved use about "
            "{theirs:.0%}.",
        ),
        Words(
            "每月多还 {symbol}{amount:,.0f}，到 {date} 可降到 {target:.0%}。",
            "Paying {symbol}{amount:,.0f} more a month brings you to {target:.0%} by {date}.",
        ),
        family="burden",
        layers=("model", "cap"),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact", "ruling"),
        proof="what is due, the income, and where both come from",
        documents=(1, 4),
        twin=SMALL_PART,
        form_c1="Excessive obligations in relation to income",
    ),
    Code(
        "B07",
        Words("消费用分期的比例", "purchases paid in instalments"),
        Words(
            "近半年你有 {share:.0%} 的消费用了分期。",
            "{share:.0%} of your purchases in the past six months were in instalments.",
        ),
        Words(
            "手头够的时候先付全款，少开新的分期。",
            "Pay in full when you can and start fewer new plans.",
        ),
        family="burden",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="purchases in all, and those in instalments",
        review="window_end",
        documents=(0,),
        twin=SMALL_PART,
        form_c1="Excessive obligations in relation to income",
    ),
    Code(
        "B08",
        Words("额度几乎一直在用", "a line that is almost always in use"),
        Words(
            "近半年你平均用着这笔额度的 {share:.0%}。",
            "In the past six months you used {share:.0%} of this line on average.",
        ),
        Words(
            "试着把已用额度降到 {target:.0%} 以下。",
            "Try to bring your used amount below {target:.0%}.",
        ),
        family="burden",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="month-end balances and limits",
        review="window_end",
        documents=(4,),
        twin=SMALL_PART,
    ),
    Code(
        "B09",
        Words("短时间内借得多", "a large amount borrowed in a short time"),
        Words(
            "近 {window:.0f} 天你借了 {symbol}{amount:,.0f}，约等于 {months:.1f} 个月的收入。",
            "You borrowed {symbol}{amount:,.0f} in {window:.0f} days, about {months:.1f} months "
            "of income.",
        ),
        Words(
            "先还掉一部分，再安排新的借款。",
            "Repay part of it before you plan a new loan.",
        ),
        family="turnover",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="amounts and days of the loans",
        review="window_end",
        documents=(3,),
        twin=SELDOM,
        form_c1="Excessive obligations in relation to income",
    ),
    Code(
        "B10",
        Words("最后一天才还", "instalments paid on the last day"),
        Words(
            "近半年你有 {value:.0f} 期是在最后一天才还上的。",
            "Instalments you paid only on the last day in the past six months: {value:.0f}.",
        ),
        Words(
            "提前两三天还，或者打开自动扣款。",
            "Pay two or three days early, or turn on automatic payment.",
        ),
        family="planning",
        layers=("model",),
        action=ActionClass.STEP,
        decider="behaviour",
        evidence=("fact",),
        proof="days due and days paid",
        review="window_end",
        documents=(2, 4),
        twin=Words("你一般会提前还款。", "You usually pay early."),
    ),
)
