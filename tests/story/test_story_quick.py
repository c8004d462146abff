"""The demo on a small world: it adds up, it repeats, and it tells only what it knows."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from story_runs import SMALL, mingxi, small, whole_letter_at

from mingxi.adapters import store
from mingxi.adapters.tracking_store import opened_store
from mingxi.recipes.decided import shown_limits
from mingxi.recipes.decision_model import load_decision_model
from mingxi.recipes.material import world_material
from mingxi.recipes.places import Places
from mingxi.recipes.served import snapshot_frame

pytestmark = pytest.mark.story
# what MLflow's own libraries deprecate is not ours to mend
MLFLOW = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def decisions(small_run) -> pd.DataFrame:
    return pd.read_parquet(small_run / "reports/quick/decisions.parquet")


@pytest.fixture(scope="module")
def letters(small_run) -> list[dict]:
    folder = small_run / "reports/quick/letters"
    return [whole_letter_at(path) for path in sorted(folder.glob("*.json"))]


def test_every_decision_adds_up_to_the_yuan(decisions):
    parts = [c for c in decisions if c.startswith(("concept_", "rule_"))]
    shown = decisions["base"] + decisions[parts].sum(axis=1) + decisions["rounding"]
    assert (shown == decisions["limit"]).all()
    assert (decisions["gap"] == 0).all()
    left = decisions["limit"] - decisions["outstanding"] - decisions["pending"]
    assert (decisions["available"] == left.clip(lower=0)).all()


def test_base_is_the_same_for_everybody(decisions):
    assert decisions["base"].max() - decisions["base"].min() <= 1


def test_limits_are_in_steps_of_a_hundred_and_within_the_law(decisions):
    assert (decisions["limit"] % 100 == 0).all()
    assert decisions["limit"].between(0, 200_000).all()
    assert (decisions["limit"] > 0).mean() > 0.3


def test_letters_of_every_kind_are_written(small_run, letters):
    kinds = {letter["question"] for letter in letters}
    assert len(kinds) >= 6, kinds
    assert len(letters) == 40
    for letter in letters:
        name = store.safe_name(letter["subject"]["id"])
        page = (small_run / f"reports/quick/letters/{name}.html").read_text(encoding="utf-8")
        assert " src=" not in page
        assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
        assert letter["ledger"]["gap"] == 0


@MLFLOW
def test_letters_name_the_run_and_the_model_version(small_run, letters):
    client = opened_store(f"sqlite:///{small_run}/mlflow.db", small_run / "mlartifacts")
    (run,) = [
        r
        for r in client.search_runs([client.get_experiment_by_name("mingxi").experiment_id])
        if "mlflow.parentRunId" not in r.data.tags and r.info.status == "FINISHED"
    ]
    assert {letter["versions"]["run"] for letter in letters} == {run.info.run_name}
    assert run.data.metrics["oot.auc"] > 0.6
    assert "test.psi" in run.data.metrics
    assert client.get_model_version_by_alias("mingxi-quick", "champion")


@MLFLOW
def test_served_model_gives_the_same_decisions(small_run, decisions, monkeypatch):
    import mlflow.pyfunc

    monkeypatch.chdir(small_run)
    mlflow.set_tracking_uri(f"sqlite:///{small_run}/mlflow.db")
    model = mlflow.pyfunc.load_model("models:/mingxi-quick@champion")
    material = world_material(Places(small_run, "quick", "quick"))
    lender = load_decision_model(small_run / "data/models/quick/champion").lender
    now = material.snapshot("2025-12", lender=lender)
    example = snapshot_frame(now.rows(np.arange(0, 400, 20)))
    answer = model.predict(example)
    mlflow.set_tracking_uri(None)
    ours = decisions.set_index("borrower_id").loc[example["borrower_id"]]
    assert answer["limit"].tolist() == ours["limit"].tolist()
    assert answer["available"].tolist() == ours["available"].tolist()
    assert np.allclose(answer["pd_12m"], ours["pd_12m"], atol=1e-12)
    assert set(answer["draw_state"]) <= {"open", "paused", "not_opened"}
    for reasons in answer["reasons"]:
        for reason in json.loads(reasons):
            assert reason["zh"]
            assert reason["en"]


def test_most_pairs_of_models_learned_again_confirm_every_step_of_a_letter(small_run, letters):
    model = load_decision_model(small_run / "data/models/quick/champion")
    assert len(model.confirmers) == 3
    material = world_material(Places(small_run, "quick", "quick"))
    now = material.snapshot("2025-12", lender=model.lender)
    place = {str(one): i for i, one in enumerate(now.table.borrower_id)}
    steps = [
        (place[letter["subject"]["id"]], step)
        for letter in letters
        for step in (*letter["steps"]["you"], *letter["steps"]["time"])
    ]
    assert len(steps) > 5
    before = now.rows(np.array([row for row, _ in steps]))
    values = before.table.values.copy()
    for i, (_, step) in enumerate(steps):
        values[i, before.table.keys.index(step["key"])] = step["target"]
    after = replace(before, table=replace(before.table, values=values))
    assert shown_limits(model, after).tolist() == [step["limit_after"] for _, step in steps]
    rise = [shown_limits(m, after) - shown_limits(m, before) for m in model.confirming()]
    assert (np.sum(np.array(rise) > 0, axis=0) >= 2).all()


def same_files(one: Path, other: Path, folder: str, ending: str) -> int:
    names = sorted(p.relative_to(one) for p in (one / folder).rglob(f"*{ending}"))
    assert names == sorted(p.relative_to(other) for p in (other / folder).rglob(f"*{ending}"))
    for name in names:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    return len(names)


def test_one_worker_and_two_give_the_same_bytes(small_run, tmp_path):
    again = small(tmp_path, workers=1)
    assert same_files(small_run, again, "data/synthetic", ".parquet") > 10
    assert same_files(small_run, again, "data/truth", ".truth") > 2
    assert same_files(small_run, again, "data/models", ".txt") >= 6  # of two decision models
    assert same_files(small_run, again, "reports", ".parquet") == 2  # decisions and archive
    for ending in (".json", ".case.html", ".html", ".zh.txt", ".en.txt"):
        pages = 2 if ending == ".html" else 1  # the letter's and the caseworker's
        assert same_files(small_run, again, "reports/quick/letters", ending) == 40 * pages


def test_a_run_again_continues_and_changes_no_letter(small_run):
    before = store.content_hash(small_run / "reports/quick/letters")
    small(small_run, workers=2)
    assert store.content_hash(small_run / "reports/quick/letters") == before


def test_a_concept_that_did_not_change_has_no_part_in_a_change(letters):
    seen = 0
    for letter in letters:
        change = letter["change"]
        for factor in change["you"]["factors"] if change else ():
            if all(f["value"] == f["reference_value"] for f in factor["facts"]):
                assert factor["push"] == 0.0
                assert factor["amount"] == 0
                seen += 1
    assert seen > 10


def test_one_borrower_on_the_terminal(small_run, decisions):
    borrower = str(decisions["borrower_id"].iloc[7])
    overrides = [word for pair in SMALL for word in ("--set", pair)]
    words = ("--borrower", borrower, "--language", "en")
    told = mingxi("explain", "configs/quick.yaml", *overrides, *words, cwd=small_run)
    assert told.code == 0, told.said
    assert borrower in told.out
