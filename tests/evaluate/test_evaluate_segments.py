"""Measures of parts of the book: errors that hold, and warnings that chance does not set off."""

import numpy as np
import pytest

from mingxi.evaluate.by_person import auc_with_error, level_with_error, slope_with_error
from mingxi.evaluate.calibration import calibration_slope
from mingxi.evaluate.discrimination import auc
from mingxi.evaluate.segments import OTHERS, off, segments

PEOPLE, TIMES = 1500, 3


STATED = 1 / (1 + np.exp(2.5 - np.random.default_rng(99).normal(size=PEOPLE)))


def lived(seed, level=1.0):
    """Outcomes of people seen three times, what was stated of them, and whose rows they are."""
    stated = STATED
    y = (np.random.default_rng(seed).random(PEOPLE) < stated * level).astype(float)
    return np.repeat(y, TIMES), np.repeat(stated, TIMES), np.repeat(np.arange(PEOPLE), TIMES)


@pytest.mark.parametrize(
    ("measure", "wanted"), [(auc_with_error, None), (slope_with_error, 1), (level_with_error, 1)]
)
def test_the_error_is_how_far_a_measure_scatters_over_new_people(measure, wanted):
    found = np.array([measure(*lived(seed)) for seed in range(120)])
    scatter = found[:, 0].std()
    assert found[:, 1].mean() == pytest.approx(scatter, rel=0.2)
    if wanted is not None:
        assert found[:, 0].mean() == pytest.approx(wanted, abs=3 * scatter / np.sqrt(120))


def test_the_measures_are_those_of_the_whole_report():
    y, stated, who = lived(0)
    assert auc_with_error(y, stated, who)[0] == pytest.approx(auc(y, stated), abs=1e-12)
    assert slope_with_error(y, stated, who)[0] == calibration_slope(y, stated)[0]
    assert level_with_error(y, stated, who)[0] == pytest.approx(y.mean() / stated.mean())


def test_a_part_without_a_default_has_a_level_that_is_known_and_nothing_else():
    stated, who = np.full(2000, 0.01), np.arange(2000)
    (one,) = segments(np.full(2000, "a"), np.zeros(2000), stated, who)
    assert (one.level.value, one.defaults) == (0.0, 0)
    assert one.level.error == pytest.approx(0.22, abs=0.01)
    assert np.isnan([one.slope.value, one.auc.value]).all()
    assert off({"all": (one,)}) == {("all", "a"): ("level",)}


def test_few_people_are_put_together_and_unknown_outcomes_left_out():
    y, stated, who = lived(1)
    label = np.where(np.arange(len(y)) < 30, "few", "many")
    label[30:60] = "also few"
    y[-300:] = np.nan
    found = segments(label, y, stated, who)
    assert [(s.name, s.rows) for s in found] == [("many", len(y) - 360), (OTHERS, 60)]


@pytest.mark.parametrize("parts", [4, 15])
def test_chance_rarely_sets_off_a_warning(parts):
    warned = 0
    for seed in range(60):
        y, stated, who = lived(seed)
        found = segments((who % parts).astype(str), y, stated, who)
        if parts == 15:  # a slope and an AUC of so few would say little with much confidence
            assert np.isnan([s.auc.value for s in found if s.defaults < 20 * TIMES]).all()
        warned += bool(off({"parts": found}))
    assert warned <= 8  # 3 are meant, and 8 or more of 60 then come 1 time in 50


def test_a_level_that_is_wrong_for_half_the_people_is_found_there():
    (y, stated, who), other = lived(3), lived(4, 1.8)[0]
    half = who % 2 == 0
    found = off(
        {"halves": segments(np.where(half, "a", "b"), np.where(half, other, y), stated, who)}
    )
    assert ("halves", "b") not in found
    assert ("halves", "a") in found


def test_a_part_that_is_told_apart_worse_than_the_rest_is_found_and_the_better_one_is_not():
    y, stated, who = (np.concatenate([a, b]) for a, b in zip(lived(5), lived(6), strict=True))
    second = np.arange(len(y)) >= PEOPLE * TIMES
    stated[second] = y[second].mean()  # the level is right, the order is lost
    stated[second] *= 1 + 1e-3 * np.random.default_rng(0).normal(size=second.sum())
    found = off({"halves": segments(np.where(second, "lost", "kept"), y, stated, who)})
    assert "AUC" in found["halves", "lost"]
    assert ("halves", "kept") not in found
