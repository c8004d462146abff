"""Estimates from decisions drawn by lot: right on average whatever the model says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.errors import BadData
from mingxi.evaluate.off_policy import Logged, clustered_mean, doubly_robust

CHANCE = np.array([0.1, 0.8, 0.1])


def records(seed, n=4000):
    """Outcome of action a for person i is base_i + a, plus chance; actions drawn by lot."""
    drawn = np.random.Generator(np.random.Philox(seed))
    base = drawn.normal(0, 2, n)
    action = drawn.choice(3, n, p=CHANCE)
    outcome = base + action + drawn.normal(0, 1, n)
    return base, action, outcome, np.tile(CHANCE, (n, 1))


@pytest.mark.parametrize("model", ["none", "wrong", "right"])
def test_the_mean_is_right_with_no_model_a_wrong_one_and_a_right_one(model):
    errors = []
    for seed in range(30):
        base, action, outcome, chance = records(seed)
        told = {
            "none": np.zeros((len(base), 3)),
            "wrong": np.column_stack([5 - base] * 3),
            "right": base[:, None] + np.arange(3),
        }[model]
        chosen = np.where(base > 0, 2, 0)  # a policy that looks at people
        score = doubly_robust(Logged(np.arange(len(base)), action, chance, outcome, told), chosen)
        errors.append(score.mean() - (base + chosen).mean())
    noise = np.std(errors) / np.sqrt(len(errors))
    assert abs(np.mean(errors)) < 3.5 * noise
    if model == "right":  # what the model explains is no noise any more
        assert np.std(errors) < 0.08


@given(st.integers(0, 1000))
def test_a_model_without_error_is_not_touched(seed):
    base, action, _, chance = records(seed, 50)
    expected = base[:, None] + np.arange(3)
    logged = Logged(np.arange(50), action, chance, expected[np.arange(50), action], expected)
    chosen = np.full(50, seed % 3)
    assert doubly_robust(logged, chosen).tolist() == expected[np.arange(50), chosen].tolist()


def test_ranges_hold_the_truth_as_often_as_they_say():
    """Rows of a person go together: a range that forgets it would hold the truth too seldom."""
    held, forgot = 0, 0
    for seed in range(120):
        drawn = np.random.Generator(np.random.Philox(seed))
        person = np.repeat(np.arange(60), 4)
        scores = drawn.normal(0, 1, 60)[person] + drawn.normal(0, 0.2, 240)
        held += clustered_mean(scores, person, seed, repeats=100).covers(0.0)
        forgot += clustered_mean(scores, np.arange(240), seed, repeats=100).covers(0.0)
    assert 0.86 <= held / 120 <= 0.99
    assert forgot / 120 < 0.8


def test_actions_that_were_never_tried_are_refused():
    one = np.array([0])
    row = (one, one, np.array([[1.0, 0.0]]), np.array([1.0]), np.zeros((1, 2)))
    with pytest.raises(BadData, match="never tried"):
        doubly_robust(Logged(*row), np.array([1]))
    with pytest.raises(BadData, match="chance is 0"):
        Logged(one, np.array([1]), *row[2:])
    with pytest.raises(BadData, match="logged decisions"):
        Logged(one, one, np.ones((2, 2)), np.ones(1), np.ones((2, 2)))
