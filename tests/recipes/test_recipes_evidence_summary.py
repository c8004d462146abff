"""Shares at equal loss: of whose profit, and of whose gain."""

import numpy as np
import pytest

from mingxi.evaluate.policy_score import Versions
from mingxi.evaluate.realised import Realised
from mingxi.recipes.evidence_summary import _kept, _shares_of_oracle

N = 300
DRAWN = np.random.Generator(np.random.Philox(8))
LOST = DRAWN.uniform(1.0, 3.0, N)
EARNED = DRAWN.normal(10.0, 1.0, N)
SHARES = {"best limits": 0.9, "no directions": 0.75, "more trees": 1.0}


def versions(profit: np.ndarray, size: float = 1.0) -> Versions:
    """A lender whose loss grows with its limits, of ``size``, and whose profit stays."""
    zero = np.zeros(N)
    return Versions(
        {
            dial: Realised(profit, profit, size * dial * LOST, *[zero] * 4)
            for dial in (0.25, 1.0, 4.0)
        },
        1.0,
    )


LEGACY = versions(EARNED)
# lenders of other sizes, so that each has to be scaled to lose what the legacy lender does
LIVED = {
    "legacy": LEGACY,
    "ours": versions(EARNED + 9.0, 2.0),
    **{name: versions((EARNED + 9.0) / share, 0.5) for name, share in SHARES.items()},
}


def test_what_telling_keeps_is_of_each_that_told_otherwise():
    found = _kept(LIVED, 1)
    assert {name: one.value for name, one in found.items()} == pytest.approx(SHARES)
    assert _kept({"legacy": LEGACY}, 1) == {}


def test_what_never_loses_as_little_keeps_nothing_known():
    bold = LIVED | {"ours": versions(EARNED + 9.0, 100.0)}
    assert all(np.isnan(one.value) for one in _kept(bold, 1).values())


def test_shares_of_the_oracle_are_gains_over_the_legacy_lender():
    found = _shares_of_oracle(LIVED | {"oracle": versions(EARNED + 18.0)}, 1)
    assert found["ours"].value == pytest.approx(0.5)
    assert found["legacy"].value == pytest.approx(0.0)
    assert found["oracle"].value == pytest.approx(1.0)
    assert found["ours"].low == pytest.approx(0.5) == found["ours"].high
    assert _shares_of_oracle(LIVED, 1) == {}
