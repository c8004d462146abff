"""Figures of groups, of intervals and of warnings, on data whose answer is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.evaluate.calibration import decile_slope
from mingxi.evaluate.early_warning import recall_at
from mingxi.evaluate.fairness import decided_by_group, risk_by_group
from mingxi.evaluate.intervals import share_interval


def test_a_group_that_is_refused_more_often_shows_in_its_ratio():
    group = np.repeat(["a", "b", "few"], [200, 100, 10])
    limit = np.where(np.arange(310) % 4 < np.where(group == "b", 2, 4), 8000, 0)
    a, b = decided_by_group(group, limit, np.full(310, 0.03))
    assert (a.group, a.impact_ratio, b.group, b.impact_ratio) == ("a", 1.0, "b", 0.5)
    assert b.median_limit == 8000
    assert b.people == 100


def test_a_risk_that_is_understated_for_one_group_lies_outside_its_interval():
    rng = np.random.default_rng(2)
    group = np.repeat(["a", "b"], 4000)
    y = (rng.random(8000) < np.where(group == "a", 0.05, 0.10)).astype(float)
    y[::9] = np.nan
    a, b = risk_by_group(group, y, np.full(8000, 0.05), np.arange(8000))
    c, _ = risk_by_group(group, y, np.full(8000, 0.05), np.arange(8000) // 4)
    assert c.high - c.low > a.high - a.low  # four rows of one person know less than of four
    assert a.low < a.stated < a.high
    assert b.stated < b.low
    assert a.rows + b.rows == int(np.isfinite(y).sum())


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_the_share_and_stays_within_bounds(seen):
    count, n = seen
    low, high = share_interval(count, n)
    assert 0 <= low <= count / n <= high <= 1


def test_nineteen_of_twenty_intervals_hold_the_truth():
    counts = np.random.default_rng(0).binomial(2000, 0.013, 2000)
    held = [low <= 0.013 <= high for low, high in (share_interval(int(c), 2000) for c in counts)]
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)


def test_slope_by_decile_and_its_error():
    rng = np.random.default_rng(3)
    p = rng.beta(1, 30, 60_000)
    true, shrunk = [], []
    for _ in range(40):
        y = (rng.random(len(p)) < p).astype(float)
        true.append(decile_slope(y, p))
        shrunk.append(decile_slope(y, p.mean() + 2 * (p - p.mean()))[0])
    slopes, errors = np.array(true).T
    assert slopes.mean() == pytest.approx(1.0, abs=0.02)
    assert slopes.std() == pytest.approx(errors.mean(), rel=0.35)
    assert np.mean(shrunk) == pytest.approx(0.5, abs=0.05)


def test_whoever_is_looked_at_by_chance_finds_their_share():
    y = (np.arange(1000) % 10 == 0).astype(float)
    assert recall_at(y, np.zeros(1000), 0.05) == pytest.approx(0.05)
    assert recall_at(y, y, 0.05) == pytest.approx(0.5)
    assert recall_at(y, y, 0.10) == pytest.approx(1.0)
    assert np.isnan(recall_at(np.zeros(5), np.zeros(5), 0.2))
