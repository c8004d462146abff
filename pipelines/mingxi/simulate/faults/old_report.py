"""The credit report of a month does not come: the older one stands in its place."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, rows_of
from mingxi.simulate.faults.thin_file_missing import REPORT
from mingxi.simulate.month import BoolArray

KEY = "old_report"


@declared(
    Fault(
        key=KEY,
        name=Words("旧的信用报告", "An older credit report"),
        happens=Words(
            "当月的信用报告没有送到，表中重复上一份。",
            "The month's credit report does not come and the one before stands again.",
        ),
        kind="old value",
        touches=tuple(("months", column) for column in REPORT),
        depends_on=(),
        turned_by=("share", "outage_share"),
        when_read=Words(
            "认得出：记录没有变长；当月的查询记为未知",
            "Recognised, as the file has not grown: the month's inquiries are unknown",
        ),
        mended_by="platform",
        source="assumption: single requests fail, and a bureau may be out of reach for months",
    )
)
def old_report(seen: Observed) -> Found:
    """Reports that repeat the last one that came."""
    if max(seen.number(KEY, name) for name in ("share", "outage_share")) <= 0:
        return
    on_file = seen.months("bureau_file_months") > 0
    # the first report stays: a report can only be repeated if there was one
    lost = _lost(seen) & on_file & (np.cumsum(on_file, axis=1) > 1)
    months = np.arange(seen.calendar.n_months)
    last_that_came = np.maximum.accumulate(np.where(lost, 0, months), axis=1)
    rows = rows_of(lost)
    back = (months - last_that_came).ravel()[rows]
    for column in REPORT:
        held = seen.column("months", column)
        yield Change("months", column, rows, held[rows - back])


def _lost(seen: Observed) -> BoolArray:
    """Reports that do not come, shape (n, months)."""
    share, outage_share = seen.number(KEY, "share"), seen.number(KEY, "outage_share")
    starts = seen.since(KEY)
    out = starts & (np.cumsum(starts) <= seen.number(KEY, "outage_months"))
    lost = np.zeros((len(seen.setting.borrower_id), seen.calendar.n_months), dtype=bool)
    if share > 0:
        lost |= seen.luck(KEY) < share
    if outage_share > 0:
        lost |= out & (seen.luck_of_people(KEY) < outage_share)[:, None]
    return lost
