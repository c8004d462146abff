import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingxi.declare.errors import BadData
from mingxi.models.calibrator import (
    Calibrator,
    calibrated,
    calibrator,
    calibrator_document,
    fit_calibrator,
)


def drawn(slope, intercept, n=20_000, seed=0):
    rng = np.random.default_rng(seed)
    raw = rng.normal(-2, 1.5, n)
    p = 1 / (1 + np.exp(-(intercept + slope * raw)))
    return raw, (rng.random(n) < p).astype(float)


@given(
    st.floats(-5, 5),
    st.floats(0.05, 5),
    st.lists(st.integers(-3000, 3000), min_size=2, max_size=30, unique=True),
)
def test_a_higher_score_is_always_a_higher_probability(intercept, slope, thousandths):
    raw = np.sort(np.array(thousandths)) / 1000  # log-odds −3 to 3 in steps of at least 0.001
    p = calibrated(Calibrator(intercept, slope), raw)
    assert (np.diff(p) > 0).all()
    assert ((p > 0) & (p < 1)).all()


@given(st.integers(0, 500), st.integers(20, 200))
@settings(max_examples=30, deadline=None)
def test_whatever_it_is_fitted_to_the_slope_stays_positive(seed, n):
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < 0.3).astype(float)
    # defaulters score lower, alike, higher, or the classes separate perfectly
    for pull in (-2.0, 0.0, 2.0, 50.0):
        assert fit_calibrator(rng.normal(size=n) + pull * y, y).slope > 0


def test_known_distortion_is_found():
    raw, y = drawn(slope=0.5, intercept=-1.0)
    found = fit_calibrator(raw, y)
    assert found.slope == pytest.approx(0.5, abs=0.05)
    assert found.intercept == pytest.approx(-1.0, abs=0.1)
    assert calibrated(found, raw).mean() == pytest.approx(y.mean(), abs=1e-6)


def test_mean_matches_also_on_rows_it_has_not_seen():
    fitted = fit_calibrator(*drawn(slope=0.6, intercept=-0.5))
    raw, y = drawn(slope=0.6, intercept=-0.5, n=100_000, seed=1)
    assert calibrated(fitted, raw).mean() == pytest.approx(y.mean(), abs=0.004)


def test_a_gain_that_does_not_hold_on_other_rows_is_not_taken():
    # on 60 honest rows a fit follows luck: most seeds must keep the identity
    kept = [fit_calibrator(*drawn(1.0, 0.0, n=60, seed=s)) == Calibrator() for s in range(40)]
    assert sum(kept) > 24


def test_scores_that_are_all_equal_are_only_shifted():
    y = (np.arange(1000) % 10 == 0).astype(float)
    assert calibrated(fit_calibrator(np.zeros(1000), y), np.zeros(1)) == pytest.approx(0.1)


def test_one_class_keeps_the_identity():
    assert fit_calibrator(np.linspace(-3, 0, 50), np.zeros(50)) == Calibrator()


@given(st.floats(-20, 20), st.floats(0.05, 20))
def test_json_brings_it_back_to_the_bit(intercept, slope):
    one = Calibrator(intercept, slope)
    assert calibrator(json.loads(json.dumps(calibrator_document(one)))) == one


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"kind": "isotonic", "intercept": 0, "slope": 1}, "isotonic"),
        ({"kind": "platt", "slope": 1}, "intercept"),
        ({"kind": "platt", "intercept": 0, "slope": 0}, "positive"),
        ({"kind": "platt", "intercept": float("nan"), "slope": 1}, "finite"),
    ],
)
def test_documents_that_would_break_the_order_are_refused(document, says):
    with pytest.raises(BadData, match=says):
        calibrator(document)


def test_rows_that_do_not_pair_are_refused():
    with pytest.raises(BadData, match="one finite score"):
        fit_calibrator(np.zeros(3), np.array([0.0, 1.0]))
