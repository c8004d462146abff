"""The import contracts hold, and each of them catches the breach it is there for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mingxi

PACKAGE = Path(str(mingxi.__file__)).parent
PROJECT = PACKAGE.parents[1] / "pyproject.toml"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Outcome of the contracts of ``folder``/pyproject.toml on the package in ``folder``."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("breach")
    shutil.copytree(PACKAGE, folder / "mingxi", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT, folder)
    return folder


def test_the_contracts_hold(copied: Path) -> None:
    outcome = _lint(copied)
    assert outcome.returncode == 0, outcome.stdout
    assert "0 broken" in outcome.stdout


STAR = "The star: rooms meet only in recipes and through records"
EDGE = "Trackers, schedulers and YAML stay at the edge"
TRUTH = "Only generating and grading may touch the truth"


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("report/letter.py", "import mingxi.models", STAR),
        ("declare/words.py", "import mingxi.records", STAR),
        ("adapters/store.py", "import mingxi.policy", STAR),
        ("newroom/__init__.py", "", STAR),
        ("models/split.py", "import mlflow", EDGE),
        ("features/table.py", "import yaml", EDGE),
        ("recipes/train.py", "from mingxi.adapters import truth", TRUTH),
        ("recipes/decide.py", "import mingxi.adapters.truth", TRUTH),
        ("adapters/store.py", "import mingxi.adapters.truth", TRUTH),  # by a detour
    ],
)
def test_a_planted_breach_is_caught(copied: Path, file: str, line: str, contract: str) -> None:
    path = copied / "mingxi" / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        outcome = _lint(copied)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before, encoding="utf-8")
    assert outcome.returncode != 0
    assert f"{contract} BROKEN" in outcome.stdout
    assert "1 broken" in outcome.stdout
