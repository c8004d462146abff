"""Check B14: papers out of date, or the account is held after many requests."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="B14",
        name=Words("证件过期或账户受限", "Papers expired or account held"),
        acts_on="draw",
        reads=("papers_expired", "limit_requests_3m"),
        fixable_by="borrower",
        documents=(4,),
        reason_codes=("A05", "T01"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def identity(numbers: Numbers, papers_expired: Array, limit_requests_3m: Array) -> BoolArray:
    """Whether papers have expired, or too many limit requests hold the account."""
    held = limit_requests_3m >= number(numbers, "B14", "most_limit_requests")
    return np.asarray(papers_expired | held)
