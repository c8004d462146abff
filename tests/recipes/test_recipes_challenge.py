"""What training says of columns and of simpler models."""

import numpy as np
import pytest

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.models.challengers import CHAMPION
from mingxi.models.default_risk import RiskSettings
from mingxi.recipes.challenge import challenge
from mingxi.recipes.material import Learning
from mingxi.recipes.warned import warned
from mingxi.records.feature_table import FeatureTable

SAY = Words("值。", "Value.")
SETTINGS = RiskSettings(n_rounds=60, min_data_in_leaf=30)


def learning(y, **columns):
    features = tuple(
        Feature(
            key,
            SAY,
            "ratio",
            Direction.EITHER,
            Direction.EITHER,
            "all",
            Actionable.NOT,
            "R01",
            SAY,
        )
        for key in columns
    )
    n = len(y)
    values = np.column_stack(list(columns.values()))
    table = FeatureTable(
        features, (Concept("all", SAY, SAY),), values, np.arange(n), np.full(n, "")
    )
    return Learning(table, y, np.full(n, np.nan), None, tuple(columns))


def drawn(score, seed=1):
    p = 1 / (1 + np.exp(-score))
    return (np.random.default_rng(seed).random(len(p)) < p).astype(float)


def test_a_column_that_is_known_only_later_is_named_with_the_question_to_ask():
    rng = np.random.default_rng(2)
    x = rng.normal(size=3000)
    y = drawn(x - 2)
    rows = learning(y, honest=x, repaid=np.where(y == 1, 0.4, 1.0), same=np.ones(3000))
    said = [words.en for words in warned(rows)]
    assert [s.split()[1] for s in said] == ["repaid", "same"]
    assert "alone reaches an AUC of 1.000: is it known at the application?" in said[0]


def test_where_everything_is_linear_the_simplest_model_is_preferred():
    rng = np.random.default_rng(3)
    one, two = rng.normal(size=(2, 2000))
    found = challenge(learning(drawn(one + two - 1), one=one, two=two), SETTINGS, (7, 1))
    assert found.preferred == "logistic regression"
    assert "Prefer the simpler logistic regression" in found.recommendation.en
    assert "逻辑回归" in found.recommendation.zh


def test_where_two_facts_only_count_together_the_champion_is_kept():
    rng = np.random.default_rng(4)
    one, two = rng.normal(size=(2, 3000))
    found = challenge(learning(drawn(2 * np.sign(one * two)), one=one, two=two), SETTINGS, (7, 1))
    assert found.preferred == CHAMPION
    assert found.recommendation.en.startswith("Keep the champion")
    assert next(iter(found.measures)) == CHAMPION
    for name in ("logistic regression", "scorecard", "additive trees"):
        lead = found.measures[CHAMPION]["auc"] - found.measures[name]["auc"]
        assert lead > 0.2
        assert found.measures[name]["auc_gap"] == pytest.approx(lead, abs=0.02)
