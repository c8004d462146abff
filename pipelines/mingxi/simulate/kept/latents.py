"""What only the simulator knows: latents and hazards, month by month."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.simulate.life.repaying import ROLLS, months_behind, strain
from mingxi.simulate.month import Columns, FloatArray, Month, sigmoid

TRAITS = ("ability", "willingness", "engagement", "appetite", "demand", "reliance", "private")
MONTHLY_LATENTS = ("income", "employed", "stress", "distress", "burden", "stretch", "living_cost")
HAZARDS = ("p_miss", "p_90_12m")
YEAR = 12


class Latents:
    """Latents of one block, one row per month from the start of the run-up, float32."""

    def __init__(self, n_rows: int, n_borrowers: int) -> None:
        self.columns: dict[str, NDArray[Any]] = {
            name: np.zeros((n_rows, n_borrowers), dtype=np.float32)
            for name in (*MONTHLY_LATENTS, *HAZARDS)
        }

    def record(self, row: int, state: Columns, chance: FloatArray, year: FloatArray) -> None:
        """Write the month's latents, chance to miss a payment and 12-month outlook."""
        for name in MONTHLY_LATENTS:
            self.columns[name][row] = state[name]
        self.columns["p_miss"][row] = chance
        self.columns["p_90_12m"][row] = year


def outlook_12m(at: Month, state: Columns) -> FloatArray:
    """Probability of 90 days past due within a year if nothing else changed, shape (n,).

    A projection of this month's roll rates for somebody with an instalment due every month: the
    state itself moves on, so it is a yardstick of risk and not a forecast.
    """
    pull = strain(at, state)
    rolls = [
        sigmoid(at.number("repaying", f"miss_{i}") + at.number("repaying", f"weight_{i}") * pull)
        for i in range(ROLLS)
    ]
    missed = np.where((state["unpaid"] > 0).any(axis=1), months_behind(state["unpaid"]) + 1, 0)
    to_90 = np.ones(len(missed))
    for i, chance in enumerate(rolls):
        to_90 = np.where(missed <= i, to_90 * chance, to_90)
    fresh = rolls[0] * rolls[1] * rolls[2] * rolls[3]
    starts = np.where(missed == 0, YEAR - ROLLS + 1, 1)
    return np.asarray(1.0 - (1.0 - to_90) ** starts * (1.0 - fresh) ** np.where(missed > 0, 8, 0))
