import numpy as np
import pytest

from mingxi.evaluate.calibration import log_loss
from mingxi.evaluate.discrimination import auc
from mingxi.evaluate.paired import auc_gap, log_loss_gap


def drawn(seed, n=1500, extra=0.0):
    rng = np.random.default_rng(seed)
    truth = rng.normal(size=n)
    y = (rng.random(n) < 1 / (1 + np.exp(2 - truth))).astype(float)
    first, second = (truth + rng.normal(size=n) for _ in range(2))
    return y, first + extra * truth, second


def test_the_gap_is_the_difference_of_two_aucs_also_with_ties():
    y, first, second = drawn(0)
    first, second = np.round(first, 1), np.round(second)
    found = auc_gap(y, first, second, np.arange(len(y)))
    assert found.gap == pytest.approx(auc(y, first) - auc(y, second), abs=1e-12)


def test_the_error_is_how_far_gaps_scatter_over_new_people():
    found = [auc_gap(*drawn(seed), np.arange(1500)) for seed in range(200)]
    scatter = np.std([f.gap for f in found])
    assert np.mean([f.error for f in found]) == pytest.approx(scatter, rel=0.15)
    assert np.mean([f.beyond_noise for f in found]) < 0.07  # alike: 2.5 of 100 by chance


def test_a_better_score_is_beyond_noise():
    y, first, second = drawn(1, extra=2.0)
    assert auc_gap(y, first, second, np.arange(len(y))).beyond_noise
    assert not auc_gap(y, second, first, np.arange(len(y))).beyond_noise


def test_the_same_people_twice_know_no_more_than_once():
    y, first, second = drawn(2)
    who = np.arange(len(y))
    once = auc_gap(y, first, second, who)
    twice = auc_gap(*(np.tile(a, 2) for a in (y, first, second, who)))
    assert twice.gap == pytest.approx(once.gap)
    assert twice.error == pytest.approx(once.error, rel=1e-9)


def test_two_equal_scores_have_no_gap_and_no_error():
    y, first, _ = drawn(3)
    found = auc_gap(y, first, first, np.arange(len(y)))
    assert (found.gap, found.error, found.beyond_noise) == (0.0, 0.0, False)


def test_the_gap_in_log_loss_is_the_difference_and_its_error_that_of_persons():
    gaps, errors = [], []
    for seed in range(60):
        y, first, second = drawn(seed)
        p, q = (1 / (1 + np.exp(2 - 0.5 * s)) for s in (first, second))
        who = np.arange(len(y)) // 3
        found = log_loss_gap(y, p, q, who)
        assert found.gap == pytest.approx(log_loss(y, q) - log_loss(y, p), abs=1e-12)
        gaps.append(found.gap)
        errors.append(found.error)
    assert np.std(gaps) == pytest.approx(np.mean(errors), rel=0.3)
    assert abs(np.mean(gaps)) < 3 * np.std(gaps) / np.sqrt(60)
