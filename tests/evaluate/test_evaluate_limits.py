import numpy as np
import pytest
from sklearn.metrics import mean_absolute_error, r2_score

from mingxi.declare.errors import BadData
from mingxi.evaluate.groups import quantile_edges, quantile_group
from mingxi.evaluate.limits import limit_distribution, limit_fit, share_at_bounds


def test_distribution_by_hand():
    told = limit_distribution(np.append(np.arange(0.0, 101.0), np.nan))
    assert told == {
        "rows": 101.0,
        "mean": 50.0,
        "lowest": 0.0,
        "highest": 100.0,
        "p05": 5.0,
        "p10": 10.0,
        "p25": 25.0,
        "median": 50.0,
        "p75": 75.0,
        "p90": 90.0,
        "p95": 95.0,
    }


def test_fit_agrees_with_scikit_learn():
    rng = np.random.default_rng(0)
    target = rng.lognormal(9, 1, 300)
    limit = target + rng.normal(0, 2000, 300)
    told = limit_fit(np.append(target, np.nan), np.append(limit, 5.0))
    assert told["rows"] == 300.0
    assert told["r2"] == pytest.approx(r2_score(target, limit))
    assert told["mae"] == pytest.approx(mean_absolute_error(target, limit))
    assert told["mean_gap"] == pytest.approx((limit - target).mean())


def test_nobody_and_equal_targets_are_unknown_not_a_crash():
    nobody = np.full(2, np.nan)
    told = limit_distribution(nobody)
    assert told["rows"] == 0.0
    assert np.isnan(told["median"])
    assert np.isnan(limit_fit(nobody, np.ones(2))["mae"])
    assert np.isnan(share_at_bounds(nobody, 0.0, 1.0)).all()
    same = limit_fit(np.full(3, 500.0), np.array([400.0, 500.0, 600.0]))
    assert np.isnan(same["r2"])
    assert same["mae"] == pytest.approx(200 / 3)


def test_one_limit_per_target():
    with pytest.raises(BadData, match="one limit per target"):
        limit_fit(np.ones(2), np.ones(3))


def test_repeated_values_never_share_two_groups():
    values = np.array([1.0] * 90 + [2.0] * 10)
    group = quantile_group(values, quantile_edges(values, 10))
    assert np.unique(group[:90]).size == 1
    assert group[0] < group[-1]
