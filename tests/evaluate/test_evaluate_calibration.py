import numpy as np
import pytest
import sklearn.metrics
from sklearn.linear_model import LogisticRegression

from mingxi.evaluate.calibration import brier, calibration_slope, calibration_table, log_loss


def drawn(seed, n=3000, slope=1.0, shift=0.0):
    rng = np.random.default_rng(seed)
    z = rng.normal(-2, 1, n)
    y = (rng.random(n) < 1 / (1 + np.exp(-(shift + slope * z)))).astype(float)
    return y, 1 / (1 + np.exp(-z))


@pytest.mark.parametrize("seed", range(4))
def test_losses_agree_with_scikit_learn(seed):
    y, pd = drawn(seed)
    assert brier(y, pd) == pytest.approx(sklearn.metrics.brier_score_loss(y, pd), abs=1e-12)
    assert log_loss(y, pd) == pytest.approx(sklearn.metrics.log_loss(y, pd), abs=1e-12)


@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (0.4, -1.0), (1.7, 0.8)])
def test_slope_and_intercept_agree_with_an_unpenalised_regression(slope, shift):
    y, pd = drawn(1, slope=slope, shift=shift)
    z = np.log(pd / (1 - pd))[:, None]
    peer = LogisticRegression(C=1e12, tol=1e-10, max_iter=1000).fit(z, y)
    found = calibration_slope(y, pd)
    assert found == pytest.approx((peer.coef_[0, 0], peer.intercept_[0]), abs=1e-4)
    assert found == pytest.approx((slope, shift), abs=0.35)


def test_certain_probabilities_still_have_a_slope():
    y, pd = drawn(2)
    pd[:2], y[:2] = (0.0, 1.0), (0.0, 1.0)
    assert np.isfinite(calibration_slope(y, pd)).all()
    assert np.isfinite(log_loss(y, pd))


@pytest.mark.parametrize(
    ("y", "pd"),
    [
        ([], []),
        ([0.0, 0.0], [0.1, 0.2]),
        ([1.0, 0.0], [0.3, 0.3]),
        ([0.0, 0.0, 1.0, 1.0], [0.1, 0.2, 0.7, 0.9]),
        ([np.nan, 1.0], [0.1, 0.2]),
    ],
)
def test_no_slope_without_two_classes_that_overlap(y, pd):
    assert np.isnan(calibration_slope(np.array(y), np.array(pd))).all()


def test_losses_of_nobody_are_unknown():
    assert np.isnan(brier(np.empty(0), np.empty(0)))
    assert np.isnan(log_loss(np.array([np.nan]), np.array([0.5])))
    assert calibration_table(np.empty(0), np.empty(0)).empty


def test_table_by_hand():
    pd = np.array([0.1, 0.2, 0.3, 0.4, 0.9, 0.8])
    y = np.array([0.0, 1.0, 0.0, 0.0, 1.0, np.nan])
    table = calibration_table(y, pd, n_groups=2)
    assert table.to_dict("list") == {
        "rows": [3, 2],
        "defaults": [1.0, 1.0],
        "pd_low": [0.1, 0.4],
        "pd_high": [0.3, 0.9],
        "mean_pd": pytest.approx([0.2, 0.65]),
        "default_rate": pytest.approx([1 / 3, 0.5]),
    }


def test_deciles_hold_a_tenth_each_and_nobody_is_lost():
    y, pd = drawn(3, n=5000)
    table = calibration_table(y, pd)
    assert table["rows"].tolist() == [500] * 10
    assert table["defaults"].sum() == y.sum()
    assert table["mean_pd"].is_monotonic_increasing


def test_equal_probabilities_make_one_group():
    table = calibration_table(np.array([0.0, 1.0, 0.0]), np.full(3, 0.2))
    assert table["rows"].tolist() == [3]
