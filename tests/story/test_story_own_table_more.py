"""Two more public tables through the same road: loans with dates, and very few people."""

import json
import re

import pandas as pd
import pytest
from story_runs import PROJECT, mingxi, whole_letter_at

pytestmark = pytest.mark.story

DATA = PROJECT.parent / "shared/data"


def ran(root, config, table, *overrides):
    path = DATA / table
    if not path.is_file():
        pytest.skip(f"real data are not part of the project, and {table} is not beside it")
    words = [w for pair in (f"table.path={path}", *overrides) for w in ("--set", pair)]
    told = mingxi("run", f"configs/own_data/{config}.yaml", *words, cwd=root)
    assert told.code == 0, told.said
    return root, told


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    return ran(tmp_path_factory.mktemp("german"), "german", "german_credit.csv")[0]


@pytest.fixture(scope="module")
def lendingclub(tmp_path_factory):
    return ran(
        tmp_path_factory.mktemp("lendingclub"),
        "lendingclub",
        "lendingclub_2007_2011.csv.gz",
        "table.sample=6000",
        "training.folds=false",
        "training.challengers=false",
        "explain.sample=20",
    )[0]


def read(root, name, path):
    return json.loads((root / path.format(name)).read_text(encoding="utf-8"))


def test_on_a_thousand_people_the_report_prefers_the_simpler_model(german):
    metrics = read(german, "german", "data/models/{}/metrics.json")
    assert metrics["folds"]["auc"] >= 0.785  # tuned trees on all columns, protected ones too
    page = (german / "reports/german/model_report.html").read_text(encoding="utf-8")
    assert re.search(r"Prefer the simpler (logistic regression|scorecard|additive trees)", page)
    assert "no more than chance" in page


def test_later_loans_are_judged_by_trees_that_never_saw_their_year(lendingclub):
    metrics = read(lendingclub, "lendingclub", "data/models/{}/metrics.json")
    assert 2500 < metrics["oot"]["rows"] < 3500  # about half of the loans are of 2011
    assert metrics["oot"]["auc"] >= 0.65  # of 6,000 people; the whole table: tests/truth


def test_the_report_says_with_what_trees_were_taught_and_they_never_read_it(lendingclub):
    page = (lendingclub / "reports/lendingclub/model_report.html").read_text(encoding="utf-8")
    assert "also read 3 columns known of past rows only" in page
    assert "taught by one that reads int_rate, funded_amnt_inv, issue_year" in page
    assert "由读过 int_rate、funded_amnt_inv、issue_year 的模型教出来" in page
    models = sorted((lendingclub / "data/models/lendingclub").rglob("*.lgb.txt"))
    assert models
    for path in models:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"privileged|int_rate|funded|issue_year", text), path


@pytest.mark.parametrize("name", ["german", "lendingclub"])
def test_every_decision_adds_up(name, request):
    root = request.getfixturevalue(name)
    decisions = pd.read_parquet(root / f"reports/{name}/decisions.parquet")
    assert (decisions["gap"] == 0).all()
    assert (decisions["limit"] > 0).mean() > 0.5


def test_letters_say_nothing_of_protected_traits(german):
    never = re.compile(r"\b(age|sex|gender|marri|foreign)|年龄|性别|婚|外国", re.IGNORECASE)
    letters = sorted((german / "reports/german/letters").glob("*.json"))
    assert len(letters) == 60
    for path in letters:
        letter = whole_letter_at(path)
        told = [*letter["reasons"], *letter["helped"], letter["steps"], letter["ledger"]["rows"]]
        assert not never.search(json.dumps(told, ensure_ascii=False)), path
