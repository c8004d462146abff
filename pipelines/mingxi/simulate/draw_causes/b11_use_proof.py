"""Check B11: proof of use was asked for and has not come."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers


@declared(
    Mechanism(
        key="B11",
        name=Words("用途凭证待补", "Proof of use still missing"),
        acts_on="draw",
        reads=("proof_due",),
        fixable_by="borrower",
        documents=(0,),
        reason_codes=("F03",),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def use_proof(numbers: Numbers, proof_due: Array) -> BoolArray:
    """Whether proof of use is still owed."""
    return np.asarray(proof_due, dtype=bool)
