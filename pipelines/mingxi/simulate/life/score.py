"""The outside score, 350 to 950 points, and requests for a higher limit."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import numpy as np
from numba import njit

from mingxi.simulate.inversion import counts
from mingxi.simulate.month import Columns, Month

NUMBERS = (
    "level",
    "points_per_year",
    "per_ability",
    "per_willingness",
    "per_engagement",
    "own_view",
    "per_lender",
    "per_stretch",
    "per_late_month",
    "per_missing_item",
    "memory",
    "noise",
    "late_memory",
)
LOWEST, HIGHEST = 350, 950


def outside_score(at: Month, state: Columns) -> Columns:
    """Outside score at month end and requests for a higher limit in the month, shape (n,)."""
    asks = at.number("score", "limit_requests") * np.exp(
        at.number("score", "limit_requests_per_stretch") * state["stretch"]
    )
    asked = counts(at.uniform("limit_requests"), asks, 5)
    score = np.empty(len(asked), dtype=np.int64)
    level, late = np.empty((2, len(asked)))
    _find_score(
        tuple(state[name] for name in ("ability", "willingness", "engagement", "score_taste")),
        tuple(state[name] for name in ("lenders", "stretch", "profile_items_missing")),
        tuple(state[name] for name in ("dpd", "late_days", "recent_late", "score_level")),
        (at.numbers("score", NUMBERS), at.month, at.normal("score")),
        (level, score, late),
    )
    return {
        "score_level": level,
        "outside_score": score,
        "n_limit_requests": np.where(state["on_book"], asked, 0),
        "recent_late": late,
    }


@njit(cache=True, nogil=True)
def _find_score(traits, situation, conduct, world, out):
    """Write level, score and lateness that counts, borrower by borrower."""
    ability, willingness, engagement, taste = traits
    lenders, stretch, missing = situation
    dpd, late_days, recent, before = conduct
    numbers, month, luck = world
    start, per_year, per_ability, per_willingness, per_engagement, own_view = numbers[:6]
    per_lender, per_stretch, per_late_month, per_item, slow, noise, late_memory = numbers[6:]
    smooth, score, late = out
    for i in range(len(score)):
        level = (
            start
            + per_year * month / 12.0
            + per_ability * ability[i]
            + per_willingness * willingness[i]
            + per_engagement * engagement[i]
            + own_view * taste[i]
            - per_lender * lenders[i]
            - per_stretch * stretch[i]
            - per_late_month * min(recent[i], 4.0)
            - per_item * missing[i]
        )
        # a first score has nothing to follow slowly
        smooth[i] = slow * (level if before[i] == 0.0 else before[i]) + (1.0 - slow) * level
        noisy = np.rint(smooth[i] + noise * luck[i])
        score[i] = min(max(noisy, LOWEST), HIGHEST)
        late[i] = late_memory * recent[i] + (dpd[i] > 0) + 0.5 * (late_days[i] > 3)
