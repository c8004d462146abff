"""The outside score, 350 to 950 points, and requests for a higher limit."""

import numpy as np

from mingxi.simulate.inversion import counts
from mingxi.simulate.month import Columns, Month, clipped


def outside_score(at: Month, state: Columns) -> Columns:
    """Outside score at month end and requests for a higher limit in the month, shape (n,)."""
    level = (
        at.number("score", "level")
        + at.number("score", "points_per_year") * at.month / 12.0
        + at.number("score", "per_ability") * state["ability"]
        + at.number("score", "per_willingness") * state["willingness"]
        + at.number("score", "per_engagement") * state["engagement"]
        + at.number("score", "own_view") * state["score_taste"]
        - at.number("score", "per_lender") * state["lenders"]
        - at.number("score", "per_stretch") * state["stretch"]
        - at.number("score", "per_late_month") * np.minimum(state["recent_late"], 4)
        - at.number("score", "per_missing_item") * state["profile_items_missing"]
    )
    slow = at.number("score", "memory")
    start = np.where(state["score_level"] == 0.0, level, state["score_level"])
    smooth = slow * start + (1.0 - slow) * level
    noisy = smooth + at.number("score", "noise") * at.normal("score")
    asks = at.number("score", "limit_requests") * np.exp(
        at.number("score", "limit_requests_per_stretch") * state["stretch"]
    )
    asked = counts(at.uniform("limit_requests"), asks, 5)
    return {
        "score_level": smooth,
        "outside_score": clipped(np.rint(noisy), 350, 950).astype(np.int64),
        "n_limit_requests": np.where(state["on_book"], asked, 0),
        "recent_late": at.number("score", "late_memory") * state["recent_late"]
        + (state["dpd"] > 0)
        + 0.5 * (state["late_days"] > 3),
    }
