"""The stated risk on fresh people: near what its facts can tell, and come true as stated."""

import json

import pytest
from story_runs import mingxi

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    root = tmp_path_factory.mktemp("ceiling")
    for command in (("generate",), ("train", "--set", "training.challengers=false"), ("ceiling",)):
        told = mingxi(command[0], "configs/quick.yaml", *command[1:], cwd=root)
        assert told.code == 0, told.said
    return json.loads((root / "reports/quick/ceiling.json").read_text(encoding="utf-8"))


def test_many_more_people_would_tell_little_more(found):
    assert found["rows of the large model"] > 400_000
    assert found["AUC that the model in use leaves"] <= 0.02
    assert found["what chance makes of it (95 %)"] < 0.01


def test_in_a_world_of_another_seed_the_risk_comes_true_as_stated(found):
    assert found["other economy: people"] > 50_000
    slope = found["other economy: calibration slope by decile"]
    assert 0.95 <= slope <= 1.05
    assert 0.90 <= found["other economy: calibration slope of the log-odds"] <= 1.05


def test_over_many_economies_the_risk_comes_true_as_stated(found):
    for slope in ("16 economies: slope by decile", "16 economies: slope of the log-odds"):
        assert found[f"{slope}, error of the mean"] < 0.04
        assert 0.95 <= found[slope] <= 1.05


def test_defaults_of_the_next_months_are_seen_coming(found):
    assert found["same economy, within 3 months: AUC"] > 0.98
    assert found["same economy, within 3 months: defaults among the riskiest 5%"] > 0.9
    assert found["same economy, within 6 months: defaults among the riskiest 10%"] > 0.75


def test_at_the_opening_an_application_tells_as_much_as_behaviour_could(found):
    for economy in ("same economy", "other economy"):
        application = found[f"{economy}, newcomers: AUC"]
        assert application > found[f"{economy}, newcomers: AUC of the behaviour scorecard"] - 0.02
