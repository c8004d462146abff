"""Single values are lost on the way, whoever it is and whatever they say (MCAR)."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, part_of_luck, rows_of

KEY = "lost_values"
COLUMNS = ("outside_score", "spend_fen", "active_days", "n_scenes")


@declared(
    Fault(
        key=KEY,
        name=Words("随机丢失的数值", "Values lost at random"),
        happens=Words(
            "外部评分或消费数据中的某一项当月没有送到。",
            "One figure of the outside score or the spending feed does not arrive that month.",
        ),
        kind="missing completely at random",
        touches=tuple(("months", column) for column in COLUMNS),
        depends_on=(),
        turned_by=("share",),
        when_read=Words("记为未知", "Read as unknown"),
        mended_by="platform",
        source="Rubin 1976, Inference and missing data: missing completely at random",
    )
)
def lost_values(seen: Observed) -> Found:
    """Cells without a value; each column has its own part of one draw, so few rows lose two."""
    share = seen.number(KEY, "share")
    if share <= 0:
        return
    luck, customer = seen.luck(KEY), seen.customer()
    for i, column in enumerate(COLUMNS):
        own = part_of_luck(luck, i, len(COLUMNS))
        yield Change("months", column, rows_of(np.asarray(customer & (own < share))), None)
