"""You and our method: two parts that add up, and nothing for what stayed the same."""

import numpy as np
import pytest

from mingxi.explain.change import you_and_method
from mingxi.explain.forest import forest

GROUPS = np.array([0, 1, 1, 2, 3, 3])


@pytest.fixture(scope="module")
def pair(grown):
    (old, rows), (new, _) = grown(1), grown(2)
    return forest(old.model_to_string()), forest(new.model_to_string()), rows


def test_parts_add_up(pair):
    old, new, rows = pair
    found = you_and_method((old, new), (rows[:90], rows[100:190]), GROUPS)
    total = found.before + found.you.sum(axis=1) + found.method
    assert total == pytest.approx(found.after, abs=1e-9)


def test_same_person_under_a_new_method_is_the_method_alone(pair):
    old, new, rows = pair
    found = you_and_method((old, new), (rows, rows), GROUPS)
    assert np.all(found.you == 0.0)
    assert found.method == pytest.approx(found.after - found.before, abs=1e-12)
    assert np.abs(found.method).max() > 0


def test_same_method_is_the_person_alone(pair):
    old, _, rows = pair
    found = you_and_method((old, old), (rows[:90], rows[100:190]), GROUPS)
    assert np.all(found.method == 0.0)
