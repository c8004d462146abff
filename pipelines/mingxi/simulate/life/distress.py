"""Financial distress: what presses on a borrower this month."""

import numpy as np

from mingxi.simulate.month import Columns, Month, clipped


def distress(at: Month, state: Columns) -> Columns:
    """Burden, stretch and distress of the month, shape (n,).

    ``burden`` is all dues over what is left after living costs; ``stretch`` in [0, 1] says how
    much a borrower lives on credit; ``distress`` is a slow sum of shocks, burden and losses.
    More limit leads to more balance, more dues, more burden: the limit's causal way to default.
    """
    left = np.maximum(
        state["income"] - state["living_cost"],
        at.number("distress", "least_left") * state["income"],
    )
    # what is owed weighs by its size: somebody whose loan is short is not in more trouble
    with_us = state["balance_fen"] / (100.0 * at.number("distress", "paid_in_months"))
    dues = with_us + state["due_elsewhere"]
    burden = np.minimum(dues / left, at.number("distress", "most_burden"))
    hit = np.nonzero(at.uniform("shock") < at.number("distress", "shock"))[0]
    shock = np.zeros(len(left))
    shock[hit] = at.number("distress", "shock_size") * -np.log(1.0 - at.uniform("shock_size", hit))
    lost = state["high_risk_out_fen"] / 100.0 / state["income"]
    pressed = (
        shock
        + at.number("distress", "per_jobless") * ~state["employed"]
        + at.number("distress", "per_burden") * np.maximum(burden - 1.0, 0.0)
        + at.number("distress", "per_loss") * np.minimum(lost, 3.0)
        + at.number("distress", "per_stress") * state["stress"]
        - at.number("distress", "per_ability") * state["ability"]
        + at.number("distress", "noise") * at.normal("distress")
    )
    level = at.number("distress", "memory") * state["distress"] + pressed
    strained = (
        at.number("distress", "stretch_level")
        + at.number("distress", "stretch_per_demand") * state["demand"]
        + burden
        + at.number("distress", "stretch_per_distress") * level
    )
    return {
        "burden": burden,
        "distress": level,
        "stretch": clipped(np.tanh(strained), 0.0, 1.0),
    }
