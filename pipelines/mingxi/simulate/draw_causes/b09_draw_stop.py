"""Check B09: lending is paused in a region for a time."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B09",
        name=Words("地区或时段暂停", "Lending paused in the region"),
        acts_on="draw",
        reads=("stop_today",),
        fixable_by="environment",
        documents=(0,),
        reason_codes=("G01", "G02"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def draw_stop(numbers: Numbers, stop_today: Array) -> BoolArray:
    """Whether a stop holds in the borrower's region on the day of the request."""
    return np.asarray(stop_today, dtype=bool)
