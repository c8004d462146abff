"""Bad input: one message with what was asked, found and to do; exit 2; nothing half-written."""

import shutil
from pathlib import Path

import pytest
from story_runs import PROJECT, SMALL, mingxi

pytestmark = pytest.mark.story

QUICK = ("configs/quick.yaml",)


def files(root: Path) -> set[str]:
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("run", "configs/quikc.yaml"), "quick.yaml"),
        (("run", *QUICK, "--set", "trainign.trials=3"), "Did you mean 'training'?"),
        (("run", *QUICK, "--set", "training.trails=3"), "Did you mean 'trials'?"),
        (("run", *QUICK, "--set", "training.trials=many"), "training.trials"),
        (("run", *QUICK, "--set", "world.borrowers=-3"), "world.borrowers"),
        (("run", *QUICK, "--set", "snapshots.decide=soon"), "snapshots.decide"),
        (("run", *QUICK, "--set", "nonsense"), "key=value"),
        (("run", *QUICK, "--set", "policy=policy/bsae.yaml"), "base.yaml"),
        (("decide", *QUICK), "mingxi generate"),
        (("run", "configs/own_data/taiwan.yaml", "--set", "table.path=gone.csv"), "gone.csv"),
        (("generate", "configs/own_data/taiwan.yaml"), "world"),
    ],
)
def test_wrong_words(tmp_path, words, expected):
    told = mingxi(*words, cwd=tmp_path)
    assert told.code == 2, told.said
    assert expected in told.said
    assert "Traceback" not in told.said
    assert not [f for f in files(tmp_path) if not f.startswith("mlflow.db")]


def test_a_store_that_cannot_be_written(tmp_path):
    (tmp_path / "mlflow.db").mkdir()
    told = mingxi("run", *QUICK, cwd=tmp_path)
    assert told.code == 2, told.said
    assert "mlflow.db" in told.said
    assert "Traceback" not in told.said
    assert files(tmp_path) == set()


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "mine.csv"), ("ID,LIMIT_BAL\n", "no row"), ("ID,LIMIT_BAL\n1,2000\n", "PAY_0")],
)
def test_empty_tables_and_missing_columns(tmp_path, text, expected):
    path = table(tmp_path, text)
    config = "configs/own_data/taiwan.yaml"
    told = mingxi("run", config, "--set", f"table.path={path}", cwd=tmp_path)
    assert told.code == 2, told.said
    assert expected in told.said
    assert "Traceback" not in told.said


@pytest.fixture(scope="module")
def copied_run(small_run, tmp_path_factory):
    root = tmp_path_factory.mktemp("copy") / "root"
    shutil.copytree(small_run, root)
    return root


OVERRIDES = [word for pair in SMALL for word in ("--set", pair)]


def test_unknown_borrower(copied_run):
    told = mingxi("explain", *QUICK, *OVERRIDES, "--borrower", "../../etc", cwd=copied_run)
    assert told.code == 2, told.said
    assert "../../etc" in told.said
    assert "people were decided on" in told.said


def test_truncated_parquet(copied_run):
    path = copied_run / "data/synthetic/quick/months/00000.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    told = mingxi("decide", *QUICK, *OVERRIDES, cwd=copied_run)
    path.write_bytes(whole)
    assert told.code == 2, told.said
    assert "months" in told.said
    assert "Traceback" not in told.said


def test_another_world_under_the_same_name_is_not_overwritten(copied_run):
    told = mingxi("generate", *QUICK, "--set", "world.borrowers=900", cwd=copied_run)
    assert told.code == 2, told.said
    assert "n_borrowers" in told.said


def test_commands_help_with_an_example():
    for command in ("run", "generate", "train", "decide", "explain", "ui"):
        told = mingxi(command, "--help", cwd=PROJECT)
        assert told.code == 0
        assert "Example" in told.out
