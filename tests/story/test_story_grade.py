"""Explanations graded on people whom nobody trained on."""

import shutil
from pathlib import Path

import orjson
import pytest
from story_runs import SMALL, mingxi

pytestmark = [pytest.mark.story, pytest.mark.slow]

# measured on a small world: what is 100 % by construction must be so; the rest is told
EXACT = ("M1", "M1b", "M3", "M3b", "M4", "M5", "M6b", "M8", "M12", "M12b", "M14", "M15b")


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


@pytest.mark.parametrize("key", EXACT)
def test_what_must_hold_for_everybody_holds(graded: dict[str, dict], key: str) -> None:
    assert graded[key]["passes"], graded[key]


def test_every_measure_says_on_how_many(graded: dict[str, dict]) -> None:
    wanted = {f"M{i}" for i in (*range(1, 9), *range(12, 17))} - {"M7"}
    assert wanted <= set(graded)
    assert {"M7c", "M7d"} <= set(graded)
    assert all(one["n"] > 0 for one in graded.values())
