"""Explanations graded on people whom nobody trained on."""

import shutil
from pathlib import Path

import orjson
import pytest
from story_runs import SMALL, mingxi

pytestmark = [pytest.mark.story, pytest.mark.slow]

# measured on a small world: what is 100 % by construction must be so; the rest is told
EXACT = (
    *("M1", "M1b", "M3", "M3b", "M4", "M4b", "M4c", "M5", "M6b", "M8"),
    *("M9", "M11", "M12", "M12b", "M14", "M15b"),
)


@pytest.fixture(scope="module")
def graded(small_run: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    root = tmp_path_factory.mktemp("graded") / "root"
    shutil.copytree(small_run, root)
    overrides = [word for pair in SMALL for word in ("--set", pair)]
    told = mingxi("grade", "configs/quick.yaml", *overrides, cwd=root, timeout=900)
    assert told.code == 0, told.said
    assert "Explanations of quick" in told.out
    found = orjson.loads((root / "reports/quick/grade.json").read_bytes())
    return {one["key"]: one for one in found}


def test_told_causes_are_the_true_ones_far_more_often_than_by_usual_ways(
    graded: dict[str, dict],
) -> None:
    for usual in ("c", "d"):
        assert graded["T1"]["value"] > 1.5 * graded[f"T1{usual}"]["value"]
        assert graded["T2"]["value"] > graded[f"T2{usual}"]["value"] + 0.1


def test_who_follows_a_step_gets_more_than_by_not_following_it(
    graded: dict[str, dict],
) -> None:
    assert graded["T6c"]["value"] > 0.5
    assert graded["T6d"]["value"] < 0.05
    assert graded["T6"]["value"] > graded["T6b"]["value"]


def test_told_concepts_bring_back_what_was_lost_and_chance_does_not(
    graded: dict[str, dict],
) -> None:
    assert graded["M2"]["passes"]
    assert graded["M2b"]["passes"]
    assert graded["M2c"]["value"] < 0.3


@pytest.mark.parametrize("key", EXACT)
def test_what_must_hold_for_everybody_holds(graded: dict[str, dict], key: str) -> None:
    assert graded[key]["passes"], graded[key]


def test_every_measure_says_on_how_many(graded: dict[str, dict]) -> None:
    wanted = {f"M{i}" for i in range(1, 18)} - {"M7"}
    assert wanted <= set(graded)
    assert {"M7c", "M7d"} <= set(graded)
    assert {f"T{i}" for i in range(1, 7)} <= set(graded)
    assert all(one["n"] > 0 for one in graded.values())
