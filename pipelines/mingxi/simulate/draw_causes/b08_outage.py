"""Check B08: maintenance, or a network fault in the region."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B08",
        name=Words("系统维护或网络故障", "Maintenance or network fault"),
        acts_on="draw",
        reads=("incident_today",),
        fixable_by="platform",
        documents=(1, 2),
        reason_codes=("S01", "S02"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def outage(numbers: Numbers, incident_today: Array) -> BoolArray:
    """Whether an incident touches the borrower's region on the day of the request."""
    return np.asarray(incident_today, dtype=bool)
