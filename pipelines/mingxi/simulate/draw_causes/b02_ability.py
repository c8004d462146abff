"""Check B02: with this loan the dues are too high for the income."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.words import Words
from mingxi.simulate.month import Array, BoolArray
from mingxi.simulate.numbers import Numbers, number


@declared(
    Mechanism(
        key="B02",
        name=Words("还款能力不足", "Dues too high for the income"),
        acts_on="draw",
        reads=("debt_ratio_after", "income_fall_6m"),
        fixable_by="borrower",
        documents=(1,),
        reason_codes=("K01", "M01"),
        source="assumption: sign and order from the users' documents; size chosen here",
    )
)
def ability(numbers: Numbers, debt_ratio_after: Array, income_fall_6m: Array) -> BoolArray:
    """Whether dues after the loan exceed a share of income, or income has fallen by much."""
    heavy = debt_ratio_after > number(numbers, "B02", "most_debt_ratio")
    return np.asarray(heavy | (income_fall_6m > number(numbers, "B02", "most_income_fall")))
