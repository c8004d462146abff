"""Loans of 2011 judged by trees that learned from 2007 to 2010: nothing known later is used."""

import json

import pandas as pd
import pytest
from story_runs import PROJECT, mingxi

pytestmark = pytest.mark.slow

TABLE = PROJECT.parent / "shared/data/lendingclub_2007_2011.csv.gz"


@pytest.fixture(scope="module")
def lendingclub(tmp_path_factory):
    if not TABLE.is_file():
        pytest.skip(f"real data are not part of the project, and {TABLE.name} is not beside it")
    root = tmp_path_factory.mktemp("lendingclub")
    path = f"table.path={TABLE}"
    words = ("run", "configs/own_data/lendingclub.yaml", "--set", path)
    told = mingxi(*words, cwd=root, timeout=1800)
    assert told.code == 0, told.said
    return root


@pytest.fixture(scope="module")
def metrics(lendingclub):
    path = lendingclub / "data/models/lendingclub/metrics.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_year_later_risk_is_told_apart_better_than_by_tuned_trees(metrics):
    assert metrics["oot"]["rows"] == 21_721
    assert metrics["oot"]["auc"] >= 0.692  # tuned trees without directions: 0.6911
    assert 0.95 <= metrics["oot"]["calibration_slope"] <= 1.05


def test_over_folds_trees_with_directions_beat_tuned_trees(metrics):
    assert metrics["folds"]["auc"] >= 0.702  # tuned trees without directions: 0.7013
    assert 0.95 <= metrics["folds"]["calibration_slope"] <= 1.05


def test_every_decision_adds_up(lendingclub):
    decisions = pd.read_parquet(lendingclub / "reports/lendingclub/decisions.parquet")
    assert len(decisions) == 42_535
    assert (decisions["gap"] == 0).all()
