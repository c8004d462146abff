"""What the models propose, as the first rule meets it."""

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.policy.policy import Policy
from mingxi.policy.situation import Situation
from mingxi.policy.tier import TIERS, tier
from mingxi.records.application import Applications

FloatArray = NDArray[np.float64]

MOST = 2.0**53  # largest whole number up to which float64 is exact


def proposal_of(
    applications: Applications, pd_12m: FloatArray, proposed: FloatArray, policy: Policy
) -> Situation:
    """Situation before any rule: tier by default risk, proposal in whole money units, at least 0.

    Raises
    ------
    BadData
        A shape is wrong, a value is not a number or no probability.
    BadConfig
        The tiers have no bounds yet on that day.
    """
    n = len(applications)
    risk = _checked("pd_12m", pd_12m, n, 0, 1)
    money = _checked("proposed limit", proposed, n, -MOST, MOST)
    bounds = [policy.tiers[name].on(applications.on).value for name in TIERS]
    whole = np.maximum(np.rint(money), 0).astype(np.int64)
    return Situation(applications, risk, tier(risk, bounds), whole)


def _checked(name: str, values: FloatArray, n: int, least: float, most: float) -> FloatArray:
    found = np.asarray(values, dtype=np.float64)
    if found.shape != (n,):
        raise BadData(name, f"{found.shape} values for {n} people", "Give one value per person")
    wrong = ~((found >= least) & (found <= most))  # NaN is wrong too
    if wrong.any():
        row = int(np.argmax(wrong))
        raise BadData(
            name, f"row {row} holds {found[row]}", f"Give numbers from {least:g} to {most:g}"
        )
    return found
