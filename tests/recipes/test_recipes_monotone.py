"""A hundred thousand facts made worse: no answer of either model moves the wrong way."""

from dataclasses import replace

import numpy as np
import pytest

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.models.credit_limit import fit_credit_limit
from mingxi.models.default_risk import RiskSettings, fit_default_risk
from mingxi.models.search_space import limit_settings
from mingxi.recipes.monotone import limit_probes, risk_probes, risk_profiles
from mingxi.records.feature_table import FeatureTable

SAY = Words("值。", "Value.")
SIGNS = {"late": (1, -1), "income": (-1, 1), "debt": (1, -1), "other": (0, 0)}
WORD = {1: Direction.RAISES, -1: Direction.LOWERS, 0: Direction.EITHER}


def feature(key, on_risk, on_limit):
    kind = (WORD[on_risk], WORD[on_limit])
    return Feature(key, SAY, "ratio", *kind, "all", Actionable.NOT, "R01", SAY)


@pytest.fixture(scope="module")
def trained():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(6000, 4))
    # the data themselves break the declared direction of debt in places
    score = x[:, 0] - x[:, 1] + np.sin(3 * x[:, 2]) - 2.5
    y = (rng.random(6000) < 1 / (1 + np.exp(-score))).astype(float)
    limit = 20_000 - 3000 * score + 4000 * rng.normal(size=6000)
    x[rng.random(x.shape) < 0.1] = np.nan
    features = tuple(feature(k, *signs) for k, signs in SIGNS.items())
    month = np.full(6000, "")
    table = FeatureTable(features, (Concept("all", SAY, SAY),), x, np.arange(6000), month)
    risk = fit_default_risk(table, y, RiskSettings(n_rounds=120), 1, 1).model
    return table, risk, fit_credit_limit(table, limit, limit_settings(6000), 1, 1)


def test_no_answer_moves_the_wrong_way(trained):
    table, risk, limit = trained
    for found in (risk_probes(risk, table, 100_000, 1), limit_probes(limit, table, 100_000, 2)):
        assert found.probes > 75_000
        assert found.violations == 0


def test_probes_find_a_model_that_breaks_a_promise(trained):
    table, risk, _ = trained
    late = feature("late", -1, 1)
    turned = replace(table, features=(late, *table.features[1:]))
    assert risk_probes(risk, turned, 20_000, 1).violations > 1000


def test_profiles_follow_the_declared_directions(trained):
    table, risk, _ = trained
    found = {p.feature.key: np.diff(p.pd) for p in risk_profiles(risk, table)}
    assert set(found) == {"late", "income", "debt"}
    assert (found["late"] >= 0).all()
    assert (found["income"] <= 0).all()
