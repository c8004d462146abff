"""Features of the concept *credit report* (reason codes R04 and R05)."""

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.origins import CREDIT_REPORT
from mingxi.features.unknowns import NO_FILE, NO_FILE_CODE
from mingxi.features.windows import REPORT_MONTHS, latest_known, report_months, rise
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


@declared(
    Feature(
        key="bureau_late_24m",
        name=Words("信用报告中没按时还款的记录", "Missed payments on the credit report"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="bureau_record",
        origin=CREDIT_REPORT,
        actionable=Actionable.WITH_TIME,
        code="R04",
        if_adverse=Words(
            "信用报告显示，近 24 个月你在其他机构有 {value:.0f} 条没按时还款的记录。",
            "Your credit report shows {value:.0f} missed {value:payment|payments} with "
            "other lenders "
            "in the past 24 months.",
        ),
        if_favourable=Words(
            "信用报告显示，近 24 个月你在其他机构没按时还款的记录是 {value:.0f} 条。",
            "Your credit report shows {value:.0f} missed {value:payment|payments} with "
            "other lenders "
            "in the past 24 months.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "先还清其中没还的；到 {date}，这些记录就离开近 24 个月。",
            "Settle any that are still unpaid; by {date} these records are older than 24 months.",
        ),
        # 24 months of the count and one month until the report is with us
        fades_after_months=25,
        adverse_from=1.0,
        witnesses=("L08",),
        source="credit report: late marks of the past 24 months",
    )
)
def bureau_late_24m(known: Histories) -> FloatArray:
    """Late marks of other lenders in 24 months, latest report, shape (n,); NaN without a file."""
    return latest_known(report_months(known, "bureau_late", REPORT_MONTHS))


@declared(
    Feature(
        key="bureau_late_rise_6m",
        name=Words("近 6 个月新增的没按时还款记录", "Rise in missed payments, past 6 months"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="bureau_record",
        origin=CREDIT_REPORT,
        actionable=Actionable.WITH_TIME,
        code="R04",
        if_adverse=Words(
            "近 6 个月，信用报告里没按时还款的记录多了 {value:.0f} 条。",
            "In the past 6 months, the missed payments on your credit report grew by {value:.0f}.",
        ),
        if_favourable=Words(
            "近 6 个月，信用报告里新增的没按时还款的记录是 {value:.0f} 条。",
            "New missed payments on your credit report in the past 6 months: {value:.0f}.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "各家的款都按时还，到 {date}，近 6 个月就没有新增了。",
            "Pay every lender on time; by {date} the past 6 months show no new one.",
        ),
        fades_after_months=7,
        adverse_from=1.0,
        witnesses=("L08",),
    )
)
def bureau_late_rise_6m(known: Histories) -> FloatArray:
    """Net rise of the late marks of other lenders over 6 months, at least 0, shape (n,)."""
    return rise(report_months(known, "bureau_late", 7))


@declared(
    Feature(
        key="bureau_guarantees",
        name=Words("为别人担保的借款笔数", "Loans guaranteed for others"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="bureau_record",
        origin=CREDIT_REPORT,
        actionable=Actionable.BY_BORROWER,
        code="R05",
        if_adverse=Words(
            "信用报告显示，你现在为别人的 {value:.0f} 笔借款担保。",
            "Your credit report shows that you now guarantee {value:.0f} {value:loan|loans} of "
            "other people.",
        ),
        if_favourable=Words(
            "信用报告显示，你现在为别人担保的借款是 {value:.0f} 笔。",
            "Your credit report shows that you now guarantee {value:.0f} {value:loan|loans} of "
            "other people.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "借款已还清的担保，请对方机构解除。减到 {target:.0f} 笔后，{date} 起会算进去。",
            "Ask the lender to release any guarantee whose loan is repaid; "
            "with {target:.0f} left, it counts from {date}.",
        ),
        fades_after_months=2,
        adverse_from=1.0,
        witnesses=("L08",),
    )
)
def bureau_guarantees(known: Histories) -> FloatArray:
    """Loans of others that the borrower guarantees, latest report, shape (n,)."""
    return latest_known(report_months(known, "bureau_guarantees", REPORT_MONTHS))
