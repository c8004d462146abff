"""The repository says nothing of the machine it was written on, and explains what it needs."""

import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import mingxi

ROOT = Path(str(mingxi.__file__)).parents[2]
# made, fetched or generated: not ours to read
ELSEWHERE = {".git", ".venv", "data", "reports", "mlartifacts", "mlruns", "dist", "build"}

# put together here, so that this file does not find itself
FORBIDDEN = {
    "a package index": "|".join(("pypi" + r"\.org", "python" + "hosted", "index" + "-url *=")),
    "a home or working folder of somebody": "|".join(
        ("/" + r"home/\w", "/" + r"Users/\w", "/" + "root/", "/" + "work/", "/" + r"tmp/\w")
    ),
}


def _ours() -> list[Path]:
    found: list[Path] = []
    for folder, inner, files in os.walk(ROOT):
        inner[:] = [d for d in inner if d not in ELSEWHERE and not d.endswith("cache")]
        inner[:] = [d for d in inner if d not in {"__pycache__", ".hypothesis"}]
        found += [Path(folder) / f for f in files if not f.startswith("mlflow.db")]
    return sorted(found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:  # a picture, a table
        return ""


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_names(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in _ours()
        if path.name != "LICENSE"
        for hit in pattern.finditer(_text(path))
    ]
    assert found == []


def test_every_locked_package_has_hashes_and_no_line_is_an_option() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    packages = [i for i, line in enumerate(lines) if re.match(r"[A-Za-z0-9]", line)]
    assert len(packages) > 50
    for at in packages:
        assert "==" in lines[at], lines[at]
        assert "--hash=sha256:" in lines[at + 1], lines[at]
    assert [line for line in lines if line.startswith("-")] == []


def test_the_lock_holds_every_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text().lower()
    for name in _dependencies():
        assert re.search(rf"^{re.escape(name.lower())}(\[[^]]*\])?==", lock, re.M), name


def test_every_dependency_is_given_a_reason() -> None:
    words = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in _dependencies():
        reason = re.search(rf"`{re.escape(name)}`[^\n]*? — \w.+", words)
        assert reason is not None, f"say in CONTRIBUTING.md what {name} is for"


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = project["dependencies"] + project["optional-dependencies"]["dev"]
    return [re.split(r"[\[<>=!~; ]", line)[0] for line in every]


def test_the_makefile_targets_are_the_documented_ones() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in re.findall(r"^([a-z]+):.*## ", makefile, re.M):
        assert f"make {target}" in contributing or target == "help", target


def test_hooks_and_ci_need_nothing_from_outside() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repo["repo"] for repo in hooks["repos"]} == {"local"}
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert "make test" in run.read_text(encoding="utf-8")
