"""From a month on, the outside score is on another scale (drift of what is measured)."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, rows_of

KEY = "score_rescaled"
LOWEST, HIGHEST = 350, 950  # scale of the score


@declared(
    Fault(
        key=KEY,
        name=Words("外部信用分换了尺度", "The outside score on another scale"),
        happens=Words(
            "从某个月起，同样的人得到的外部信用分高出若干分。",
            "From a month on the same people are given more points by the outside score.",
        ),
        kind="changed definition",
        touches=(("months", "outside_score"),),
        depends_on=(),
        turned_by=("points",),
        when_read=Words(
            "照读；监测会看到分布变化", "Read as it stands; monitoring sees the shift"
        ),
        mended_by="environment",
        source="assumption: providers renew their scores every few years",
    )
)
def score_rescaled(seen: Observed) -> Found:
    """Scores moved by some points, inside the scale."""
    points, months = seen.number(KEY, "points"), seen.since(KEY)
    if points == 0:
        return
    score = seen.months("outside_score").astype(np.int64)
    moved = np.clip(score + round(points), LOWEST, HIGHEST)
    rows = rows_of(np.asarray(months & seen.customer() & (moved != score)))
    yield Change("months", "outside_score", rows, moved.ravel()[rows])
