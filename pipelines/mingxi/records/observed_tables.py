"""Tables that a lender has: what a row is and what every column means."""

from mingxi.declare.words import Words
from mingxi.records.columns import FIXED, MONTHLY
from mingxi.records.event_columns import EVENT_COLUMNS, WHO
from mingxi.records.table import ASKED_ON, EVENT, MONTH, PURPOSE, Table, column

OBSERVED: tuple[Table, ...] = (
    Table("borrowers", "observed", Words("一位借款人", "one borrower"), FIXED),
    Table(
        "months",
        "observed",
        Words("一位借款人的一个月", "one month of one borrower"),
        (WHO, MONTH, *MONTHLY),
    ),
    Table(
        "loans",
        "observed",
        Words("一笔借款", "one loan"),
        (
            WHO,
            column(
                "loan_no",
                "int32",
                "count",
                "该借款人的第几笔，首笔为 0，更早还清的也算",
                "Number of the loan, the first is 0; those repaid before the records count",
            ),
            column("drawn_on", "date", "day", "放款日", "Day it was paid out"),
            column("amount_fen", "int64", "fen", "金额", "Amount"),
            column("term_months", "int8", "months", "期数：3、6 或 12", "Term: 3, 6 or 12"),
            column("daily_rate", "float64", "share per day", "日利率", "Interest rate per day"),
            column("method", "str", "name", "还款方式", "How it is repaid"),
            PURPOSE,
        ),
    ),
    Table(
        "repayments",
        "observed",
        Words("一笔还款", "one payment"),
        (
            WHO,
            EVENT,
            column("due_on", "date", "day", "应还日", "Day it was due"),
            column("due_fen", "int64", "fen", "应还本金", "Principal due"),
            column("paid_on", "date", "day", "收到日", "Day it was received"),
            column("paid_fen", "int64", "fen", "已还本金", "Principal paid"),
            column("posted_on", "date", "day", "入账日", "Day it was posted"),
        ),
    ),
    Table(
        "limit_events",
        "observed",
        Words("一次额度决定", "one decision on a limit"),
        (
            WHO,
            MONTH,
            column("old_fen", "int64", "fen", "决定前额度", "Limit before"),
            column("new_fen", "int64", "fen", "决定后额度", "Limit after"),
            column(
                "proposal_fen", "int64", "fen", "随机化前的提议", "Proposal before exploration"
            ),
            column(
                "multiplier",
                "float64",
                "factor",
                "随机倍数，1 为不变",
                "Random multiplier, 1: none",
            ),
            column(
                "propensity",
                "float64",
                "share",
                "抽到该倍数的概率",
                "Probability of that multiplier",
            ),
            column("explored", "bool", "flag", "此次决定被随机化", "The decision was randomised"),
            column("policy_version", "str", "name", "策略版本", "Policy version in force"),
            column("told", "str", "name", "告知用户的理由", "What the borrower was told"),
        ),
    ),
    Table(
        "draw_attempts",
        "observed",
        Words("一次借款申请", "one request for a loan"),
        (
            WHO,
            EVENT,
            ASKED_ON,
            column("amount_fen", "int64", "fen", "申请金额", "Amount asked for"),
            PURPOSE,
            column("granted", "bool", "flag", "是否放款", "Whether it was granted"),
            column("message", "str", "name", "界面上显示的话", "Message on the screen"),
        ),
    ),
)

_ROWS = {
    "instalments": Words("一期应还", "one instalment"),
    "bureau_inquiries": Words("一次征信查询", "one inquiry at the credit bureau"),
    "bureau_tradelines": Words(
        "信用报告中的一条借款或担保", "one loan or guarantee on the report"
    ),
    "bureau_marks": Words("信用报告中的一条晚还记录", "one late mark on the report"),
    "appeals": Words("一次异议", "one dispute"),
}
EVENTS: tuple[Table, ...] = tuple(
    Table(name, "observed", _ROWS[name], columns) for name, columns in EVENT_COLUMNS.items()
)

COMMON: tuple[Table, ...] = (
    Table(
        "macro",
        "observed",
        Words("一个月", "one month"),
        (
            MONTH,
            column(
                "unemployment", "float64", "share", "城镇调查失业率", "Surveyed urban unemployment"
            ),
            column("gdp_gap", "float64", "share", "产出缺口", "Output above its trend"),
        ),
    ),
    Table(
        "notices",
        "observed",
        Words("一则公告", "one notice"),
        (
            column("kind", "str", "name", "种类", "Kind of notice"),
            column("region", "str", "name", "地区，空为全国", "Region; empty: everywhere"),
            column("industry", "str", "name", "行业，空为全部", "Line of work; empty: all"),
            column("starts_on", "date", "day", "开始日", "First day"),
            column("ends_on", "date", "day", "结束日", "Last day"),
            column(
                "value", "float64", "by kind", "幅度、上限或版本号", "Log effect, yuan or version"
            ),
        ),
    ),
    Table(
        "incidents",
        "observed",
        Words("一次事件", "one incident"),
        (
            column("kind", "str", "name", "种类", "maintenance, network or funds_short"),
            column("region", "str", "name", "地区，空为全国", "Region; empty: everywhere"),
            column("starts_on", "date", "day", "开始日", "First day"),
            column("ends_on", "date", "day", "结束日", "Last day"),
        ),
    ),
)
