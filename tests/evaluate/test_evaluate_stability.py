import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.evaluate.stability import psi


def test_by_hand():
    reference = np.array([0.0, 0.0, 1.0, 1.0])
    current = np.array([0.0, 1.0, 1.0, 1.0])
    # shares ½, ½ against ¼, ¾
    by_hand = -0.25 * np.log(0.5) + 0.25 * np.log(1.5)
    assert psi(reference, current, n_groups=2) == pytest.approx(by_hand)


@given(st.integers(0, 500), st.integers(1, 12))
def test_nothing_moved_is_zero_and_it_is_never_negative(seed, n_groups):
    rng = np.random.default_rng(seed)
    reference = np.where(rng.random(200) < 0.1, np.nan, rng.normal(size=200).round(1))
    assert psi(reference, rng.permutation(reference), n_groups) == 0.0
    assert psi(reference, rng.normal(size=50), n_groups) >= 0.0


def test_a_shift_a_gap_and_an_unseen_value_all_show():
    rng = np.random.default_rng(0)
    reference = rng.normal(size=5000)
    assert psi(reference, rng.normal(size=5000)) < 0.02
    assert psi(reference, reference + 0.7) > 0.25
    assert psi(reference, np.where(rng.random(5000) < 0.3, np.nan, reference)) > 0.25
    assert psi(np.full(100, 3.0), np.full(100, 4.0)) > 5.0


@pytest.mark.parametrize(("a", "b"), [(0, 5), (5, 0), (0, 0)])
def test_an_empty_side_has_no_index(a, b):
    assert np.isnan(psi(np.ones(a), np.ones(b)))


def test_nothing_known_on_both_sides_has_not_moved():
    assert psi(np.full(3, np.nan), np.full(4, np.nan)) == 0.0
