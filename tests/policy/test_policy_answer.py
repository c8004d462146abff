from datetime import date

import pytest
from policy_people import document, shown

from mingxi.policy.terms import policy


@pytest.mark.parametrize(
    ("proposed", "cut", "left"),
    # 10,000 × (1 − 0.31) is 6,899.999… in binary
    [(10_000, 0.31, 6_900), (30_000, 0.07, 27_900), (10_000, 0.0, 10_000), (10_000, 1.0, 0)],
)
def test_binary_fractions_do_not_cost_a_yuan(proposed: int, cut: float, left: int) -> None:
    content = document()
    (entry,) = [one for one in content["rules"] if one["rule"] == "general_tightening"]
    entry["numbers"]["cut"]["values"] = {date(2025, 10, 1): cut}
    content["rules"] = [entry]
    person = {"pd_12m": 0.08, "proposed": float(proposed)}
    out = shown([person], date(2025, 12, 31), policy(content))
    assert out.effects.sum() == left - proposed
    assert out.limit.tolist() == [left]
