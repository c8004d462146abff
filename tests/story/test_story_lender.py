"""Our model lends in the world it learned from: the loop is closed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Console
from story_runs import PROJECT, SMALL

from mingxi.adapters import truth
from mingxi.recipes.context import opened
from mingxi.recipes.decision_model import load_decision_model
from mingxi.recipes.generate import work_of
from mingxi.recipes.lender import our_lender
from mingxi.simulate.world import Block, Door, simulate

pytestmark = pytest.mark.story
FROM, N = 27, 1_500


@pytest.fixture(scope="module")
def context(small_run: Path):
    console = Console(quiet=True)
    return opened(str(PROJECT / "configs" / "quick.yaml"), SMALL, 1, small_run, console)


@pytest.fixture(scope="module")
def worlds(context):
    """The same people under the legacy lender and, from month 27 on, under our model."""
    config = work_of(context).config
    model = load_decision_model(context.places.models / "champion")
    door = Door(our_lender(model, config), FROM)
    people = Block(0, 0, N)
    return simulate(config, people), simulate(config, people, door=door)


def test_our_model_decides_from_its_first_month_on(worlds):
    legacy, ours = (w.observed["limit_events"].to_pandas() for w in worlds)
    early = [table[table["month"] < FROM].reset_index(drop=True) for table in (ours, legacy)]
    pd.testing.assert_frame_equal(*early)
    own = ours[(ours["month"] >= FROM) & (ours["told"] != "closed")]
    assert len(own) > 0.5 * N
    assert (own["policy_version"] == "mingxi").all()
    assert (own["new_fen"] % 10_000 == 0).all()
    assert own["new_fen"].nunique() > 30


def test_life_goes_on_under_our_limits(worlds):
    months = [w.observed["months"].to_pandas().query("month >= 30") for w in worlds]
    legacy, ours = ((m["balance_fen"] / 100).mean() for m in months)
    assert legacy != ours
    assert 0.5 * legacy < ours < 2.0 * legacy
    causes = worlds[1].truth["limit_causes"].to_pandas()
    own = set(causes.loc[causes["month"] >= FROM, "mechanism"])
    assert own <= {"lender", "closed"}


def test_the_same_loop_again_is_the_same_to_the_last_bit(context, worlds):
    config = work_of(context).config
    model = load_decision_model(context.places.models / "champion")
    some = tuple(range(0, N, 50))
    again = simulate(config, some, door=Door(our_lender(model, config), FROM))
    months = worlds[1].observed["months"].to_pandas()
    kept = months[months["borrower_id"].isin(some)].reset_index(drop=True)
    # whole columns without a gap are whole numbers in a smaller table
    pd.testing.assert_frame_equal(
        again.observed["months"].to_pandas(), kept, check_dtype=False, check_exact=True
    )


def test_the_world_tells_what_every_limit_would_have_brought(context):
    response = truth.read_truth(context.places.truth, "limit_response").to_pandas()
    assert response["borrower_id"].nunique() > 10
    mean = response.groupby("limit_fen")[["balance_expected", "default_expected"]].mean()
    assert (np.diff(mean["balance_expected"]) > 0).all()
    assert mean["default_expected"].iloc[-1] >= mean["default_expected"].iloc[0]
