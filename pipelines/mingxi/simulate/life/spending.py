"""Spending through the platform."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import numpy as np
from numba import njit

from mingxi.simulate.month import Columns, Month, sigmoid

RHYTHM = ("scenes", "scenes_spread", "days", "days_per_year", "days_spread", "days_per_strain")
LUCK = ("spend", "scenes", "days")
MOST_SCENES, MOST_DAYS = 16, 28


def spending(at: Month, state: Columns) -> Columns:
    """Amount, instalment part, kinds of spending and active days of the month, shape (n,)."""
    luck = at.normals(LUCK)
    engaged, strained = state["engagement"], np.tanh(np.maximum(state["distress"], 0.0))
    share = at.number("spending", "share_of_income") * np.exp(
        at.number("spending", "share_per_engagement") * engaged
        + at.number("spending", "amount_swing") * luck[0]
        - at.number("spending", "share_per_strain") * strained
    )
    on_instalments = sigmoid(
        at.number("spending", "instalment_level")
        + at.number("spending", "instalment_per_reliance") * state["reliance"]
        + at.number("spending", "instalment_per_stretch") * state["stretch"]
    )
    if at.setting.do:
        on_instalments = np.where(at.does("no_instalment_spending"), 0.0, on_instalments)
    spend = np.minimum(share, 1.0) * state["income"]
    scenes, days = np.empty((2, len(spend)), dtype=np.int64)
    _find_rhythm((engaged, strained), luck, at.numbers("spending", RHYTHM), at.month, scenes, days)
    return {
        "spend": spend,
        "instalment_spend": spend * on_instalments,
        "n_scenes": scenes,
        "active_days": days,
    }


@njit(cache=True, nogil=True)
def _find_rhythm(who, luck, numbers, month, scenes, active_days):
    """Write kinds of spending and active days, borrower by borrower."""
    engaged, strained = who
    kinds, kinds_spread, usual_days, days_per_year, days_spread, days_per_strain = numbers
    for i in range(len(scenes)):
        usual = kinds + engaged[i] * kinds_spread
        scenes[i] = min(max(np.rint(usual + luck[1, i]), 0), MOST_SCENES)
        days = usual_days + days_per_year * month / 12.0 + engaged[i] * days_spread
        days -= days_per_strain * strained[i]
        active_days[i] = min(max(np.rint(days + 2.0 * luck[2, i]), 0), MOST_DAYS)
