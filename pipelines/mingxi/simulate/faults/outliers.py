"""Figures that are far off for one month."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, part_of_luck, rows_of, second_luck

KEY = "outliers"
DAYS_TWICE = 31  # the days of two months in one figure


@declared(
    Fault(
        key=KEY,
        name=Words("离群值", "Outliers"),
        happens=Words(
            "某个月的消费金额大了许多倍，或活跃天数多算了一个月。",
            "One month's spending is many times too large, or its active days hold a month more.",
        ),
        kind="wrong value",
        touches=(("months", "spend_fen"), ("months", "active_days")),
        depends_on=(),
        turned_by=("share",),
        when_read=Words(
            "不可能的记为未知，其余照读",
            "The impossible is read as unknown, the rest as it stands",
        ),
        mended_by="platform",
        source="assumption: bookings of several months or persons under one",
    )
)
def outliers(seen: Observed) -> Found:
    """Spending times a wild factor, log-uniform between its bounds; active days plus a month."""
    share = seen.number(KEY, "share")
    low, high = seen.number(KEY, "factor_lowest"), seen.number(KEY, "factor_highest")
    if share <= 0:
        return
    luck, customer = seen.luck(KEY), seen.customer()
    spend, days = seen.months("spend_fen"), seen.months("active_days")
    rows = rows_of((luck < share) & customer & (spend > 0))
    factor = low * (high / low) ** second_luck(luck.ravel()[rows])
    yield Change("months", "spend_fen", rows, np.rint(spend.ravel()[rows] * factor))
    rows = rows_of((part_of_luck(luck, 1, 2) < share) & customer)
    yield Change("months", "active_days", rows, days.ravel()[rows] + DAYS_TWICE)
