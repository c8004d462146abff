"""The demo against the known truth of its world: risk is ranked, and limits follow it."""

import numpy as np
import pandas as pd
import pytest
from story_runs import mingxi

from mingxi.adapters.truth import read_truth
from mingxi.evaluate.discrimination import auc
from mingxi.models.credit_limit import proposed_limit
from mingxi.models.default_risk import pd_12m
from mingxi.recipes.decision_model import load_decision_model
from mingxi.recipes.material import world_material
from mingxi.recipes.places import Places

pytestmark = pytest.mark.slow

MONTH = "2024-12"


@pytest.fixture(scope="module")
def people(tmp_path_factory) -> pd.DataFrame:
    """Everybody with a line a year after training: true and stated risk, outcome, proposal."""
    root = tmp_path_factory.mktemp("demo")
    told = mingxi("run", "configs/quick.yaml", cwd=root)
    assert told.code == 0, told.said
    places = Places(root, "quick", "quick")
    material = world_material(places)
    rows = material.learning((MONTH,), 12)
    model = load_decision_model(places.models / "champion")
    outlook = read_truth(places.truth, "hazard").to_pandas()
    outlook = outlook[outlook["month"] == material.histories.month_index(MONTH)]
    true = outlook.set_index("borrower_id").loc[rows.table.borrower_id, "p_90_12m"]
    return pd.DataFrame(
        {
            "true": true.to_numpy(),
            "stated": pd_12m(model.risk, rows.table),
            "defaulted": rows.default,
            "proposed": proposed_limit(model.limit, model.limit_rows(rows.table)),
        }
    )


def test_risk_is_ranked_nearly_as_well_as_by_one_who_knows_the_causes(people):
    knows = auc(people["defaulted"].to_numpy(), people["true"].to_numpy())
    learned = auc(people["defaulted"].to_numpy(), people["stated"].to_numpy())
    assert knows < 0.94  # a world in which everything is foreseeable proves nothing
    assert learned < knows + 0.01  # better than the truth would be a leak
    assert learned > knows - 0.06


def test_stated_risk_rises_and_limits_fall_with_true_risk(people):
    tenth = pd.qcut(people["true"], 10, labels=False)
    means = people.groupby(tenth)[["stated", "proposed"]].mean()
    assert (np.diff(means["stated"]) > 0).all()
    assert (np.diff(means["proposed"]) < 0).all()


def test_stated_risk_of_the_riskiest_tenth_is_of_the_right_size(people):
    riskiest = people[people["stated"] >= people["stated"].quantile(0.9)]
    ratio = riskiest["stated"].mean() / riskiest["defaulted"].mean()
    assert 0.7 < ratio < 1.6
