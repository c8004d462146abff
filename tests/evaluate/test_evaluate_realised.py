"""What lines earned and lost, by hand and for all courses."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.errors import BadData
from mingxi.evaluate.realised import Course, realised, together

TERMS = SimpleNamespace(
    daily_rate=0.12 / 365, funding_rate=0.04, lgd=0.9, undrawn_cost=0.012, fixed_cost=24.0
)


def course(owed, days, limit=1000.0, lending=None):
    owed, days = np.array(owed, dtype=float), np.array(days, dtype=float)
    full = np.full(owed.shape, limit)
    return Course(owed, full, days, full > 0, lending or len(owed))


def test_a_loan_that_outlives_the_lending_is_followed_to_its_end():
    """Two months of lending, then a run-off in which 600 is repaid or lost."""
    owed = [[600, 600], [600, 600], [600, 600], [0, 600]]
    found = realised(course(owed, [[0, 0], [0, 30], [0, 61], [0, 92]], lending=2), TERMS)
    monthly = 0.08 / 12 * 600
    assert found.earned == pytest.approx([3 * monthly, 3 * monthly])
    assert found.lost == pytest.approx([0.0, 0.9 * 600])
    # undrawn 400 and an open line cost only while lending goes on
    assert found.kept_ready == pytest.approx([2 * (0.012 * 400 + 24) / 12] * 2)
    assert found.default.tolist() == [0.0, 1.0]


def test_after_a_default_nothing_more_is_earned_or_lost():
    """What is owed at the first 90 days counts, however much or little is owed later."""
    days = [[90], [120], [0]]
    short = realised(course([[500], [500], [500]], days), TERMS)
    later = realised(course([[500], [900], [0]], days), TERMS)
    assert short.lost == later.lost == pytest.approx([450.0])
    assert short.profit == pytest.approx(later.profit)


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_the_parts_add_up_for_everybody(lending, seed):
    drawn = np.random.Generator(np.random.Philox(seed))
    owed = drawn.uniform(0, 2000, (6, 5))
    found = realised(course(owed, drawn.integers(0, 200, (6, 5)), lending=lending), TERMS)
    assert found.profit == pytest.approx(found.earned - found.lost - found.kept_ready)
    assert ((found.lost > 0) <= (found.default > 0)).all()
    parts = [found.rows(np.arange(2)), found.rows(np.arange(2, 5))]
    assert together(parts).profit.tolist() == found.profit.tolist()


def test_columns_of_other_months_are_refused():
    with pytest.raises(BadData, match="course of lines"):
        Course(np.zeros((3, 1)), np.zeros((2, 1)), np.zeros((3, 1)), np.zeros((3, 1)) > 0, 2)
