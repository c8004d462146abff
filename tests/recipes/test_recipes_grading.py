"""What grading rests on: causes and concepts that belong together, chance that is fair."""

import numpy as np
import pytest

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.concepts import CONCEPTS
from mingxi.features.table import FEATURES
from mingxi.models.booster import Examples, Goal, fit_booster, limit_signs, raw_scores
from mingxi.models.path_contributions import path_contributions
from mingxi.models.tree_settings import TreeSettings
from mingxi.recipes.deletion import Adverse, _drawn, _measured
from mingxi.recipes.true_causes import SAME
from mingxi.records.feature_table import FeatureTable
from mingxi.records.true_tables import PUSHES

CAPS_AND_VERSIONS = {"L12", "L14", "L16", "L19"}  # seen in no column of a person


def table(n: int = 400, concepts: int = 6) -> FeatureTable:
    features = tuple(
        Feature(
            key=f"f{i}",
            name=Words("项", "item"),
            unit="count",
            on_risk=Direction.RAISES,
            on_limit=Direction.LOWERS,
            concept=f"c{i}",
            actionable=Actionable.NOT,
            code="B06",
            if_adverse=Words("有 {value:.0f}。", "There are {value:.0f}."),
        )
        for i in range(concepts)
    )
    players = tuple(
        Concept(f.concept, Words("项", "item"), Words("因为", "because")) for f in features
    )
    values = np.random.default_rng(3).normal(size=(n, concepts))
    return FeatureTable(features, players, values, np.arange(n), np.full(n, "2025-12"))


def test_every_cause_that_a_column_shows_belongs_to_one_thing() -> None:
    causes = [cause for causes, _ in SAME.values() for cause in causes]
    concepts = [concept for _, concepts in SAME.values() for concept in concepts]
    assert len(causes) == len(set(causes))
    assert set(causes) == set(PUSHES) - CAPS_AND_VERSIONS - {"private"}
    assert len(concepts) == len(set(concepts))
    assert set(concepts) <= {c.key for c in CONCEPTS}


@pytest.mark.parametrize("name", SAME)
def test_features_of_a_thing_say_that_they_see_its_causes(name: str) -> None:
    causes, concepts = SAME[name]
    seen = {w for f in FEATURES if f.what.concept in concepts for w in f.what.witnesses}
    assert {c for c in causes if c.startswith("L")} <= seen


def test_so_many_concepts_are_drawn_from_the_pool_and_each_as_often() -> None:
    rng = np.random.default_rng(1)
    pool = np.tile([True, True, False, True], (6_000, 1))
    drawn = _drawn(rng.random(pool.shape), pool, np.full(6_000, 2))
    assert (drawn.sum(axis=1) == 2).all()
    assert not drawn[:, 2].any()
    assert drawn.mean(axis=0)[[0, 1, 3]] == pytest.approx(2 / 3, abs=0.03)


def adverse(told: np.ndarray) -> Adverse:
    """People whom the first two of six concepts cost 300 and 100, in a linear game."""
    people = table()
    n = len(people)
    cost = np.tile([300.0, 100.0, 0.0, 0.0, 0.0, 0.0], (n, 1))
    others = np.zeros((n, 6))
    start = FeatureTable(
        people.features, people.concepts, np.ones((n, 6)), people.borrower_id, people.month
    )

    def regained(changed: FeatureTable) -> np.ndarray:
        return ((1.0 - changed.values) * cost).sum(axis=1)

    return Adverse(start, others, cost, np.tile(told, (n, 1)), cost.sum(axis=1), regained)


def test_the_right_concepts_bring_everything_back_and_wrong_ones_nothing() -> None:
    rng = np.random.default_rng(5)
    right = _measured(adverse(np.array([1, 1, 0, 0, 0, 0], dtype=bool)), 20, rng)
    wrong = _measured(adverse(np.array([0, 0, 0, 0, 1, 1], dtype=bool)), 20, rng)
    assert (right.told, right.four, wrong.told) == (1.0, 1.0, 0.0)
    assert right.random.share == pytest.approx(2 / 6, abs=0.02)
    assert right.random_four.share == pytest.approx(4 / 6, abs=0.02)
    assert right.untold.share == 0.0
    assert wrong.untold.share == pytest.approx(2 / 4, abs=0.02)


def test_contributions_along_paths_add_up_and_refuse_other_columns() -> None:
    rows = table()
    y = rows.values @ np.array([-3.0, -1.0, 0.0, 0.0, 0.0, 0.0])
    settings = TreeSettings(num_leaves=7, n_rounds=20, min_data_in_leaf=20)
    goal = Goal("regression", limit_signs(rows.features))
    text = fit_booster(goal, Examples(rows, y), None, settings, 7, 1)
    found = path_contributions(text, rows)
    gap = raw_scores(text, rows.keys, rows) - found.sum(axis=1)
    assert np.ptp(gap) < 1e-9  # the base is the same for everybody
    assert np.abs(found).mean(axis=0).argmax() == 0
    with pytest.raises(Exception, match="rows of 5 features"):
        path_contributions(text, rows.columns(rows.keys[:5]))
