"""Check B15: new risk notice not confirmed."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B15",
        name=Words("新风险提示未确认", "New risk notice not confirmed"),
        acts_on="draw",
        reads=("consent_missing",),
        fixable_by="borrower",
        documents=(0,),
        reason_codes=("L02",),
        source="assumption: a duty to give risk notices, users' document 0",
    )
)
def consent(numbers: Numbers, consent_missing: Array) -> BoolArray:
    """Whether the newest risk notice and consent are not confirmed yet."""
    return np.asarray(consent_missing)
