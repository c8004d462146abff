"""What a step or a change would bring is told only where models learned again confirm it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from story_runs import PROJECT, SMALL

from mingxi.models.search_space import risk_settings
from mingxi.recipes.attributions import Attributions
from mingxi.recipes.confirmers import confirmers
from mingxi.recipes.context import opened
from mingxi.recipes.decided import decided, shown_limits
from mingxi.recipes.decision_model import load_decision_model
from mingxi.recipes.decisions import cases
from mingxi.recipes.learned_limit import limit_plan
from mingxi.recipes.learned_rows import learned_rows
from mingxi.recipes.material import world_material
from mingxi.recipes.outlook import outlooks
from mingxi.recipes.places import Places
from mingxi.records.decision import Question

pytestmark = pytest.mark.story
ASKED = 60


@pytest.fixture(scope="module")
def places(small_run: Path) -> Places:
    return Places(small_run, "quick", "quick")


@pytest.fixture(scope="module")
def model(places):
    return load_decision_model(places.models / "champion")


@pytest.fixture(scope="module")
def some(places, model):
    """People, every one of whom asks why the limit is low."""
    now = world_material(places).snapshot("2025-12", lender=model.lender)
    held = np.flatnonzero(shown_limits(model, now) > 0)
    return now.rows(held[:: len(held) // ASKED][:ASKED])


def looked_ahead(model, some):
    """What could become of each one's limit."""
    now = decided(model, some)
    question = np.full(len(some.table), str(Question.LIMIT_LOW))
    found = cases(Attributions(model, None, 1), some, now, question, None)
    return outlooks(found, some, now.limit), found, now.limit


def test_a_block_is_told_what_each_of_it_would_be_told_alone(model, some):
    together, found, limits = looked_ahead(model, some)
    assert sum(bool(one.steps.advice) for one in together) > 5
    for i, case in enumerate(found):
        assert outlooks([case], case.snapshot, limits[i : i + 1]) == [together[i]]


def test_confirming_takes_away_and_adds_nothing(model, some):
    sure, _, _ = looked_ahead(model, some)
    every, _, _ = looked_ahead(replace(model, confirmers=()), some)
    for kept, worked in zip(sure, every, strict=True):
        assert set(kept.what_if) <= set(worked.what_if)
        # of each kind the best is told: where it is not confirmed, another may take its place
        best, most = (
            max((a.limit_after for a in one.steps.advice), default=0) for one in (kept, worked)
        )
        assert best <= most
        assert len(kept.steps.advice) <= len(worked.steps.advice)
    for count in (lambda one: len(one.what_if), lambda one: len(one.steps.advice)):
        assert 0 < sum(map(count, sure)) < sum(map(count, every))


def test_most_confirm_every_curve_that_rises(model, some):
    """A curve is told as it is for the model in use; the others confirm its best value."""
    told, _, limits = looked_ahead(model, some)
    n_rising = 0
    for i, one in enumerate(told):
        for lever in one.what_if:
            best, most = max(lever.points, key=lambda point: point[1])
            if most <= limits[i]:
                continue
            n_rising += 1
            values = some.table.values[[i, i]]
            values[1, some.table.keys.index(lever.feature.key)] = best
            pair = some.rows(np.array([i, i]))
            pair = replace(pair, table=replace(pair.table, values=values))
            rise = [np.diff(shown_limits(m, pair))[0] for m in model.confirming()]
            assert np.sum(np.array(rise) > 0) >= 2
    assert n_rising > 5


def test_models_learned_again_are_different_and_the_same_from_the_same_seed(small_run, places):
    context = opened(
        str(PROJECT / "configs" / "quick.yaml"), SMALL, 1, small_run, Console(quiet=True)
    )
    rows = learned_rows(context.settings, world_material(places))
    plan = limit_plan(context.settings.limit, context.terms)
    settings = replace(risk_settings(len(rows.table)), n_rounds=20)
    assert confirmers(rows, settings, plan, 0, (7, 1)) == ()
    two = confirmers(rows, settings, plan, 2, (7, 1))
    assert len({text for one in two for text in (one.risk, one.limit)}) == 4
    assert confirmers(rows, settings, plan, 1, (8, 1)) == two[1:]
