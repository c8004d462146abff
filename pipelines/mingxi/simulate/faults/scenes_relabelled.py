"""From a month on, kinds of spending are told apart less finely."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, rows_of

KEY = "scenes_relabelled"


@declared(
    Fault(
        key=KEY,
        name=Words("消费场景重新划分", "Kinds of spending relabelled"),
        happens=Words(
            "从某个月起换了分类表，几种消费并成一种，种类数变少。",
            "From a month on another list is used: some kinds become one, and fewer are counted.",
        ),
        kind="changed definition",
        touches=(("months", "n_scenes"),),
        depends_on=("n_scenes",),
        turned_by=("merged_share",),
        when_read=Words(
            "照读；监测会看到分布变化", "Read as it stands; monitoring sees the shift"
        ),
        mended_by="platform",
        source="assumption: lists of merchant kinds are revised every few years",
    )
)
def scenes_relabelled(seen: Observed) -> Found:
    """Fewer kinds for the same spending; nobody falls to none."""
    merged, months = seen.number(KEY, "merged_share"), seen.since(KEY)
    if merged <= 0:
        return
    kinds = seen.months("n_scenes")
    fewer = np.maximum(np.ceil(kinds * (1.0 - min(merged, 1.0))), 1.0)
    rows = rows_of(np.asarray(months & (kinds > fewer)))
    yield Change("months", "n_scenes", rows, fewer.ravel()[rows])
