"""Steps between limits, and the day limits are looked at again."""

from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from mingxi.declare.calendar import later, month_end, month_of
from mingxi.policy.policy import Policy
from mingxi.records.rulings import IntArray


def step_of(limit: ArrayLike, policy: Policy) -> IntArray:
    """Number of the highest step that each limit reaches; −1 below the first.

    The next step up is ``policy.limit_steps[step + 1]`` where there is one.
    """
    return np.searchsorted(policy.limit_steps, np.asarray(limit), side="right") - 1


def next_review(on: date, policy: Policy) -> date:
    """First regular review after ``on``: a month end, counted from January."""
    every = policy.review_every_months
    month = month_of(on) if on < month_end(month_of(on)) else later(month_of(on), 1)
    wait = -int(month[5:]) % every
    return month_end(later(month, wait))
