"""From a month on, days past due are counted from the end of a grace period (label drift)."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, rows_of

KEY = "late_counting"
COLUMNS = ("late_days", "dpd")


@declared(
    Fault(
        key=KEY,
        name=Words("逾期天数的算法改变", "Days late counted in another way"),
        happens=Words(
            "从某个月起，宽限期内的日子不算逾期，90 天也就晚到。",
            "From a month on days of a grace period do not count, so that 90 days come later.",
        ),
        kind="changed definition",
        touches=tuple(("months", column) for column in COLUMNS),
        depends_on=COLUMNS,
        turned_by=("grace_days",),
        when_read=Words(
            "照读；同一标签不再是同一件事",
            "Read as it stands; one label no longer means one thing",
        ),
        mended_by="platform",
        source="assumption: rules of counting and writing off change with policy or law",
    )
)
def late_counting(seen: Observed) -> Found:
    """Days late less the grace, at least 0."""
    grace, months = seen.number(KEY, "grace_days"), seen.since(KEY)
    if grace <= 0:
        return
    for column in COLUMNS:
        days = seen.months(column)
        rows = rows_of(np.asarray(months & (days > 0)))
        less = np.maximum(days.ravel()[rows] - round(grace), 0)
        yield Change("months", column, rows, less)
