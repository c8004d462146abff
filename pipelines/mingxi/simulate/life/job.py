"""Having work."""

import numpy as np

from mingxi.simulate.month import Columns, Month


def job(at: Month, state: Columns) -> Columns:
    """Whether each borrower has work at the end of the month, and the local stress.

    Job loss is the strongest single cause of default (NBER w24849): its hazard moves with the
    economy of the region, the line of work and the kind of employment.
    """
    stress = at.setting.economy.of_month(at.month)[state["region"]]
    hazard = at.number("job", "loss") * np.exp(
        at.number("job", "loss_per_stress") * stress
        - at.number("job", "loss_per_ability") * state["ability"]
    )
    u = at.uniform("job")
    keeps = u >= hazard * state["job_risk"]
    found = u < at.number("job", "found")
    return {"stress": stress, "employed": np.where(state["employed"], keeps, found)}
