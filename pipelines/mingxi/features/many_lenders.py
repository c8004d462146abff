"""Features of the concept *lenders and new applications* (reason codes B02 to B05)."""

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.origins import CREDIT_REPORT, OUR_RECORDS
from mingxi.features.unknowns import NO_FILE, NO_FILE_CODE, NOT_A_CUSTOMER
from mingxi.features.windows import (
    REPORT_MONTHS,
    latest_known,
    person_months,
    report_months,
    rise,
    total,
)
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


@declared(
    Feature(
        key="bureau_lenders",
        name=Words("其他借款机构数", "Other lenders owed"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="many_lenders",
        origin=CREDIT_REPORT,
        actionable=Actionable.BY_BORROWER,
        code="B03",
        if_adverse=Words(
            "信用报告显示，除我们以外你现在还欠着 {value:.0f} 家机构的钱。",
            "Your credit report shows that, besides us, you now owe money to {value:.0f} "
            "{value:lender|lenders}.",
        ),
        if_favourable=Words(
            "信用报告显示，除我们以外你现在欠款的机构有 {value:.0f} 家。",
            "Your credit report shows that, besides us, you now owe money to {value:.0f} "
            "{value:lender|lenders}.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "先还清金额最小的几家，少开新的。减到 {target:.0f} 家后，{date} 起会算进去。",
            "Clear the smallest ones first and open no new ones; with {target:.0f} left, "
            "it counts from {date}.",
        ),
        fades_after_months=2,
        adverse_from=1.0,
        witnesses=("L04", "B13"),
    )
)
def bureau_lenders(known: Histories) -> FloatArray:
    """Lenders owed elsewhere, latest report, shape (n,); NaN without a file."""
    return latest_known(report_months(known, "bureau_lenders", REPORT_MONTHS))


@declared(
    Feature(
        key="bureau_small_lenders",
        name=Words("欠款的小额贷款公司数", "Small-loan companies owed"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="many_lenders",
        origin=CREDIT_REPORT,
        actionable=Actionable.BY_BORROWER,
        code="B04",
        if_adverse=Words(
            "信用报告显示，你现在欠着 {value:.0f} 家小额贷款公司的钱。它们收费一般较高。",
            "Your credit report shows that you now owe {value:.0f} small-loan "
            "{value:company|companies}, which usually charge more.",
        ),
        if_favourable=Words(
            "信用报告显示，你现在欠款的小额贷款公司有 {value:.0f} 家。",
            "Your credit report shows that you now owe {value:.0f} small-loan "
            "{value:company|companies}.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "先还清收费高的借款。小额贷款公司减到 {target:.0f} 家，{date} 起会算进去。",
            "Repay the loans that cost most first; with {target:.0f} small-loan companies left, "
            "it counts from {date}.",
        ),
        fades_after_months=2,
        adverse_from=1.0,
        witnesses=("L04",),
        source="credit report: accounts with small-loan companies; private loans are not seen",
    )
)
def bureau_small_lenders(known: Histories) -> FloatArray:
    """Small-loan companies owed, latest report, shape (n,); NaN without a file."""
    return latest_known(report_months(known, "bureau_small_lenders", REPORT_MONTHS))


@declared(
    Feature(
        key="bureau_lenders_rise_6m",
        name=Words("近 6 个月增加的借款机构数", "Rise in other lenders, past 6 months"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="many_lenders",
        origin=CREDIT_REPORT,
        actionable=Actionable.WITH_TIME,
        code="B03",
        if_adverse=Words(
            "近 6 个月，你欠款的其他机构多了 {value:.0f} 家。",
            "In the past 6 months, the other lenders you owe grew by {value:.0f}.",
        ),
        if_favourable=Words(
            "近 6 个月，你欠款的其他机构新增了 {value:.0f} 家。",
            "Other lenders you came to owe in the past 6 months: {value:.0f}.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "不再开新的借款，到 {date}，近 6 个月就没有新增了。",
            "Open no new loans; by {date} the past 6 months show no new one.",
        ),
        fades_after_months=7,
        adverse_from=1.0,
        witnesses=("L04",),
    )
)
def bureau_lenders_rise_6m(known: Histories) -> FloatArray:
    """Net rise of the lenders owed elsewhere over 6 months, at least 0, shape (n,)."""
    return rise(report_months(known, "bureau_lenders", 7))


@declared(
    Feature(
        key="bureau_inquiries_3m",
        name=Words("近 3 个月征信查询次数", "Credit report checks, past 3 months"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="many_lenders",
        origin=CREDIT_REPORT,
        actionable=Actionable.BY_BORROWER,
        code="B02",
        if_adverse=Words(
            "最近 3 个月的记录里，你的信用报告被查询了 {value:.0f} 次。",
            "Lenders checked your credit report {value:.0f} {value:time|times} in the "
            "latest 3 months "
            "on record.",
        ),
        if_favourable=Words(
            "最近 3 个月的记录里，你的信用报告被查询了 {value:.0f} 次。",
            "Lenders checked your credit report {value:.0f} {value:time|times} in the "
            "latest 3 months "
            "on record.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "先停一停新的借款申请，{date} 起影响会变小。",
            "Pause new loan applications; the effect shrinks from {date}.",
        ),
        fades_after_months=4,
        adverse_from=1.0,
        witnesses=("L04", "B13"),
    )
)
def bureau_inquiries_3m(known: Histories) -> FloatArray:
    """Checks by other lenders in the latest 3 reported months, shape (n,); NaN without a file."""
    return total(report_months(known, "bureau_inquiries", 3))


@declared(
    Feature(
        key="bureau_inquiries_12m",
        name=Words("近 12 个月征信查询次数", "Credit report checks, past 12 months"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="many_lenders",
        origin=CREDIT_REPORT,
        actionable=Actionable.WITH_TIME,
        code="B02",
        if_adverse=Words(
            "最近 12 个月的记录里，你的信用报告被查询了 {value:.0f} 次。",
            "Lenders checked your credit report {value:.0f} {value:time|times} in the "
            "latest 12 months "
            "on record.",
        ),
        if_favourable=Words(
            "最近 12 个月的记录里，你的信用报告被查询了 {value:.0f} 次。",
            "Lenders checked your credit report {value:.0f} {value:time|times} in the "
            "latest 12 months "
            "on record.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "少申请新的借款，到 {date}，这些查询都离开近 12 个月。",
            "Apply for fewer loans; by {date} these checks are older than 12 months.",
        ),
        fades_after_months=13,
        adverse_from=1.0,
        witnesses=("L04",),
    )
)
def bureau_inquiries_12m(known: Histories) -> FloatArray:
    """Checks by other lenders in the latest 12 reported months, shape (n,)."""
    return total(report_months(known, "bureau_inquiries", 12))


@declared(
    Feature(
        key="n_limit_requests_3m",
        name=Words("近 3 个月申请提额次数", "Requests for a higher limit, past 3 months"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="many_lenders",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="B05",
        if_adverse=Words(
            "近 3 个月你申请提高额度 {value:.0f} 次。",
            "You asked for a higher limit {value:.0f} {value:time|times} in the past 3 months.",
        ),
        if_favourable=Words(
            "近 3 个月你申请提高额度 {value:.0f} 次。",
            "You asked for a higher limit {value:.0f} {value:time|times} in the past 3 months.",
        ),
        if_missing=NOT_A_CUSTOMER,
        step=Words(
            "先不用再申请提额，到 {date}，这些申请都离开近 3 个月。",
            "No need to ask again for now; by {date} these requests are older than 3 months.",
        ),
        fades_after_months=3,
        adverse_from=1.0,
        witnesses=("L04", "B05", "B14"),
    )
)
def n_limit_requests_3m(known: Histories) -> FloatArray:
    """Requests for a higher limit in the last 3 months, shape (n,)."""
    return total(person_months(known, "n_limit_requests", 3))
