"""Features of the concept *use of the account* (reason codes A01 and A03): weak levers.

Nobody is advised to spend more, so these are not actionable.
"""

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.origins import OUR_RECORDS
from mingxi.features.unknowns import NO_SPENDING, NOT_RECEIVED_CODE
from mingxi.features.windows import mean, person_months, person_total
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


@declared(
    Feature(
        key="active_days_3m",
        name=Words("近 3 个月有付款的天数", "Days with a payment, past 3 months"),
        unit="days",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="activity",
        origin=OUR_RECORDS,
        actionable=Actionable.NOT,
        code="A03",
        if_adverse=Words(
            "近 3 个月你在这里有付款的日子是 {value:.0f} 天。",
            "In the past 3 months you made payments here on {value:.0f} {value:day|days}.",
        ),
        if_favourable=Words(
            "近 3 个月你在这里有付款的日子是 {value:.0f} 天。",
            "In the past 3 months you made payments here on {value:.0f} {value:day|days}.",
        ),
        if_missing=NO_SPENDING,
        missing_code=NOT_RECEIVED_CODE,
        witnesses=("L09",),
    )
)
def active_days_3m(known: Histories) -> FloatArray:
    """Days with a payment in the last 3 months, shape (n,); NaN if one of them is not known."""
    return person_total(known, "active_days", 3)


@declared(
    Feature(
        key="n_scenes_3m",
        name=Words("近 3 个月平均消费种类", "Kinds of spending a month, past 3 months"),
        unit="count",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="activity",
        origin=OUR_RECORDS,
        actionable=Actionable.NOT,
        code="A01",
        if_adverse=Words(
            "近 3 个月你在这里平均每月有 {value:.2g} 种消费，我们能参考的不多。",
            "In the past 3 months your payments here were of about {value:.2g} kinds a month, "
            "so we had little to go on.",
        ),
        if_favourable=Words(
            "近 3 个月你在这里平均每月有 {value:.2g} 种消费。",
            "In the past 3 months your payments here were of about {value:.2g} kinds a month.",
        ),
        if_missing=NO_SPENDING,
        missing_code=NOT_RECEIVED_CODE,
        witnesses=("L09",),
    )
)
def n_scenes_3m(known: Histories) -> FloatArray:
    """Kinds of spending per month, mean of the last 3, shape (n,)."""
    return mean(person_months(known, "n_scenes", 3))
