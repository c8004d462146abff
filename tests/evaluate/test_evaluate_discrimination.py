import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ks_2samp
from sklearn.metrics import roc_auc_score, roc_curve

from mingxi.declare.errors import BadData
from mingxi.evaluate.discrimination import auc, gini, ks, roc_points


def drawn(seed, n=400, digits=1):
    rng = np.random.default_rng(seed)
    y = np.append([0.0, 1.0], (rng.random(n) < 0.2).astype(float))
    return y, np.round(rng.normal(size=n + 2) + y, digits)  # rounded: many ties


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("digits", [0, 1, 8])
def test_auc_ks_and_curve_agree_with_the_reference_libraries(seed, digits):
    y, score = drawn(seed, digits=digits)
    assert auc(y, score) == pytest.approx(roc_auc_score(y, score), abs=1e-12)
    assert gini(y, score) == pytest.approx(2 * roc_auc_score(y, score) - 1, abs=1e-12)
    assert ks(y, score) == pytest.approx(ks_2samp(score[y > 0], score[y < 1]).statistic, abs=1e-12)
    false_positive, true_positive, _ = roc_curve(y, score, drop_intermediate=False)
    points = roc_points(y, score)
    assert points.false_positive == pytest.approx(false_positive)
    assert points.true_positive == pytest.approx(true_positive)


@given(st.integers(0, 1000))
def test_only_the_order_of_scores_counts(seed):
    y, score = drawn(seed, n=50)
    assert auc(y, np.exp(score)) == auc(y, score)
    assert auc(y, -score) == pytest.approx(1 - auc(y, score))
    assert ks(y, -score) == pytest.approx(ks(y, score))


def test_unknown_outcomes_are_left_out():
    y, score = drawn(0)
    gaps = np.append(y, [np.nan, np.nan])
    assert auc(gaps, np.append(score, [9.0, -9.0])) == auc(y, score)


@pytest.mark.parametrize("y", [[], [0.0, 0.0], [1.0], [np.nan, 1.0]])
def test_without_both_classes_there_is_no_measure(y):
    y = np.array(y)
    score = np.linspace(0, 1, len(y))
    for measure in (auc, gini, ks):
        assert np.isnan(measure(y, score))
    assert roc_points(y, score).true_positive.size == 0


def test_a_chart_gets_few_points_with_both_ends():
    y, score = drawn(3, n=5000, digits=8)
    few = roc_points(y, score, n_points=50)
    assert len(few.true_positive) == 50
    for ends in (few.true_positive[[0, -1]], few.false_positive[[0, -1]]):
        assert ends.tolist() == [0.0, 1.0]


def test_outcomes_that_are_not_zero_or_one_are_refused():
    with pytest.raises(BadData, match="default as 1"):
        auc(np.array([1.0, 2.0]), np.array([0.1, 0.2]))
    with pytest.raises(BadData, match="shapes"):
        auc(np.array([1.0, 0.0]), np.array([0.1]))
