"""Features of the concept *recent late payments* (reason codes R01 and R03)."""

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.lateness import days_late
from mingxi.features.origins import OUR_RECORDS
from mingxi.features.unknowns import NO_LINE, NO_LINE_CODE
from mingxi.features.windows import above, highest, latest, line_months, share, total
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


@declared(
    Feature(
        key="dpd_now",
        name=Words("现在逾期的天数", "Days overdue now"),
        unit="days",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="late_payments",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="R01",
        if_adverse=Words(
            "你现在有一笔还款已经逾期 {value:.0f} 天。",
            "You have a payment that is {value:.0f} {value:day|days} overdue now.",
        ),
        if_favourable=Words(
            "你现在逾期的天数是 {value:.0f}。",
            "Days your payments are overdue now: {value:.0f}.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "先还清逾期的钱，再打开自动扣款。{date} 起会算进去。",
            "Pay what is overdue first, then turn on automatic payment; it counts from {date}.",
        ),
        fades_after_months=1,
        adverse_from=1.0,
        witnesses=("L01", "B03"),
        source="days past due at month end, as consumer loans are reported",
    )
)
def dpd_now(known: Histories) -> FloatArray:
    """Days past due at the end of the snapshot month, shape (n,); NaN without an open line."""
    return latest(line_months(known, "dpd", 1))


@declared(
    Feature(
        key="n_late_3m",
        name=Words("近 3 个月没按时还的月数", "Months not paid on time, past 3"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="late_payments",
        origin=OUR_RECORDS,
        actionable=Actionable.WITH_TIME,
        code="R01",
        if_adverse=Words(
            "近 3 个月里，你有 {value:.0f} 个月没有按时还款。",
            "In {value:.0f} of the past 3 months you did not pay on time.",
        ),
        if_favourable=Words(
            "近 3 个月里，你没按时还款的月数是 {value:.0f}。",
            "Months of the past 3 in which you did not pay on time: {value:.0f}.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "接下来每期按时还，到 {date}，近 3 个月里就没有晚还了。",
            "Pay on time from now on; by {date} the past 3 months hold no late payment.",
        ),
        fades_after_months=3,
        adverse_from=1.0,
        witnesses=("L01",),
    )
)
def n_late_3m(known: Histories) -> FloatArray:
    """Months of the last 3 with a late or unpaid instalment, shape (n,)."""
    return total(above(days_late(known, 3), 0.0))


@declared(
    Feature(
        key="worst_late_days_3m",
        name=Words("近 3 个月最长晚还天数", "Longest delay, past 3 months"),
        unit="days",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="late_payments",
        origin=OUR_RECORDS,
        actionable=Actionable.WITH_TIME,
        code="R01",
        if_adverse=Words(
            "近 3 个月里，你最长晚还了 {value:.0f} 天。",
            "Your longest delay in the past 3 months was {value:.0f} {value:day|days}.",
        ),
        if_favourable=Words(
            "近 3 个月里，你晚还最长是 {value:.0f} 天。",
            "Your longest delay in the past 3 months was {value:.0f} {value:day|days}.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "继续按时还，到 {date}，这次晚还就离开近 3 个月了。",
            "Keep paying on time; by {date} this delay has left the past 3 months.",
        ),
        fades_after_months=3,
        adverse_from=1.0,
        witnesses=("L01",),
    )
)
def worst_late_days_3m(known: Histories) -> FloatArray:
    """Longest delay of the last 3 months in days, shape (n,)."""
    return highest(days_late(known, 3))


@declared(
    Feature(
        key="ontime_share_12m",
        name=Words("近 12 个月按时还款比例", "Share paid on time, past 12 months"),
        unit="share",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="late_payments",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="R03",
        if_adverse=Words(
            "近 12 个月要还款的月份里，你按时还了 {value:.0%}。",
            "Of the months with a payment due in the past 12 months, you paid on time in "
            "{value:.0%}.",
        ),
        if_favourable=Words(
            "近 12 个月要还款的月份里，你按时还了 {value:.0%}。",
            "Of the months with a payment due in the past 12 months, you paid on time in "
            "{value:.0%}.",
        ),
        if_missing=Words(
            "近 12 个月里，我们没有你在这里按期还款的记录可看。",
            "For the past 12 months we hold no record of payments falling due here, "
            "so we cannot see how you repay.",
        ),
        missing_code="H02",
        step=Words(
            "接下来每期按时还，到 {date} 可以升到 {target:.0%}。",
            "Pay every instalment on time; you can reach {target:.0%} by {date}.",
        ),
        fades_after_months=12,
        # at most 11 of 12 months are on time once one was late
        adverse_from=0.99,
        witnesses=("L01", "L17"),
    )
)
def ontime_share_12m(known: Histories) -> FloatArray:
    """Months paid on time over months with something due, last 12, shape (n,).

    NaN when nothing was due.
    """
    was_due = above(line_months(known, "due_fen", 12), 0.0)
    late = above(days_late(known, 12), 0.0)
    return share(total(was_due * (1.0 - late)), total(was_due))
