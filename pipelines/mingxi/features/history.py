"""Features of the concept *extent of the record* (reason codes H01 to H04)."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.lateness import days_late
from mingxi.features.origins import CREDIT_REPORT, OUR_RECORDS
from mingxi.features.unknowns import NO_FILE, NO_FILE_CODE, NO_LINE, NO_LINE_CODE
from mingxi.features.windows import (
    FEN_PER_YUAN,
    REPORT_MONTHS,
    above,
    latest_known,
    line_months,
    mean,
    report_months,
    total,
)
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories

# months with us from which on they say more than the application did; measured on fresh borrowers,
# see reports/LOG.md
FROM_MONTHS = 1.0


@declared(
    Feature(
        key="bureau_file_months",
        name=Words("信用记录长度", "Length of the credit record"),
        unit="months",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="history",
        origin=CREDIT_REPORT,
        actionable=Actionable.WITH_TIME,
        code="H02",
        if_adverse=Words(
            "你最早的一笔借款记录到现在有 {value:.0f} 个月。",
            "Your oldest borrowing record is {value:.0f} {value:month|months} old.",
        ),
        if_favourable=Words(
            "你的借还记录已经有 {value:.0f} 个月。",
            "You have {value:.0f} {value:month|months} of borrowing record.",
        ),
        if_missing=NO_FILE,
        missing_code=NO_FILE_CODE,
        step=Words(
            "你的借还记录满 {target:.0f} 个月时，这一项的影响会变小。",
            "Once your borrowing record is {target:.0f} months old, this weighs less.",
        ),
        witnesses=("L17",),
    )
)
def bureau_file_months(known: Histories) -> FloatArray:
    """Months since the oldest tradeline, latest report, shape (n,); NaN without a file (H01)."""
    return latest_known(report_months(known, "bureau_file_months", REPORT_MONTHS))


@declared(
    Feature(
        key="months_with_us",
        name=Words("在这里开户的月数", "Months with us"),
        unit="months",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="history",
        origin=OUR_RECORDS,
        actionable=Actionable.WITH_TIME,
        code="H03",
        if_adverse=Words(
            "你在这里申请开户到现在有 {value:.0f} 个月。",
            "It is {value:.0f} {value:month|months} since you applied to open your account here.",
        ),
        if_favourable=Words(
            "你在这里申请开户到现在已有 {value:.0f} 个月。",
            "It is {value:.0f} {value:month|months} since you applied to open your account here.",
        ),
        if_missing=Words(
            "你在这里还没有满一个月的记录。",
            "You do not have a full month of record here yet.",
        ),
        missing_code=NO_LINE_CODE,
        step=Words(
            "你在这里开户满 {target:.0f} 个月时，这一项的影响会变小。",
            "Once you have been with us for {target:.0f} months, this weighs less.",
        ),
        witnesses=("L17",),
    )
)
def months_with_us(known: Histories) -> FloatArray:
    """Months from the application to the snapshot, shape (n,).

    NaN where no line ever opened, or before `FROM_MONTHS`: there is nothing to count yet. A line
    opened before the first month of the histories has a negative month of application.
    """
    since = len(known.months) - 1.0 - known.fixed["open_month"]
    return np.where(known["on_book"].any(axis=1) & (since >= FROM_MONTHS), since, np.nan)


@declared(
    Feature(
        key="n_ontime_24m",
        name=Words("近 24 个月按时还款的月数", "Months paid on time, past 24"),
        unit="count",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="history",
        origin=OUR_RECORDS,
        # it grows only by borrowing, and nobody is advised to borrow
        actionable=Actionable.NOT,
        code="H04",
        if_adverse=Words(
            "近 24 个月里，我们能看到你按时还款的月份只有 {value:.0f} 个。能参考的不多。",
            "Months of the past 24 in which we could see you repay here on time: {value:.0f}. "
            "That is little to go on.",
        ),
        if_favourable=Words(
            "近 24 个月里，你在这里有 {value:.0f} 个月按时还了款。",
            "In {value:.0f} of the past 24 months you had a payment due here and paid it on time.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        witnesses=("L17",),
        source="assumption: low-and-grow, limits grow with good conduct",
    )
)
def n_ontime_24m(known: Histories) -> FloatArray:
    """Months of the last 24 with something due and paid on time, shape (n,)."""
    was_due = above(line_months(known, "due_fen", 24), 0.0)
    return total(was_due * (1.0 - above(days_late(known, 24), 0.0)))


@declared(
    Feature(
        key="repaid_24m",
        name=Words("近 24 个月还款金额", "Amount repaid, past 24 months"),
        unit="money",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="history",
        origin=OUR_RECORDS,
        # it grows only by borrowing, and nobody is advised to borrow
        actionable=Actionable.NOT,
        code="H04",
        if_adverse=Words(
            "近 24 个月你在这里一共还了 {value:,.0f} 元。能参考的不多。",
            "In the past 24 months you repaid {value:,.0f} yuan here. That is little to go on.",
        ),
        if_favourable=Words(
            "近 24 个月你在这里一共还了 {value:,.0f} 元。",
            "In the past 24 months you repaid {value:,.0f} yuan here.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        witnesses=("L17",),
        source="assumption: low-and-grow, limits follow what was borrowed and paid back",
    )
)
def repaid_24m(known: Histories) -> FloatArray:
    """Repayments posted in the last 24 months, yuan, shape (n,)."""
    return total(line_months(known, "paid_fen", 24)) / FEN_PER_YUAN


@declared(
    Feature(
        key="asked_share_48m",
        name=Words("申请过借款的月份比例", "Share of months in which you asked to borrow"),
        unit="share",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="history",
        origin=OUR_RECORDS,
        # nobody is advised to borrow
        actionable=Actionable.NOT,
        code="H04",
        if_adverse=Words(
            "近 4 年额度开着的月份里，你申请借款的月份占 {value:.0%}。能参考的不多。",
            "In the past 4 years you asked to borrow in {value:.0%} of the months in which your "
            "line was open. That is little to go on.",
        ),
        if_favourable=Words(
            "近 4 年额度开着的月份里，你申请借款的月份占 {value:.0%}。",
            "In the past 4 years you asked to borrow in {value:.0%} of the months in which your "
            "line was open.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        witnesses=("L17",),
        source="assumption: who used a line in the past four years will go on using it",
    )
)
def asked_share_48m(known: Histories) -> FloatArray:
    """Months with a request for a loan over months with an open line, of the last 48, (n,)."""
    return mean(above(line_months(known, "n_submissions", 48), 0.0))
