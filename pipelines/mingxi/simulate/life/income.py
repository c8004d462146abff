"""Income: lasting level, ups and downs, what is left of it without work, what life costs."""

import numpy as np

from mingxi.simulate.month import Columns, Month


def income(at: Month, state: Columns) -> Columns:
    """Income earned, usual income and living cost of the month, yuan, shape (n,)."""
    keep = at.number("income", "swing_rho")
    fresh = np.sqrt(1.0 - keep**2) * state["income_swing"] * at.normal("swing")
    swing = keep * state["swing"] + fresh
    growth = at.number("income", "growth_per_year") * at.month / 12.0
    usual = np.exp(state["log_income"] + growth)
    working = np.where(state["employed"], 1.0, at.number("income", "without_job"))
    cost = at.number("income", "living_cost") * state["place_cost"]
    return {
        "swing": swing,
        "income": usual * np.exp(swing) * working,
        "living_cost": cost + at.number("income", "living_cost_share") * usual,
    }
