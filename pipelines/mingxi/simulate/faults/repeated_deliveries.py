"""Events that are delivered twice, with the same event number."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Found, Repeat
from mingxi.simulate.faults.observed import Observed

KEY = "repeated_deliveries"
TABLES = ("repayments", "draw_attempts")


@declared(
    Fault(
        key=KEY,
        name=Words("重复送达", "Delivered twice"),
        happens=Words(
            "同一笔还款或同一次申请送达两次，事件编号相同。",
            "The same repayment or the same request arrives twice, with the same event number.",
        ),
        kind="delivered twice",
        touches=tuple((table, "") for table in TABLES),
        depends_on=(),
        turned_by=("share",),
        when_read=Words("按事件编号只留一条", "One of them is kept, by its event number"),
        mended_by="platform",
        source="assumption: queues that promise delivery at least once repeat themselves",
    )
)
def repeated_deliveries(seen: Observed) -> Found:
    """Rows of events that come twice."""
    share = seen.number(KEY, "share")
    if share <= 0:
        return
    for table in TABLES:
        yield Repeat(table, np.flatnonzero(seen.luck_of_events(KEY, table) < share))
