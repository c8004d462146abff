"""Contributions are exact: against brute force, against shap, against LightGBM's own score."""

import math
import warnings

import lightgbm as lgb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingxi.declare.errors import BadData, ModelMismatch
from mingxi.explain import contributions
from mingxi.explain.contributions import against_many, against_one, raw_scores, reference_set
from mingxi.explain.forest import forest

GROUPS = np.array([0, 1, 1, 2, 3, 3])


def brute_force(booster, row, past, groups):
    """Shapley values by definition: every coalition is scored by LightGBM itself."""
    k = int(groups.max()) + 1
    mixed = [np.where([(s >> g) & 1 for g in groups], row, past) for s in range(1 << k)]
    value = booster.predict(np.array(mixed), raw_score=True)
    out = np.zeros(k)
    for s in range(1 << k):
        size = bin(s).count("1")
        weight = math.factorial(size) * math.factorial(k - size - 1) if size < k else 0
        for g in range(k):
            if not (s >> g) & 1:
                out[g] += weight / math.factorial(k) * (value[s | 1 << g] - value[s])
    return out


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10_000),
    rounds=st.sampled_from([1, 3, 12]),
    leaves=st.sampled_from([2, 5, 12]),
    nominal=st.booleans(),
    monotone=st.booleans(),
    zero_as_missing=st.booleans(),
)
def test_both_games_equal_the_definition(
    grown, seed, rounds, leaves, nominal, monotone, zero_as_missing
):
    params = {"num_leaves": leaves, "zero_as_missing": zero_as_missing}
    if monotone:
        params["monotone_constraints"] = [1, 0, 0, -1, 0, 0]
    booster, rows = grown(seed, nominal=nominal, rounds=rounds, **params)
    model = forest(booster.model_to_string())
    assert np.array_equal(raw_scores(model, rows), booster.predict(rows, raw_score=True))
    now, past = rows[:3], rows[10:13]
    found = against_one(model, now, past, GROUPS)
    exact = np.array([brute_force(booster, a, b, GROUPS) for a, b in zip(now, past, strict=True)])
    assert found.push == pytest.approx(exact, abs=1e-10)
    many = against_many(reference_set(model, past, GROUPS), now)
    mean = np.mean([[brute_force(booster, a, b, GROUPS) for b in past] for a in now], axis=1)
    assert many.push == pytest.approx(mean, abs=1e-10)


def test_agrees_with_shap_interventional(grown):
    shap = pytest.importorskip("shap")
    booster, rows = grown(1, nominal=False, rounds=40)
    rows = np.nan_to_num(rows)
    model = forest(booster.model_to_string())
    singles = np.arange(rows.shape[1])
    reference = rows[:60]  # shap keeps at most 100 without saying so
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        explainer = shap.TreeExplainer(booster, reference, feature_perturbation="interventional")
        theirs = explainer.shap_values(rows[100:120])
    assert explainer.data.shape == reference.shape
    ours = against_many(reference_set(model, reference, singles), rows[100:120])
    assert ours.push == pytest.approx(theirs, abs=1e-6)


def test_what_did_not_change_gets_exactly_nothing(grown):
    booster, rows = grown(2, rounds=30)
    model = forest(booster.model_to_string())
    now = rows[:50].copy()
    now[:, [0, 3]] = rows[100:150][:, [0, 3]]
    found = against_one(model, now, rows[:50], GROUPS)
    assert np.all(found.push[:, [1, 3]] == 0.0)
    assert np.abs(found.push[:, [0, 2]]).max() > 0


def test_walking_and_tables_agree_and_threads_change_no_bit(grown, monkeypatch):
    booster, rows = grown(4, rounds=30)
    model = forest(booster.model_to_string())
    tables = reference_set(model, rows[:80], GROUPS)
    one = against_many(tables, rows[80:200], threads=1).push
    two = against_many(tables, rows[80:200], threads=2).push
    assert np.array_equal(one, two)
    monkeypatch.setattr(contributions, "MOST_STATES", (1,))
    monkeypatch.setattr(contributions, "MOST_LEAF_BYTES", 0)
    walked = against_many(reference_set(model, rows[:80], GROUPS), rows[80:200]).push
    assert one == pytest.approx(walked, abs=1e-12)


@pytest.mark.parametrize("value", [0.0, 3.5])
def test_a_model_that_says_one_thing_blames_nobody(value):
    rows = np.random.default_rng(0).normal(size=(60, 2))
    booster = lgb.train(
        {"objective": "regression", "verbosity": -1, "num_threads": 1},
        lgb.Dataset(rows, np.full(60, value)),
        3,
    )
    model = forest(booster.model_to_string())
    found = against_one(model, rows[:5], rows[5:10], np.array([0, 1]))
    assert np.all(found.push == 0.0)
    assert found.output == pytest.approx(np.full(5, value))
    many = against_many(reference_set(model, rows[:9], np.array([0, 1])), rows)
    assert np.all(many.push == 0.0)


def test_adds_up_on_large_money(grown):
    booster, rows = grown(5, rounds=40)
    text = booster.model_to_string()
    model = forest(text)
    found = against_many(reference_set(model, rows[:100], GROUPS), rows)
    gap = found.base + found.push.sum(axis=1) - found.output
    assert np.abs(gap).max() <= 1e-9 * np.abs(found.output).max()


@pytest.mark.parametrize(
    ("params", "what"),
    [
        ({"linear_tree": True}, "linear leaves"),
        ({"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6}, "averages"),
        ({"objective": "multiclass", "num_class": 3}, "several outputs"),
    ],
)
def test_models_that_are_no_plain_sum_are_refused(params, what):
    random = np.random.default_rng(1)
    rows, y = random.normal(size=(200, 2)), random.integers(0, 3, 200)
    settings_ = {"objective": "regression", "verbosity": -1, "num_threads": 1, **params}
    booster = lgb.train(settings_, lgb.Dataset(rows, y.astype(float)), 3)
    with pytest.raises(ModelMismatch, match=what):
        forest(booster.model_to_string())


def test_wrong_rows_are_refused(grown):
    booster, rows = grown(6)
    model = forest(booster.model_to_string())
    with pytest.raises(ModelMismatch, match="6 features"):
        against_one(model, rows[:, :5], rows[:, :5], GROUPS)
    with pytest.raises(BadData, match="no row"):
        reference_set(model, rows[:0], GROUPS)
    with pytest.raises(BadData, match="Pair them"):
        against_one(model, rows[:3], rows[:2], GROUPS)
