"""Financial distress: what presses on a borrower this month."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import numpy as np
from numba import njit

from mingxi.simulate.month import Columns, Month, clipped

NUMBERS = (
    "least_left",
    "paid_in_months",
    "most_burden",
    "per_jobless",
    "per_burden",
    "per_loss",
    "per_stress",
    "per_ability",
    "noise",
    "memory",
    "stretch_level",
    "stretch_per_demand",
    "stretch_per_distress",
)


def distress(at: Month, state: Columns) -> Columns:
    """Burden, stretch and distress of the month, shape (n,).

    ``burden`` is all dues over what is left after living costs; ``stretch`` in [0, 1] says how
    much a borrower lives on credit; ``distress`` is a slow sum of shocks, burden and losses.
    More limit leads to more balance, more dues, more burden: the limit's causal way to default.
    """
    hit = (at.uniform("shock") < at.number("distress", "shock")).nonzero()[0]
    shock = np.zeros(len(state["income"]))
    shock[hit] = at.number("distress", "shock_size") * -np.log(1.0 - at.uniform("shock_size", hit))
    burden, level, strained = np.empty((3, len(shock)))
    _find_distress(
        tuple(state[name] for name in ("income", "living_cost", "balance_fen", "due_elsewhere")),
        tuple(state[name] for name in ("employed", "high_risk_out_fen", "stress", "distress")),
        (state["ability"], state["demand"], shock, at.normal("distress")),
        at.numbers("distress", NUMBERS),
        (burden, level, strained),
    )
    return {
        "burden": burden,
        "distress": level,
        "stretch": clipped(np.tanh(strained), 0.0, 1.0),
    }


@njit(cache=True, nogil=True, error_model="numpy")
def _find_distress(money, situation, traits, numbers, out):
    """Write burden, distress and what strains, borrower by borrower."""
    income, living_cost, balance_fen, due_elsewhere = money
    employed, high_risk_out_fen, stress, before = situation
    ability, demand, shock, luck = traits
    least_left, paid_in_months, most_burden, per_jobless, per_burden, per_loss = numbers[:6]
    per_stress, per_ability, noise, memory, level, per_demand, per_distress = numbers[6:]
    burden, distress, strained = out
    for i in range(len(burden)):
        left = max(income[i] - living_cost[i], least_left * income[i])
        # what is owed weighs by its size: somebody whose loan is short is not in more trouble
        with_us = balance_fen[i] / (100.0 * paid_in_months)
        burden[i] = min((with_us + due_elsewhere[i]) / left, most_burden)
        lost = high_risk_out_fen[i] / 100.0 / income[i]
        pressed = (
            shock[i]
            + per_jobless * (not employed[i])
            + per_burden * max(burden[i] - 1.0, 0.0)
            + per_loss * min(lost, 3.0)
            + per_stress * stress[i]
            - per_ability * ability[i]
            + noise * luck[i]
        )
        distress[i] = memory * before[i] + pressed
        strained[i] = level + per_demand * demand[i] + burden[i] + per_distress * distress[i]
