"""Columns of the event tables that the simulator writes beside the monthly panel.

One row per event: an instalment, an inquiry, a loan elsewhere, a late mark, a dispute. Each table
agrees with the monthly columns to the last unit; what agrees with what stands in `AGREES_WITH`.
"""

from collections.abc import Mapping

from mingxi.declare.words import Words
from mingxi.records.columns import Column


def _event(name: str, dtype: str, unit: str, zh: str, en: str, null: bool = False) -> Column:
    return Column(name, "event", dtype, unit, Words(zh, en), may_be_null=null)


def _report(name: str, dtype: str, unit: str, zh: str, en: str, null: bool = False) -> Column:
    """A column of the credit report: known a month after it happened."""
    return Column(
        name, "event", dtype, unit, Words(zh, en), known_after_months=1, may_be_null=null
    )


WHO = _event("borrower_id", "int64", "id", "借款人编号", "Borrower number")

INSTALMENTS: tuple[Column, ...] = (
    WHO,
    _event(
        "loan_no", "int32", "count", "第几笔借款，见 `loans`", "Number of the loan, as in `loans`"
    ),
    _event("number", "int8", "count", "第几期，从 1 起", "Number of the instalment, from 1"),
    _event("due_on", "date", "day", "应还日", "Day it is due"),
    _event("due_fen", "int64", "fen", "应还本金", "Principal due"),
    _event("paid_fen", "int64", "fen", "已收到的部分", "Part of it received so far"),
    _event("early_fen", "int64", "fen", "其中应还月之前还的", "Of that, paid before its month"),
    _event("settled_on", "date", "day", "还清日", "Day it was paid in full", null=True),
    _event(
        "how",
        "str",
        "name",
        "提前到以前的月份、按时、晚还、未到期、逾期或核销",
        "early (in an earlier month), on_time, late, not_due, overdue or written_off",
    ),
)

BUREAU_INQUIRIES: tuple[Column, ...] = (
    WHO,
    _report("inquired_on", "date", "day", "查询日", "Day of the inquiry"),
    _report(
        "lender_kind",
        "str",
        "name",
        "银行、消费金融或小贷公司",
        "bank, consumer_finance or small_loan",
    ),
    _report(
        "reason", "str", "name", "贷款审批或信用卡审批", "loan_application or card_application"
    ),
)

BUREAU_TRADELINES: tuple[Column, ...] = (
    WHO,
    _report("line_no", "int32", "count", "第几条，从 0 起", "Number of the entry, from 0"),
    _report("role", "str", "name", "借款人或担保人", "borrower or guarantor"),
    _report(
        "lender_kind",
        "str",
        "name",
        "银行、消费金融或小贷公司",
        "bank, consumer_finance or small_loan",
    ),
    _report("opened_on", "date", "day", "开立日", "Day it was opened"),
    _report("closed_on", "date", "day", "结清日", "Day it was closed", null=True),
    _report("amount_fen", "int64", "fen", "金额", "Amount lent or guaranteed"),
    _report("balance_fen", "int64", "fen", "最后月末余额", "Owed at the last month end"),
    _report("status", "str", "name", "未结清或已结清", "open or closed, at the last month end"),
    _report("late_marks", "int16", "count", "晚还记录数", "Late marks so far"),
)

BUREAU_MARKS: tuple[Column, ...] = (
    WHO,
    _report("line_no", "int32", "count", "哪一条；空：不属于本人", "Entry; null: of none", True),
    _report("marked_on", "date", "day", "记录日", "Day of the mark"),
    _report("corrected_on", "date", "day", "更正日", "Day it was taken back", null=True),
)

APPEALS: tuple[Column, ...] = (
    WHO,
    _event("filed_on", "date", "day", "提出日", "Day it was filed"),
    _event("grounds", "str", "name", "理由", "not_my_loan or paid_on_time"),
    _event("evidence", "str", "name", "证据", "lender_letter, payment_record or none"),
    _event(
        "outcome",
        "str",
        "name",
        "更正或维持；空：未决",
        "corrected or stands; null: open",
        null=True,
    ),
    _event("decided_on", "date", "day", "答复日", "Day of the answer", null=True),
)

EVENT_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "instalments": INSTALMENTS,
    "bureau_inquiries": BUREAU_INQUIRIES,
    "bureau_tradelines": BUREAU_TRADELINES,
    "bureau_marks": BUREAU_MARKS,
    "appeals": APPEALS,
}

# rows of these tables add up to these columns of the months, to the last unit
AGREES_WITH: Mapping[str, tuple[str, ...]] = {
    "instalments": ("due_fen", "balance_fen"),
    "bureau_inquiries": ("bureau_inquiries",),
    "bureau_tradelines": (
        "bureau_lenders",
        "bureau_small_lenders",
        "bureau_debt_fen",
        "bureau_guarantees",
        "bureau_guarantee_fen",
    ),
    "bureau_marks": ("bureau_late",),
    "appeals": ("dispute_open",),
}
