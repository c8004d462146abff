"""Features of the concept *older late payments* (reason code R02): 4 to 24 months back."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.lateness import days_late
from mingxi.features.origins import OUR_RECORDS
from mingxi.features.windows import above, highest, total
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories

# the recent 3 months belong to the concept of recent late payments
RECENT, OLDEST = 3, 24

TOO_SHORT = Words(
    "我们没有你 3 个月以前的还款记录可看。",
    "We hold no repayment record of yours from more than 3 months ago.",
)
WAIT = Words(
    "继续按时还款，到 {date}，这段记录就离开参考期。",
    "Keep paying on time; by {date} this has left the period we look at.",
)


@declared(
    Feature(
        key="n_late_4_24m",
        name=Words("4 到 24 个月前没按时还的月数", "Months not paid on time, 4 to 24 months ago"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="old_late_payments",
        origin=OUR_RECORDS,
        actionable=Actionable.WITH_TIME,
        code="R02",
        if_adverse=Words(
            "4 到 24 个月前，你有 {value:.0f} 个月没有按时还款。这还在参考期内。",
            "Between 4 and 24 months ago there were {value:.0f} {value:month|months} in "
            "which you did not "
            "pay on time. We still look at them.",
        ),
        if_favourable=Words(
            "4 到 24 个月前，你没按时还款的月数是 {value:.0f}。",
            "Months you did not pay on time, 4 to 24 months ago: {value:.0f}.",
        ),
        if_missing=TOO_SHORT,
        missing_code="H02",
        step=WAIT,
        fades_after_months=21,
        adverse_from=1.0,
        witnesses=("L02",),
        source="assumption: a look-back of 24 months, common for behaviour scores",
    )
)
def n_late_4_24m(known: Histories) -> FloatArray:
    """Months with a late or unpaid instalment, 4 to 24 months back, shape (n,)."""
    return _none_if_unknown(total(above(_older_days_late(known), 0.0)))


@declared(
    Feature(
        key="worst_late_days_4_24m",
        name=Words("4 到 24 个月前最长晚还天数", "Longest delay, 4 to 24 months ago"),
        unit="days",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="old_late_payments",
        origin=OUR_RECORDS,
        actionable=Actionable.WITH_TIME,
        code="R02",
        if_adverse=Words(
            "4 到 24 个月前，你最长晚还过 {value:.0f} 天。这还在参考期内。",
            "Between 4 and 24 months ago your longest delay was {value:.0f} {value:day|days}; "
            "we still look at it.",
        ),
        if_favourable=Words(
            "4 到 24 个月前，你晚还最长是 {value:.0f} 天。",
            "Between 4 and 24 months ago your longest delay was {value:.0f} {value:day|days}.",
        ),
        if_missing=TOO_SHORT,
        missing_code="H02",
        step=WAIT,
        fades_after_months=21,
        adverse_from=1.0,
        witnesses=("L02",),
    )
)
def worst_late_days_4_24m(known: Histories) -> FloatArray:
    """Longest delay in days, 4 to 24 months back, shape (n,)."""
    return _none_if_unknown(highest(_older_days_late(known)))


@declared(
    Feature(
        key="months_since_old_late",
        name=Words(
            "较早一次晚还距今月数（25 表示没有）",
            "Months since the latest older late payment (25: none)",
        ),
        unit="months",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="old_late_payments",
        origin=OUR_RECORDS,
        actionable=Actionable.WITH_TIME,
        code="R02",
        if_adverse=Words(
            "不算近 3 个月，你最后一次没按时还款是在 {value:.0f} 个月前。",
            "Before the past 3 months, you last paid late {value:.0f} months ago.",
        ),
        if_missing=TOO_SHORT,
        missing_code="H02",
        step=WAIT,
        fades_after_months=21,
        # 25 stands for "none that we look at"
        adverse_from=24.0,
        witnesses=("L02",),
    )
)
def months_since_old_late(known: Histories) -> FloatArray:
    """Months since the latest delay that is 4 to 24 months back; 25 when there is none."""
    late = above(_older_days_late(known), 0.0)
    months_back = np.arange(RECENT + late.shape[1], RECENT, -1, dtype=np.float64)
    since: FloatArray = np.where(late > 0, months_back, OLDEST + 1.0)
    return np.asarray(since.min(axis=1, initial=OLDEST + 1.0))


def _none_if_unknown(counted: FloatArray) -> FloatArray:
    """Nothing recorded is no late payment.

    Were a short record unknown instead, a model could learn to like it, and the limit would fall
    on the day the record grows long enough to be clean. How long it is says *history*.
    """
    return np.nan_to_num(counted, nan=0.0)


def _older_days_late(known: Histories) -> FloatArray:
    return days_late(known, OLDEST - RECENT, skip=RECENT)
