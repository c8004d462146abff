"""Runs are recorded as told, cheaply, and a store that cannot be used is named before any work."""

import math
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import mingxi
from mingxi.adapters import tracking_store
from mingxi.adapters.tracking import (
    DecisionModel,
    Registered,
    Run,
    SilentRun,
    log_decision_model,
    tracked_run,
    ui_command,
)
from mingxi.adapters.tracking_store import opened_store
from mingxi.declare.errors import StoreUnavailable

CODE = """
import pandas as pd
from mlflow.models import set_model
from mlflow.pyfunc import PythonModel

class Doubling(PythonModel):
    def load_context(self, context):
        with open(context.artifacts["factor"]) as file:
            self.factor = float(file.read())

    def predict(self, context, model_input: pd.DataFrame, params=None) -> pd.DataFrame:
        return pd.DataFrame({"pd": model_input["a"] * self.factor})

set_model(Doubling())
"""


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """One store for all tests here: making it takes a second or two."""
    root = tmp_path_factory.mktemp("tracking")
    uri = f"sqlite:///{root}/mlflow.db"
    with tracked_run(uri, "first", "warm-up", root / "mlartifacts"):
        pass
    return SimpleNamespace(uri=uri, artifacts=root / "mlartifacts", root=root)


def _client(place: SimpleNamespace) -> Any:
    return opened_store(place.uri, place.artifacts)


def test_what_is_logged_can_be_read_back(place: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("a: 1\n")
    with tracked_run(place.uri, "Logging: 明晰", "one", place.artifacts) as run:
        many = {f"k{i}": i for i in range(150)}
        run.log_settings({"world": {"seed": 7, "months": [1, 2]}, "long": "x" * 7000, **many})
        run.log_metrics({"auc": 0.7, "ks@0.1": 0.3, "psi": math.inf, "点": 1})
        run.log_metrics({"loss": 2.0}, step=3)
        run.log_text("<p>你好</p>", "letters/one.html")
        run.log_file(tmp_path / "config.yaml")
    seen = _client(place).get_run(run.run_id)
    assert seen.info.status == "FINISHED"
    assert seen.data.params["world.seed"] == "7"
    assert seen.data.params["world.months"] == "[1, 2]"
    assert len(seen.data.params) == 153
    assert seen.data.metrics["ks_0.1"] == 0.3
    assert math.isnan(seen.data.metrics["psi"])
    artifacts = Path(seen.info.artifact_uri.removeprefix("file://"))
    assert place.artifacts in artifacts.parents
    assert (artifacts / "letters" / "one.html").read_text(encoding="utf-8") == "<p>你好</p>"
    assert (artifacts / "config.yaml").is_file()


def test_trials_are_children_and_cheap(place: SimpleNamespace) -> None:
    with tracked_run(place.uri, "search", "parent", place.artifacts) as run:
        start = time.perf_counter()
        for number in range(10):
            with run.child(f"trial {number}") as trial:
                trial.log_settings({"num_leaves": 7 + number})
                trial.log_metrics({"score": number / 10})
        took = time.perf_counter() - start
    client = _client(place)
    experiment = client.get_experiment_by_name("search").experiment_id
    children = client.search_runs(
        [experiment],
        f"tags.`mlflow.parentRunId` = '{run.run_id}'",
        order_by=["metrics.score DESC"],
    )
    assert [c.data.params["num_leaves"] for c in children][:2] == ["16", "15"]
    assert children[0].info.run_name == "trial 9"
    assert took < 5, "a trial costs far more than its four small writes"


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError, "FAILED"), (KeyboardInterrupt, "KILLED")]
)
def test_a_run_ends_as_its_block_ends(
    place: SimpleNamespace, error: type[BaseException], status: str
) -> None:
    with (
        pytest.raises(error),
        tracked_run(place.uri, "ends", "x", place.artifacts) as run,
        run.child("inner") as inner,
    ):
        raise error
    for each in (run, inner):
        assert _client(place).get_run(each.run_id).info.status == status


def test_errors_of_the_block_stay_themselves(place: SimpleNamespace) -> None:
    with (
        pytest.raises(FileNotFoundError),
        tracked_run(place.uri, "ends", "x", place.artifacts),
    ):
        raise FileNotFoundError("of the caller, not of the store")


def test_a_silent_run_takes_the_same_calls(tmp_path: Path) -> None:
    run: Run = SilentRun()
    run.log_settings({"a": 1})
    run.log_metrics({"a": 1.0}, step=1)
    run.log_text("x", "x.txt")
    run.log_file(tmp_path / "x")
    run.log_figure(None, "x.png")
    with run.child("trial") as trial:
        trial.log_metrics({"a": 1.0})
    assert (run.run_id, trial.run_id) == ("", "")
    model = DecisionModel(tmp_path, {}, tmp_path, [], None)
    assert log_decision_model(run, model, "m", "champion") == Registered("", 0)


def test_a_figure_is_kept(place: SimpleNamespace) -> None:
    from matplotlib.figure import Figure

    with tracked_run(place.uri, "figures", "x", place.artifacts) as run:
        run.log_figure(Figure(), "plots/shap.png")
    assert [a.path for a in _client(place).list_artifacts(run.run_id, "plots")] == [
        "plots/shap.png"
    ]


def test_a_decision_model_is_registered_and_served(
    place: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mlflow.models import infer_signature

    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    (tmp_path / "decision.py").write_text(CODE)
    (tmp_path / "factor.txt").write_text("2")
    rows = pd.DataFrame({"a": [1.0, 2.0]})
    model = DecisionModel(
        code_path=tmp_path / "decision.py",
        artifacts={"factor": tmp_path / "factor.txt"},
        package=Path(str(mingxi.__file__)).parent / "declare",
        pip_requirements=["lightgbm==4.7.0"],
        signature=infer_signature(rows, pd.DataFrame({"pd": [1.0]})),
        example=rows,
    )
    with tracked_run(place.uri, "models", "x", place.artifacts) as run:
        start = time.perf_counter()
        first = log_decision_model(run, model, "decision", "champion")
        took = time.perf_counter() - start
        second = log_decision_model(run, model, "decision", "champion")
    assert took < 20, "MLflow inferred the requirements"
    assert (first.version, second.version) == (1, 2)
    client = _client(place)
    named = client.get_model_version_by_alias("decision", "champion")
    assert int(named.version) == 2
    logged = client.get_logged_model(second.uri.removeprefix("models:/"))
    assert logged.experiment_id == client.get_experiment_by_name("models").experiment_id
    assert "MLFLOW_TRACKING_URI" not in os.environ
    # a fresh process, as a server would be
    script = (
        "import sys, mlflow, pandas as pd; mlflow.set_tracking_uri(sys.argv[1]);"
        "m = mlflow.pyfunc.load_model('models:/decision@champion');"
        "print(m.predict(pd.DataFrame({'a': [3.0]}))['pd'][0])"
    )
    served = subprocess.run(
        [sys.executable, "-c", script, place.uri], capture_output=True, text=True, check=True
    )
    assert served.stdout.strip() == "6.0"


class TestStoresThatCannotBeUsed:
    def _refused(self, uri: str, folder: Path) -> str:
        start = time.perf_counter()
        with (
            pytest.raises(StoreUnavailable) as caught,
            tracked_run(uri, "e", "r", folder / "artifacts"),
        ):
            pytest.fail("the block began")
        assert time.perf_counter() - start < 15
        return str(caught.value)

    def test_not_a_database(self, tmp_path: Path) -> None:
        (tmp_path / "mlflow.db").write_text("these are only words " * 99)
        assert "not a database" in self._refused(f"sqlite:///{tmp_path}/mlflow.db", tmp_path)

    def test_a_database_of_something_else(self, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "optuna.db")) as database:
            database.execute("CREATE TABLE trials (id INTEGER)")
            database.commit()
        before = (tmp_path / "optuna.db").read_bytes()
        assert "something else" in self._refused(f"sqlite:///{tmp_path}/optuna.db", tmp_path)
        assert (tmp_path / "optuna.db").read_bytes() == before

    def test_locked(
        self, place: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tracking_store, "_PATIENCE_SECONDS", 0.2)
        with closing(sqlite3.connect(place.root / "mlflow.db")) as database:
            database.execute("BEGIN EXCLUSIVE")
            assert "locked" in self._refused(place.uri, tmp_path)
            database.rollback()

    def test_a_file_or_folder_in_the_way(self, tmp_path: Path, place: SimpleNamespace) -> None:
        (tmp_path / "file").write_text("x")
        self._refused(f"sqlite:///{tmp_path}/file/mlflow.db", tmp_path)
        self._refused(f"sqlite:///{tmp_path}", tmp_path)
        (tmp_path / "artifacts").write_text("x")
        assert "artifacts" in self._refused(place.uri, tmp_path)

    def test_plain_folders_and_unknown_schemes(self, tmp_path: Path) -> None:
        for uri in (f"file://{tmp_path}/mlruns", str(tmp_path / "mlruns"), "ftp://x/y"):
            assert "sqlite:///" in self._refused(uri, tmp_path)
        assert not (tmp_path / "mlruns").exists()

    def test_nobody_answers_and_the_password_is_not_shown(self, tmp_path: Path) -> None:
        said = self._refused("postgresql://me:secret@127.0.0.1:9/mlflow", tmp_path)
        assert "no answer" in said
        assert "secret" not in said
        assert "no answer" in self._refused("http://127.0.0.1:9", tmp_path)
        self._refused("http://127.0.0.1:port", tmp_path)

    def test_nothing_half_made_is_left(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        self._refused(f"sqlite:///{tmp_path}/file/mlflow.db", tmp_path)
        assert sorted(p.name for p in tmp_path.iterdir()) == ["file"]


def test_two_commands_may_make_the_store_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from mingxi.adapters.tracking import tracked_run\n"
        "with tracked_run(sys.argv[1], 'same', sys.argv[3], Path(sys.argv[2])) as run:\n"
        "    run.log_metrics({'a': 1.0})"
    )
    uri = f"sqlite:///{tmp_path}/mlflow.db"
    command = [sys.executable, "-c", script, uri, str(tmp_path / "artifacts")]
    both = [subprocess.Popen([*command, name]) for name in ("one", "two")]
    assert [process.wait(60) for process in both] == [0, 0]
    client = opened_store(uri, tmp_path / "artifacts")
    experiment = client.get_experiment_by_name("same").experiment_id
    assert {r.info.run_name for r in client.search_runs([experiment])} == {"one", "two"}


def test_a_new_store_leaves_no_scratch(place: SimpleNamespace) -> None:
    assert not [p.name for p in place.root.iterdir() if p.name.endswith(".tmp")]


def test_ui_command(place: SimpleNamespace) -> None:
    command = ui_command(place.uri, 5001)
    assert command[0] == sys.executable
    assert place.uri in command
    assert command[command.index("--port") + 1] == "5001"
    assert command[command.index("--host") + 1] == "127.0.0.1"


def test_importing_tracking_does_not_import_mlflow() -> None:
    script = "import sys, mingxi.adapters.tracking; sys.exit('mlflow' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
