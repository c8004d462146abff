"""Real people from a table of one's own, with no Python written for it."""

import json
import re

import pandas as pd
import pytest
import yaml
from story_runs import PROJECT, mingxi, whole_letter_at

pytestmark = pytest.mark.story

TABLE = PROJECT.parent / "shared/data/taiwan_credit_card_default.csv.gz"
CONFIG = "configs/own_data/taiwan.yaml"
NEVER = re.compile(r"\b(age|sex|gender|marri|educat)|年龄|性别|婚|学历|教育", re.IGNORECASE)


@pytest.fixture(scope="module")
def taiwan(tmp_path_factory):
    if not TABLE.is_file():
        pytest.skip(f"real data are not part of the project, and {TABLE.name} is not beside it")
    root = tmp_path_factory.mktemp("taiwan")
    words = [f"table.path={TABLE}", "training.challengers=false"]
    told = mingxi("run", CONFIG, *(w for word in words for w in ("--set", word)), cwd=root)
    assert told.code == 0, told.said
    return root


def test_risk_is_told_apart_as_well_as_by_tuned_trees_that_see_everything(taiwan):
    metrics = json.loads((taiwan / "data/models/taiwan/metrics.json").read_text(encoding="utf-8"))
    # tuned trees on all columns, protected ones too: 0.7853 and 0.1337
    assert metrics["folds"]["auc"] >= 0.7855
    assert metrics["folds"]["brier"] <= 0.1337
    assert 0.95 <= metrics["folds"]["calibration_slope"] <= 1.05


def test_every_decision_adds_up(taiwan):
    decisions = pd.read_parquet(taiwan / "reports/taiwan/decisions.parquet")
    assert len(decisions) == 30_000
    assert (decisions["gap"] == 0).all()


def test_letters_say_nothing_of_protected_traits_but_that_they_were_not_used(taiwan):
    letters = sorted((taiwan / "reports/taiwan/letters").glob("*.json"))
    assert len(letters) == 60
    for path in letters:
        letter = whole_letter_at(path)
        told = [*letter["reasons"], *letter["helped"], letter["steps"], letter["ledger"]["rows"]]
        assert not NEVER.search(json.dumps(told, ensure_ascii=False)), path
        assert letter["decision"]["not_causal"]
        assert all(right["law"] is None for right in letter["rights"])


def test_the_limit_is_called_what_it_is(taiwan):
    document = yaml.safe_load((PROJECT / CONFIG).read_text(encoding="utf-8"))
    name = document["table"]["roles"]["limit"]["name"]
    letter = whole_letter_at(min((taiwan / "reports/taiwan/letters").glob("*.json")))
    assert letter["decision"]["limit_name"] == name
    assert "past" in name["en"]
    assert "以往" in name["zh"]
