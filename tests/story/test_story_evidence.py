"""`mingxi evidence`: the trained limit lends in a closed loop, beside its rivals."""

import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from story_runs import PROJECT, SMALL

from mingxi.evaluate.frontier import profit_at_loss
from mingxi.recipes.context import opened
from mingxi.recipes.evidence import SCALES, Plan, evidence

pytestmark = pytest.mark.slow

FEW = Plan(borrowers=4_000, months=6, seeds=1, drawn=1_000, books=1)


def context(root: Path):
    return opened(str(PROJECT / "configs" / "quick.yaml"), SMALL, 2, root, Console(quiet=True))


@pytest.fixture(scope="module")
def found(small_run: Path):
    return evidence(context(small_run), FEW)


def test_every_policy_stands_beside_the_legacy_lender(found):
    assert {
        "legacy", "ours", "best limits", "no caps", "no proposal", "no directions", "more trees",
        "imitation", "naive", "oracle",
    } <= set(found.scores)  # fmt: skip
    legacy = found.scores["legacy"]
    assert legacy.loss_to_budget == pytest.approx(1.0)
    assert legacy.gain.value == pytest.approx(0.0)
    for score in found.scores.values():
        assert score.profit == pytest.approx(score.earned - score.lost - score.kept_ready)
    assert found.frontier["ours"][0] == list(SCALES)
    assert found.records is not None
    assert found.records.repeats == 1


def test_what_telling_costs_is_lived_too(found):
    budget = found.scores["legacy"].lost

    def earned(name):
        """Where it loses what the legacy lender does; NaN: taught by so few, it never does."""
        points = found.frontier[name]
        return profit_at_loss(*(np.array(one) for one in points), budget).profit

    assert list(found.kept) == ["best limits", "no directions", "more trees"]
    for name, kept in found.kept.items():
        own, other = (found.frontier[one] for one in ("ours", name))
        assert own[0] == other[0]
        assert own[2] != other[2]
        share = earned("ours") / earned(name) if earned(name) > 0 else np.nan
        assert kept.value == pytest.approx(share, nan_ok=True)


def test_more_limit_is_more_loss_for_the_same_people(found):
    held = found.held
    assert held is not None
    assert 300 < held.people < found.people
    assert list(held.lost) == sorted(held.lost)
    assert list(held.lost_expected) == sorted(held.lost_expected)
    assert held.added > held.removed
    true, told = held.slopes()
    assert 0.3 < told < 3.0
    assert true > 0.0


def test_what_was_found_is_written_for_people_and_for_the_model_report(small_run, found):
    reports = context(small_run).places.reports
    told = json.loads((reports / "evidence" / "evidence.json").read_text())
    assert told["people"] == found.people > 500
    assert (reports / "evidence" / "groups.parquet").is_file()
    assert (reports / "evidence" / "frontier.png").read_bytes()[:4] == b"\x89PNG"
    tables = json.loads((reports / "evidence_tables.json").read_text())
    assert all(len(row) == len(t["columns"]) for t in tables for row in t["rows"])
    assert all(t["title"]["zh"] and t["title"]["en"] for t in tables)
