"""The demo against the known truth of its world: risk is ranked, and limits follow it.

The true chance of default is the mean over the same people's other lives: they share everything
up to the snapshot and have luck of their own after it. Nobody can rank lives yet to come better
than by it, and a model that ranks the life that happened better than the others knows too much.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Console
from story_runs import mingxi

from mingxi.adapters.scale import over_blocks
from mingxi.adapters.truth import read_truth
from mingxi.evaluate.discrimination import auc
from mingxi.models.credit_limit import proposed_limit
from mingxi.models.default_risk import pd_12m
from mingxi.recipes.context import opened
from mingxi.recipes.decision_model import load_decision_model
from mingxi.recipes.difficulty import Lives, months_between, other_lives, truth
from mingxi.recipes.generate import work_of
from mingxi.recipes.material import world_material
from mingxi.recipes.places import Places
from mingxi.simulate.config import blocks

pytestmark = pytest.mark.slow

MONTH = "2024-12"
LIVES = 32


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("demo")
    told = mingxi("run", "configs/quick.yaml", cwd=root)
    assert told.code == 0, told.said
    return root


@pytest.fixture(scope="module")
def people(root) -> pd.DataFrame:
    """Everybody with a line a year after training: yardstick, stated risk, outcome, proposal."""
    places = Places(root, "quick", "quick")
    material = world_material(places)
    rows = material.learning((MONTH,), 12)
    model = load_decision_model(places.models / "champion")
    now = material.snapshot(MONTH, lender=model.lender).table  # the limit sees the proposals too
    now = now.rows(pd.Index(now.borrower_id).get_indexer(rows.table.borrower_id))
    assert (now.borrower_id == rows.table.borrower_id).all()
    outlook = read_truth(places.truth, "hazard").to_pandas()
    outlook = outlook[outlook["month"] == material.histories.month_index(MONTH)]
    true = outlook.set_index("borrower_id").loc[rows.table.borrower_id, "p_90_12m"]
    return pd.DataFrame(
        {
            "true": true.to_numpy(),
            "stated": pd_12m(model.risk, rows.table),
            "defaulted": rows.default,
            "proposed": proposed_limit(model.limit, model.limit_rows(now)),
        },
        index=rows.table.borrower_id,
    )


@dataclass(frozen=True)
class Relived:
    """People who owe: the risk stated, the life that happened, and how other lives went."""

    stated: np.ndarray
    own: np.ndarray
    others: np.ndarray  # (n, LIVES)

    def ranked(self, score: np.ndarray) -> np.ndarray:
        """AUC of a score in each of the other lives."""
        return np.array([auc(one, score) for one in self.others.T])

    def knows(self) -> float:
        """AUC of the true chance, endless lives."""
        lives = Lives(self.others > 0, np.zeros(len(self.own)), np.arange(len(self.own)))
        return truth([lives])["true chance, endless lives (extrapolated), AUC"]

    def seen_too_well(self, score: np.ndarray) -> float:
        """By how many of their own spreads the life that happened is ranked above the others."""
        found = self.ranked(score)
        return (auc(self.own, score) - found.mean()) / found.std(ddof=1)


@pytest.fixture(scope="module")
def relived(root, people) -> Relived:
    context = opened("configs/quick.yaml", (), 2, root, Console(quiet=True))
    config = work_of(context).config
    month = months_between(config.first_month, MONTH)
    work = partial(other_lives, config, month=month, lives=LIVES)
    parts = over_blocks(work, blocks(config, 10_000), 2)
    who = np.concatenate([part.borrower_id for part in parts])
    others = np.concatenate([part.defaults for part in parts]).astype(np.float64)
    seen = np.isin(who, people.index)
    some = people.loc[who[seen]]
    return Relived(some["stated"].to_numpy(), some["defaulted"].to_numpy(), others[seen])


def test_risk_is_ranked_nearly_as_well_as_by_one_who_knows_the_causes(relived):
    knows, learned = relived.knows(), relived.ranked(relived.stated).mean()
    assert len(relived.own) > 4_000
    assert knows < 0.94  # a world in which everything is foreseeable proves nothing
    assert learned < knows  # both judged on the same lives, so chance helps neither
    assert learned > knows - 0.04


def test_the_life_that_happened_is_ranked_no_better_than_lives_that_did_not(relived):
    assert relived.seen_too_well(relived.stated) < 3


def test_a_score_that_has_seen_a_little_of_what_happened_is_caught(relived):
    leaky = relived.stated * np.where(relived.own > 0, 2.0, 1.0)
    assert relived.seen_too_well(leaky) > 3


def test_stated_risk_rises_and_limits_fall_with_true_risk(people):
    tenth = pd.qcut(people["true"], 10, labels=False)
    means = people.groupby(tenth)[["stated", "proposed"]].mean()
    assert (np.diff(means["stated"]) > 0).all()
    assert (np.diff(means["proposed"]) < 0).all()


def test_stated_risk_of_the_riskiest_tenth_is_of_the_right_size(people):
    riskiest = people[people["stated"] >= people["stated"].quantile(0.9)]
    ratio = riskiest["stated"].mean() / riskiest["defaulted"].mean()
    assert 0.7 < ratio < 1.6
