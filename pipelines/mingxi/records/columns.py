"""Columns of a borrower's history: what each means and when a lender knows it.

This is the data dictionary of the observed tables; the simulator writes exactly these columns and
features read nothing else.
"""

from dataclasses import dataclass
from typing import Literal

from mingxi.declare.words import Words

Grain = Literal["fixed", "monthly", "event"]


@dataclass(frozen=True)
class Column:
    """One column of the histories.

    Parameters
    ----------
    name : str
    grain : {"fixed", "monthly", "event"}
        ``fixed``: one value per borrower, array ``(n,)``; ``monthly``: array ``(n, months)``;
        ``event``: one value per row of an event table (`mingxi.records.event_columns`).
    dtype : str
        NumPy dtype, or ``"date"``. Money is int64 fen (1/100 yuan), so identities are exact.
    unit : str
    meaning : Words
    known_after_months : int
        A value of month m is known at the end of month m + this (credit bureau lag).
    protected : bool
        A trait that no model may use.
    may_be_null : bool
        A row may have no value (an event that has not come yet).
    """

    name: str
    grain: Grain
    dtype: str
    unit: str
    meaning: Words
    known_after_months: int = 0
    protected: bool = False
    may_be_null: bool = False


def _fixed(name: str, dtype: str, unit: str, zh: str, en: str, protected: bool = False) -> Column:
    return Column(name, "fixed", dtype, unit, Words(zh, en), protected=protected)


def _monthly(name: str, dtype: str, unit: str, zh: str, en: str, lag: int = 0) -> Column:
    return Column(name, "monthly", dtype, unit, Words(zh, en), known_after_months=lag)


FIXED: tuple[Column, ...] = (
    _fixed("borrower_id", "int64", "id", "借款人编号", "Borrower number"),
    _fixed("open_month", "int16", "month", "申请月份序号", "Month index of the application"),
    _fixed("region", "str", "name", "省级地区", "Province-level region"),
    _fixed("city_tier", "str", "name", "城市等级", "City tier: T1, N1, T2, T3"),
    _fixed("segment", "str", "name", "就业类型", "Kind of work: salaried, self_employed, gig"),
    _fixed("industry", "str", "name", "行业", "Line of work"),
    _fixed("gender", "str", "name", "性别", "Gender", protected=True),
    _fixed("age", "int16", "years", "申请时年龄", "Age at application", protected=True),
)

MONTHLY: tuple[Column, ...] = (
    _monthly("on_book", "bool", "flag", "月末额度已开通", "Line is open at month end"),
    _monthly("limit_fen", "int64", "fen", "月末额度", "Limit at month end, after any review"),
    _monthly(
        "balance_fen", "int64", "fen", "月末已入账本金余额", "Posted principal owed at month end"
    ),
    _monthly(
        "pending_fen", "int64", "fen", "已收到未入账的还款", "Repayment received, not posted"
    ),
    _monthly("due_fen", "int64", "fen", "当月应还", "Instalments due in the month"),
    _monthly("paid_fen", "int64", "fen", "当月已入账还款", "Repayments posted in the month"),
    _monthly("late_days", "int16", "days", "当月晚还天数", "Days the month's instalment was late"),
    _monthly("lead_days", "int8", "days", "当月提前还款天数", "Days paid before the due day"),
    _monthly("dpd", "int16", "days", "月末逾期天数", "Days past due at month end"),
    _monthly("n_draws", "int16", "count", "当月借款次数", "Draws in the month"),
    _monthly("drawn_fen", "int64", "fen", "当月借款金额", "Amount drawn in the month"),
    _monthly(
        "n_reborrows", "int16", "count", "还款七天内再借", "Draws within 7 days of a repayment"
    ),
    _monthly("spend_fen", "int64", "fen", "当月消费", "Spending through the platform"),
    _monthly("instalment_spend_fen", "int64", "fen", "分期消费", "Spending put on instalments"),
    _monthly("n_scenes", "int8", "count", "消费场景数", "Kinds of spending in the month"),
    _monthly("active_days", "int8", "days", "活跃天数", "Days with a payment"),
    _monthly(
        "high_risk_out_fen", "int64", "fen", "转往投资等用途", "Loan money moved to investment"
    ),
    _monthly(
        "linked_out_fen", "int64", "fen", "转往关联账户", "Loan money moved to linked accounts"
    ),
    _monthly(
        "income_fen", "float64", "fen per month", "估计月收入", "Estimated income; NaN: unknown"
    ),
    _monthly(
        "inflow_fen",
        "float64",
        "fen",
        "当月看到的收入",
        "Income seen in the month; NaN: none seen",
    ),
    _monthly("income_verified", "bool", "flag", "收入已证明", "Income is documented"),
    _monthly("assets_verified", "bool", "flag", "资产已核实", "Assets are documented"),
    _monthly("outside_score", "int16", "points", "外部信用分", "Outside score, 350 to 950"),
    _monthly("n_limit_requests", "int8", "count", "申请提额次数", "Requests for a higher limit"),
    _monthly(
        "n_submissions", "int16", "count", "单日最多提交", "Draw requests on the busiest day"
    ),
    _monthly("profile_items_missing", "int8", "count", "缺少的资料", "Profile items missing"),
    _monthly("identity_valid", "bool", "flag", "证件有效", "Identity papers are valid"),
    _monthly(
        "consent_confirmed", "bool", "flag", "已确认新风险提示", "Newest risk notice is confirmed"
    ),
    _monthly("autopay", "bool", "flag", "自动还款", "Automatic repayment is on"),
    _monthly("anomaly", "bool", "flag", "异常交易待确认", "Unusual payment awaits confirmation"),
    _monthly("use_proof_due", "bool", "flag", "用途凭证待补", "Proof of use was asked for"),
    _monthly("draw_most_fen", "int64", "fen", "本等级单笔上限", "Largest single loan of the tier"),
    _monthly(
        "review_failed", "bool", "flag", "系统出错未审完", "A review broke off; done again later"
    ),
    _monthly("dispute_open", "bool", "flag", "征信异议处理中", "A dispute of the report is open"),
    _monthly("bureau_lenders", "int16", "count", "其他机构数", "Lenders owed elsewhere", lag=1),
    _monthly(
        "bureau_small_lenders", "int16", "count", "小贷公司数", "Small-loan companies owed", lag=1
    ),
    _monthly("bureau_debt_fen", "int64", "fen", "其他机构欠款", "Debt elsewhere", lag=1),
    _monthly("bureau_due_fen", "int64", "fen", "其他机构月还", "Monthly dues elsewhere", lag=1),
    _monthly(
        "bureau_inquiries", "int16", "count", "当月征信查询", "Inquiries in the month", lag=1
    ),
    _monthly("bureau_late", "int16", "count", "其他机构晚还", "Late marks elsewhere, 24 m", lag=1),
    _monthly("bureau_guarantees", "int16", "count", "担保笔数", "Loans guaranteed", lag=1),
    _monthly(
        "bureau_guarantee_fen", "int64", "fen", "担保金额", "Amount guaranteed for others", lag=1
    ),
    _monthly("bureau_file_months", "int16", "months", "征信记录月数", "Months on file", lag=1),
)
