"""Whole amounts add up, keep their sign, and leave nothing for what did not move."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mingxi.explain.ledger import whole, whole_amounts

money = st.floats(-2e5, 2e5, allow_nan=False)


@given(base=money, push=st.lists(st.one_of(st.just(0.0), money), min_size=1, max_size=12))
def test_amounts_add_up_and_never_contradict_their_push(base, push):
    row = np.array([push])
    total = whole(np.array([base + np.sum(push)]))
    start, amounts = whole_amounts(np.array([base]), row, total)
    assert int(start[0] + amounts.sum()) == int(total[0])
    for amount, one in zip(amounts[0].tolist(), push, strict=True):
        assert amount * one >= 0
        assert abs(amount - one) <= 1.0 + 1e-6
        assert one != 0.0 or amount == 0
