import sys
from importlib.util import find_spec
from types import SimpleNamespace

import numpy as np
import pytest

from mingxi.evaluate.discrimination import auc
from mingxi.models.booster import raw_scores
from mingxi.models.challengers import BOOSTING_MACHINE, CHAMPION, challenged, challengers
from mingxi.models.default_risk import RiskSettings, fit_trees

SETTINGS = RiskSettings(min_data_in_leaf=60, n_rounds=60)
INSTALLED = find_spec("interpret") is not None
SIMPLER = ("logistic regression", "scorecard", "additive trees")
NAMES = (*SIMPLER, *([BOOSTING_MACHINE] if INSTALLED else []), CHAMPION)


@pytest.fixture(scope="module")
def models():
    return challengers(SETTINGS, 3, 1)


def test_the_simplest_comes_first_and_the_champion_last(models):
    assert tuple(models) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_tells_new_people_apart_about_as_well_as_the_truth(models, portfolio, later, name):
    # the truth is nearly additive and linear in the log-odds, so every kind can learn it
    score = models[name](portfolio.table, portfolio.default, later.table)
    assert auc(later.default, score) > auc(later.default, later.pd) - 0.03


@pytest.mark.parametrize("name", NAMES)
def test_a_fold_is_scored_by_a_model_of_the_others(models, portfolio, name):
    table, y = portfolio.table.rows(np.arange(2000)), portfolio.default[:2000]
    fold = np.arange(2000) // 2 % 2
    whole = challenged(models[name], table, y, fold)
    turned = challenged(models[name], table, np.where(fold == 0, 1 - y, y), fold)
    assert (whole[fold == 0] == turned[fold == 0]).all()
    assert (whole[fold == 1] != turned[fold == 1]).any()


def test_additive_trees_add_up_feature_by_feature(portfolio, later):
    text = fit_trees(portfolio.table, portfolio.default, RiskSettings(num_leaves=2), (3, 1))
    base = later.table.values[:200].copy()

    def scored(values):
        rows = later.table.rows(np.arange(200))
        return raw_scores(
            text,
            rows.keys,
            type(rows)(rows.features, rows.concepts, values, rows.borrower_id, rows.month),
        )

    first, second, both = (base.copy() for _ in range(3))
    first[:, 0], second[:, 2] = 1.0, 1.0
    both[:, 0], both[:, 2] = 1.0, 1.0
    start = scored(base)
    assert scored(both) - start == pytest.approx(
        (scored(first) - start) + (scored(second) - start), abs=1e-9
    )


class StandIn:
    """Takes what a boosting machine takes; its log-odds are the sum of the directed features."""

    def __init__(self, **dials):
        self.signs = np.array(dials.pop("monotone_constraints"))
        self.kinds = dials.pop("feature_types")
        self.dials = dials

    def fit(self, values, y):
        assert set(np.unique(y)) == {0, 1}
        assert values.shape == (len(y), len(self.signs))

    def decision_function(self, values):
        return np.nan_to_num(values) @ self.signs


def test_where_it_is_installed_a_boosting_machine_learns_with_the_declared_directions(
    monkeypatch, portfolio, later
):
    made = []
    module = SimpleNamespace(
        ExplainableBoostingClassifier=lambda **dials: made.append(StandIn(**dials)) or made[-1]
    )
    monkeypatch.setattr("mingxi.models.challengers.find_spec", lambda name: module)
    monkeypatch.setitem(sys.modules, "interpret", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "interpret.glassbox", module)
    found = challengers(SETTINGS, 3, 1)
    assert tuple(found) == (*SIMPLER, BOOSTING_MACHINE, CHAMPION)
    score = found[BOOSTING_MACHINE](portfolio.table, portfolio.default, later.table)
    (machine,) = made
    features = portfolio.table.features
    assert machine.signs.tolist() == [f.on_risk.sign for f in features]
    assert machine.kinds == ["nominal" if f.categories else "continuous" for f in features]
    assert (machine.dials["random_state"], machine.dials["n_jobs"]) == (3, 1)
    assert (score == machine.decision_function(later.table.values)).all()


def test_where_it_is_not_installed_nothing_is_said_of_it(monkeypatch):
    monkeypatch.setattr("mingxi.models.challengers.find_spec", lambda name: None)
    assert tuple(challengers(SETTINGS, 3, 1)) == (*SIMPLER, CHAMPION)
