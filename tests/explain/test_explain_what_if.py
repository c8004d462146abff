"""Curves of a change: today's point is today's limit, and nothing is promised twice."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_features import FEATURES
from sample_parts import NEXT, PEERS, attribution

from mingxi.declare.feature import Actionable
from mingxi.explain.recourse import Outcome
from mingxi.explain.what_if import MOST_LEVERS, levers
from mingxi.records.decision import Attribution

KEYS = tuple(FEATURES)
COLUMNS = {key: i for i, key in enumerate(KEYS)}
FOUND = attribution(NEXT, 19_420, (-3_420, -1_980, -910, 720, 420, 0))


def row_of(found: Attribution) -> np.ndarray:
    """The person's values in the order of the columns."""
    values = {f.feature.key: f.value for factor in found.factors for f in factor.facts}
    return np.array([values[key] for key in KEYS])


def falling(values: np.ndarray) -> Outcome:
    """A limit that falls with every value, in steps of 100, never below 0."""
    known = np.nan_to_num(values)
    raw = (
        20_000 - 1_000 * known[:, COLUMNS["late_12m"]] - 9_000 * known[:, COLUMNS["due_to_income"]]
    )
    return Outcome(np.maximum(np.floor(raw / 100) * 100, 0).astype(np.int64))


def test_todays_value_is_among_the_points_with_todays_limit():
    row = row_of(FOUND)
    today = int(falling(row[None, :]).limit[0])
    found = levers(FOUND, row, COLUMNS, falling)
    assert [lever.feature.key for lever in found] == ["late_12m", "due_to_income"]
    for lever in found:
        assert dict(lever.points)[lever.now] == today


def test_an_item_that_moves_nothing_is_left_out():
    flat = levers(FOUND, row_of(FOUND), COLUMNS, lambda v: Outcome(np.full(len(v), 500)))
    assert flat == ()


@pytest.mark.parametrize(
    ("of_each", "told"),
    [
        ((1_000, 1_000), ["late_12m", "due_to_income"]),
        ((0, 0), ["due_to_income"]),
        ((1_000, 0), ["due_to_income"]),
        ((1_000, 0, 900), ["late_12m", "due_to_income"]),
    ],
)
def test_a_curve_that_most_models_learned_again_do_not_confirm_is_left_out(of_each, told):
    """``of_each``: what one late payment fewer is worth to each of them."""

    def confirm(rows: np.ndarray) -> np.ndarray:
        late, due = (rows[:, COLUMNS[key]] for key in ("late_12m", "due_to_income"))
        return np.array([20_000 - one * late - 9_000 * due for one in of_each]).astype(np.int64)

    found = levers(FOUND, row_of(FOUND), COLUMNS, falling, confirm)
    assert [lever.feature.key for lever in found] == told


@pytest.mark.parametrize("sign", [-1, 1])
def test_models_learned_again_are_asked_about_today_and_the_nearest_best_value(sign):
    """Where today's value is the best, they are asked about the nearest worst and today."""
    asked, late = [], COLUMNS["late_12m"]

    def limit(rows: np.ndarray) -> Outcome:
        steps = np.clip(sign * rows[:, late], -4 if sign < 0 else 0, 2 if sign < 0 else 6)
        return Outcome((20_000 + 1_000 * steps).astype(np.int64))

    def confirm(rows: np.ndarray) -> np.ndarray:
        asked.append(rows[:, late].tolist())
        return limit(rows).limit[None, :]

    row = row_of(FOUND)
    (lever,) = levers(FOUND, row, COLUMNS, limit, confirm)
    now, points = row[late], dict(lever.points)
    top, low = max(points.values()), min(points.values())
    end = top if top > points[now] else low
    nearest = min((v for v, at in points.items() if at == end), key=lambda v: abs(v - now))
    ((first, second),) = asked
    assert (first, second) == ((now, nearest) if end == top else (nearest, now))


def test_a_curve_that_only_falls_is_told_where_the_fall_is_confirmed():
    """Somebody who was late once, which costs nothing; more would."""
    late = COLUMNS["late_12m"]
    factor = next(f for f in FOUND.factors if f.facts[0].feature.key == "late_12m")
    once = replace(FOUND, factors=(replace(factor, facts=(replace(factor.facts[0], value=1.0),)),))
    row = row_of(FOUND)
    row[late] = 1.0

    def limit(rows: np.ndarray) -> Outcome:
        return Outcome((5_000 - 1_000 * np.maximum(rows[:, late] - 1, 0)).astype(np.int64))

    (lever,) = levers(once, row, COLUMNS, limit, lambda rows: limit(rows).limit[None, :])
    points = dict(lever.points)
    assert max(points.values()) == points[1.0] > min(points.values())
    assert levers(once, row, COLUMNS, limit, lambda rows: np.full((1, len(rows)), 900)) == ()


@pytest.mark.parametrize(("others", "told"), [((900, 900), True), ((900, 0), False)])
def test_where_a_line_would_open_others_need_only_have_it_open_then(others, told):
    """Most models that would open it today already are not against what opens it."""
    late = COLUMNS["late_12m"]

    def opens(rows: np.ndarray) -> Outcome:
        return Outcome(np.where(rows[:, late] < 2, 5_000, 0).astype(np.int64))

    def confirm(rows: np.ndarray) -> np.ndarray:
        return np.repeat(np.array(others)[:, None], len(rows), axis=1)

    assert bool(levers(FOUND, row_of(FOUND), COLUMNS, opens, confirm)) is told


def test_only_what_the_person_can_change_one_item_per_concept():
    def all_count(values: np.ndarray) -> Outcome:
        return Outcome(np.nan_to_num(values).sum(axis=1).astype(np.int64))

    found = levers(FOUND, row_of(FOUND), COLUMNS, all_count)
    assert 0 < len(found) <= MOST_LEVERS
    concepts = [lever.feature.concept for lever in found]
    assert len(set(concepts)) == len(concepts)
    assert all(lever.feature.actionable is Actionable.BY_BORROWER for lever in found)


@given(
    values=st.lists(st.floats(0, 50_000) | st.just(nan), min_size=len(KEYS), max_size=len(KEYS))
)
def test_points_rise_and_a_worse_value_never_shows_a_higher_limit(values):
    found = attribution(PEERS, 19_400, (-3_420, -1_980, -910, 720, 420, 0))
    mine = dict(zip(KEYS, values, strict=True))
    for factor in found.factors:
        for fact in factor.facts:
            object.__setattr__(fact, "value", mine[fact.feature.key])
    for lever in levers(found, np.array(values), COLUMNS, falling):
        tried = [value for value, _ in lever.points]
        limits = [limit for _, limit in lever.points]
        assert tried == sorted(set(tried))
        assert min(tried) >= 0
        assert lever.now in tried
        assert limits == sorted(limits, reverse=True)


@pytest.mark.parametrize("key", ["late_12m", "lenders"])
def test_things_that_are_counted_are_tried_whole(key):
    def falls(values: np.ndarray) -> Outcome:
        return Outcome((10_000 - 100 * values[:, COLUMNS[key]]).astype(np.int64))

    (lever,) = levers(FOUND, row_of(FOUND), COLUMNS, falls)
    assert all(float(value).is_integer() for value, _ in lever.points)


def test_a_score_is_tried_no_further_than_people_get():
    fact = replace(FOUND.factors[0].facts[0], value=600.0, reference_value=700.0)
    score = replace(fact.feature, key="outside_score", unit="points")
    factor = replace(FOUND.factors[0], facts=(replace(fact, feature=score),))

    def rises(values: np.ndarray) -> Outcome:
        return Outcome((100 * values[:, 0]).astype(np.int64))

    alone = replace(FOUND, factors=(factor,))
    (lever,) = levers(alone, np.array([600.0]), {"outside_score": 0}, rises)
    tried = [value for value, _ in lever.points]
    assert (tried[0], tried[-1]) == (590.0, 610.0)
