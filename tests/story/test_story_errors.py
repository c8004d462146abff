"""Bad input: one message with what was asked, found and to do; exit 2; nothing half-written."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest
from rich.console import Console
from story_runs import PROJECT, SMALL, mingxi

from mingxi.adapters import store
from mingxi.declare.errors import BadConfig, BadData
from mingxi.recipes.context import opened
from mingxi.recipes.decision_model import load_decision_model

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


def refusal(tmp_path: Path, *overrides: str) -> str:
    """What is said of these overrides before anything is made."""
    with pytest.raises(BadConfig) as caught:
        opened("configs/quick.yaml", overrides, 1, tmp_path, Console(quiet=True))
    assert files(tmp_path) <= {"mine.yaml"}
    return str(caught.value)


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ("world=[1, 2]", "`key: value` lines"),
        ("world.first_month=0000-01", "world.first_month"),
        ("world.months=1000000", "world.months"),
        ("world.numbers=nowhere", "no .yaml file"),
        ("snapshots.decide=2026-03", "from 2023-01 to 2025-12"),
        ("snapshots.previous=2019-03", "snapshots.previous"),
        ("snapshots.train=['2022-12']", "snapshots.train"),
        ("snapshots.out_of_time=['2025-06']", "12 months"),
        ("snapshots.horizon_months=30", "30 months"),
        ("limit.economics=quick.yaml", "quick.yaml"),
        ("policy=economics/base.yaml", "profit"),
    ],
)
def test_settings_that_cannot_work_are_told_before_any_work(tmp_path, override, expected):
    assert expected in refusal(tmp_path, override)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    unit: share of balance per day\n", "", "unit is missing"),
        ("  ccf:", "  cff:", "Did you mean 'ccf'?"),
        ("value: 0.87", "value: true", "Give a number"),
        ("value: 0.87", "value: 1.87", "'lgd'"),
        ("profit:", "loss:", "no section 'profit'"),
    ],
)
def test_economics_that_cannot_be_used(tmp_path, old, new, expected):
    text = (PROJECT / "configs/economics/base.yaml").read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert expected in refusal(tmp_path, f"limit.economics={path}")


def test_profit_cannot_be_learned_from_a_table(tmp_path):
    changes = ["limit.method=profit"]
    with pytest.raises(BadConfig, match="imitation"):
        opened("configs/own_data/taiwan.yaml", changes, 1, tmp_path, Console(quiet=True))


def test_a_policy_number_without_a_unit(tmp_path):
    text = (PROJECT / "configs/policy/base.yaml").read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    kept = [line for line in text.splitlines() if not line.strip().startswith("unit:")]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert "unit is missing" in refusal(tmp_path, f"policy={path}")


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
    # nobody is shown the number of another
    assert re.search(
        r"8300 people were decided on, and nobody of that number is among them\. "
        r"Look it up in the column borrower_id of \S*reports/quick/decisions\.parquet$",
        told.said,
    ), told.said


def test_truncated_parquet(copied_run):
    path = copied_run / "data/synthetic/quick/months/00000.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    told = mingxi("decide", *QUICK, *OVERRIDES, cwd=copied_run)
    path.write_bytes(whole)
    assert told.code == 2, told.said
    assert "months" in told.said
    assert "Traceback" not in told.said


@pytest.mark.parametrize(
    "name",
    [
        "risk.lgb.txt",
        "limit.lgb.txt",
        "confirmer_1_risk.lgb.txt",
        "confirmer_2_limit.lgb.txt",
        "policy.json",
        "references.parquet",
        "declared.json",
    ],
)
def test_a_model_file_that_was_cut_off(copied_run, name):
    folder = copied_run / "data/models/quick/champion"
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    try:
        with pytest.raises(BadData, match=rf"{name}.*mingxi train"):
            load_decision_model(folder)
    finally:
        (folder / name).write_bytes(whole)


def test_a_model_whose_declaration_makes_no_sense(copied_run):
    path = copied_run / "data/models/quick/champion/declared.json"
    whole = path.read_bytes()
    declared = orjson.loads(whole)
    first = declared["features"][0]
    broken = [
        [],
        declared | {"format": "another"},
        {k: v for k, v in declared.items() if k != "features"},
        {k: v for k, v in declared.items() if k != "confirmers"},
        declared | {"features": "all"},
        declared | {"features": [first | {"on_risk": "sideways"}, *declared["features"][1:]]},
        declared | {"versions": declared["versions"] | {"data_as_of": "soon"}},
    ]
    try:
        for content in broken:
            path.write_bytes(orjson.dumps(content))
            with pytest.raises(BadData, match="mingxi train"):
                load_decision_model(path.parent)
    finally:
        path.write_bytes(whole)


def test_a_world_whose_making_was_killed_is_refused_and_can_be_finished(copied_run):
    world = copied_run / "data/synthetic/quick"
    before = store.content_hash(world)
    for name in ("borrowers", "months", "loans"):  # the second block never came that far
        store.block_file(world, name, 1).unlink()
    told = mingxi("decide", *QUICK, *OVERRIDES, cwd=copied_run)
    assert told.code == 2, told.said
    assert "4150 of 8300 borrowers" in told.said
    assert "mingxi generate" in told.said
    assert mingxi("generate", *QUICK, *OVERRIDES, cwd=copied_run).code == 0
    assert store.content_hash(world) == before


def interruptible() -> None:
    """A shell that runs the tests in the background has them, and their children, ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupting_ends_with_one_message_and_leaves_no_scratch(tmp_path):
    command = [sys.executable, "-m", "mingxi", "generate", *QUICK]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=interruptible,
    ) as running:
        deadline = time.monotonic() + 60
        while not any(tmp_path.rglob("world.json")) and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1]
    # the interpreter itself ends by the signal where Ctrl-C met code made from a text
    assert running.returncode in {1, -signal.SIGINT}, said
    assert "Interrupted" in said
    assert "Traceback" not in said
    assert not [f for f in files(tmp_path) if f.endswith(".tmp")]


def test_another_world_under_the_same_name_is_not_overwritten(copied_run):
    told = mingxi("generate", *QUICK, "--set", "world.borrowers=900", cwd=copied_run)
    assert told.code == 2, told.said
    assert "n_borrowers" in told.said


def test_pages_are_not_shown_where_another_program_answers(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = mingxi("ui", "--port", port, cwd=tmp_path)
    assert told.code == 2, told.said
    assert f"127.0.0.1:{port}: another program is there already" in told.said
    assert "--port" in told.said
    assert files(tmp_path) == set()


def test_commands_help_with_an_example():
    for command in ("run", "generate", "train", "decide", "explain", "ui"):
        told = mingxi(command, "--help", cwd=PROJECT)
        assert told.code == 0
        assert "Example" in told.out
