"""Runs, recorded in MLflow or not at all: recipes speak to a `Run` and never ask which."""

import io
import math
import os
import re
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import (
    AbstractContextManager,
    contextmanager,
    nullcontext,
    redirect_stderr,
    suppress,
)
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from mingxi.adapters.store import ensure_writable_folder, safe_name
from mingxi.adapters.tracking_store import answered, opened_store
from mingxi.declare.errors import StoreUnavailable

_PARAMS_PER_CALL = 100  # MLflow refuses more
_LONGEST_PARAM = 6000  # MLflow cuts or refuses longer values
_KIND = {"mlflow.experimentKind": "custom_model_development"}  # opens the pages for training runs
_NOT_IN_NAMES = re.compile(r"[^\w\-. :/]")  # MLflow refuses "ks@0.1"


class Run(Protocol):
    """What recipes need of a run."""

    @property
    def run_id(self) -> str:
        """Identifier in the store; empty when nothing is recorded."""
        ...

    def describe(self, text: str) -> None:
        """Set what the run's page says at its head, in Markdown."""
        ...

    def log_data(self, name: str, digest: str, source: str) -> None:
        """Record which data the run learned from."""
        ...

    def log_settings(self, settings: Mapping[str, Any]) -> None:
        """Record settings once; nested mappings become dotted names."""
        ...

    def log_metrics(self, metrics: Mapping[str, float], step: int | None = None) -> None:
        """Record numbers; infinite ones as not a number."""
        ...

    def log_text(self, text: str, name: str) -> None:
        """Record text as a file."""
        ...

    def log_file(self, path: Path) -> None:
        """Record a copy of a file."""
        ...

    def log_figure(self, figure: Any, name: str) -> None:
        """Record a matplotlib figure as a file; the ending of ``name`` says which kind."""
        ...

    def child(self, name: str) -> AbstractContextManager["Run"]:
        """Run inside this one, such as one trial of a search."""
        ...


class SilentRun:
    """A run that records nothing."""

    run_id = ""

    def describe(self, text: str) -> None:
        """Nothing."""

    def log_data(self, name: str, digest: str, source: str) -> None:
        """Nothing."""

    def log_settings(self, settings: Mapping[str, Any]) -> None:
        """Nothing."""

    def log_metrics(self, metrics: Mapping[str, float], step: int | None = None) -> None:
        """Nothing."""

    def log_text(self, text: str, name: str) -> None:
        """Nothing."""

    def log_file(self, path: Path) -> None:
        """Nothing."""

    def log_figure(self, figure: Any, name: str) -> None:
        """Nothing."""

    def child(self, name: str) -> AbstractContextManager[Run]:
        """Another silent run."""
        return nullcontext(SilentRun())


@dataclass(frozen=True)
class MlflowRun:
    """A run in an MLflow store; made by `tracked_run`.

    Every method raises `StoreUnavailable` when the store does not answer any more.

    Parameters
    ----------
    client : MlflowClient
    store_uri : str
    experiment_id, run_id : str
    """

    client: Any
    store_uri: str
    experiment_id: str
    run_id: str

    def describe(self, text: str) -> None:
        """Set what the run's page says at its head, in Markdown."""
        with answered(self.store_uri):
            self.client.set_tag(self.run_id, "mlflow.note.content", text)

    def log_data(self, name: str, digest: str, source: str) -> None:
        """Record which data the run learned from."""
        from mlflow.entities import Dataset, DatasetInput, InputTag

        data = Dataset(name=name, digest=digest, source_type="local", source=source)
        learned = DatasetInput(data, [InputTag("mlflow.data.context", "training")])
        with answered(self.store_uri):
            self.client.log_inputs(self.run_id, datasets=[learned])

    def log_settings(self, settings: Mapping[str, Any]) -> None:
        """Record settings once; nested mappings become dotted names."""
        from mlflow.entities import Param

        params = [Param(_name(k), _shown(v)) for k, v in _flat(settings)]
        for start in range(0, len(params), _PARAMS_PER_CALL):
            with answered(self.store_uri):
                self.client.log_batch(self.run_id, params=params[start : start + _PARAMS_PER_CALL])

    def log_metrics(self, metrics: Mapping[str, float], step: int | None = None) -> None:
        """Record numbers in one call; infinite ones as not a number."""
        from mlflow.entities import Metric

        now = int(time.time() * 1000)
        rows = [Metric(_name(k), _finite(v), now, step or 0) for k, v in metrics.items()]
        with answered(self.store_uri):
            self.client.log_batch(self.run_id, metrics=rows)

    def log_text(self, text: str, name: str) -> None:
        """Record text as a file."""
        with answered(self.store_uri):
            self.client.log_text(self.run_id, text, name)

    def log_file(self, path: Path) -> None:
        """Record a copy of a file."""
        with answered(self.store_uri):
            self.client.log_artifact(self.run_id, str(path))

    def log_figure(self, figure: Any, name: str) -> None:
        """Record a matplotlib figure as a file; the ending of ``name`` says which kind."""
        with answered(self.store_uri):
            self.client.log_figure(self.run_id, figure, name)

    @contextmanager
    def child(self, name: str) -> Iterator[Run]:
        """Run inside this one; ends with the block, failed if the block raises."""
        tags = {"mlflow.parentRunId": self.run_id}
        with _recorded(self.client, self.store_uri, self.experiment_id, name, tags) as run:
            yield run


@contextmanager
def tracked_run(store_uri: str, experiment: str, name: str, artifacts_dir: Path) -> Iterator[Run]:
    """Run in an MLflow store that has been proven usable; ends with the block.

    Parameters
    ----------
    store_uri : str
        E.g. ``sqlite:////project/mlflow.db``, a Postgres URL, or a server address.
    experiment : str
        Made if there is none.
    name : str
        What the run is called in the list.
    artifacts_dir : Path
        Files of a new experiment go below it; a server decides for itself.

    Raises
    ------
    StoreUnavailable
        The store or the folder cannot be used: before the block begins.
    """
    client = opened_store(store_uri, artifacts_dir)
    local = not store_uri.startswith("http")
    if local:
        ensure_writable_folder(artifacts_dir)
    experiment_id = _experiment(client, store_uri, experiment, artifacts_dir if local else None)
    with _recorded(client, store_uri, experiment_id, name, {}) as run:
        yield run


@dataclass(frozen=True)
class DecisionModel:
    """What it takes to serve decisions from the registry.

    Parameters
    ----------
    code_path : Path
        Python file that ends with ``mlflow.models.set_model(…)`` (models from code).
    artifacts : mapping of str to Path
        Files the code finds under these names in its context.
    package : Path
        Folder of the package the code imports; a copy travels with the model.
    pip_requirements : sequence of str
        Pinned. Given, because finding them out takes MLflow half a minute.
    signature : mlflow.models.ModelSignature
    example : DataFrame | None
        Input that is tried on the saved model.
    """

    code_path: Path
    artifacts: Mapping[str, Path]
    package: Path
    pip_requirements: Sequence[str]
    signature: Any
    example: Any = None


@dataclass(frozen=True)
class Registered:
    """Where a logged model is: address in the store and version in the registry."""

    uri: str = ""
    version: int = 0


def log_decision_model(
    run: Run, model: DecisionModel, registered_name: str, alias: str
) -> Registered:
    """Address and version of ``model``, logged with ``run`` and registered under an alias.

    Parameters
    ----------
    run : Run
        A `SilentRun` logs nothing and gives an empty address and version 0.
    model : DecisionModel
    registered_name : str
    alias : str
        E.g. ``"champion"``; moved to the new version.

    Raises
    ------
    StoreUnavailable
        The store does not answer, or MLflow cannot save the model.
    """
    if not isinstance(run, MlflowRun):
        return Registered()
    with answered(run.store_uri), _global_store(run.store_uri):
        import mlflow.pyfunc
        from mlflow.models import Model

        # made beforehand: MLflow would put it into whatever experiment is active
        made = run.client.create_logged_model(run.experiment_id, registered_name, run.run_id)
        info = Model.log(
            artifact_path=None,
            flavor=mlflow.pyfunc,
            run_id=run.run_id,
            model_id=made.model_id,
            registered_model_name=registered_name,
            python_model=str(model.code_path),
            artifacts={key: str(path) for key, path in model.artifacts.items()},
            code_paths=[str(model.package)],
            pip_requirements=list(model.pip_requirements),
            signature=model.signature,
            input_example=model.example,
        )
        version = str(info.registered_model_version)
        run.client.set_registered_model_alias(registered_name, alias, version)
    return Registered(str(info.model_uri), int(version))


def ui_command(store_uri: str, port: int) -> list[str]:
    """Command line that serves the MLflow pages of a store to this machine only.

    Raises
    ------
    StoreUnavailable
        Something answers at the port already: it would show the pages of another store.
    """
    with socket.socket() as tried:
        if tried.connect_ex(("127.0.0.1", port)) == 0:
            raise StoreUnavailable(
                f"MLflow pages on http://127.0.0.1:{port}",
                "another program is there already",
                "Stop it, or give another port with --port",
            )
    address = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    return [sys.executable, "-m", "mlflow", "ui", "--backend-store-uri", store_uri, *address]


def _experiment(client: Any, store_uri: str, name: str, artifacts_dir: Path | None) -> str:
    known = _known_experiment(client, store_uri, name)
    if known is not None:
        return known
    location = None if artifacts_dir is None else artifacts_dir.absolute() / safe_name(name)
    try:
        with answered(store_uri):
            uri = None if location is None else location.as_uri()
            return str(client.create_experiment(name, uri, _KIND))
    except StoreUnavailable:
        made = _known_experiment(client, store_uri, name)  # by another command, meanwhile
        if made is None:
            raise
        return made


def _known_experiment(client: Any, store_uri: str, name: str) -> str | None:
    with answered(store_uri):
        known = client.get_experiment_by_name(name)
    return None if known is None else str(known.experiment_id)


@contextmanager
def _recorded(
    client: Any, store_uri: str, experiment_id: str, name: str, tags: Mapping[str, str]
) -> Iterator[MlflowRun]:
    with answered(store_uri):
        run_id = client.create_run(experiment_id, tags=dict(tags), run_name=name).info.run_id
    status = "FAILED"
    try:
        yield MlflowRun(client, store_uri, experiment_id, run_id)
        status = "FINISHED"
    except KeyboardInterrupt:
        status = "KILLED"
        raise
    finally:
        # a store that is gone by now must not hide what ended the run
        quiet = nullcontext() if status == "FINISHED" else suppress(StoreUnavailable)
        with quiet, answered(store_uri):
            client.set_terminated(run_id, status)


@contextmanager
def _global_store(store_uri: str) -> Iterator[None]:
    """Block in which MLflow's own functions speak to this store."""
    import mlflow

    variable = os.environ.get("MLFLOW_TRACKING_URI")  # MLflow overwrites it for child processes
    mlflow.set_tracking_uri(store_uri)
    try:
        with redirect_stderr(io.StringIO()):  # progress bars and advice; errors are raised
            yield
    finally:
        mlflow.set_tracking_uri(None)
        if variable is not None:
            os.environ["MLFLOW_TRACKING_URI"] = variable


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in settings.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _name(text: str) -> str:
    return _NOT_IN_NAMES.sub("_", text)[:250]


def _shown(value: Any) -> str:
    return str(value)[:_LONGEST_PARAM]


def _finite(value: float) -> float:
    # an infinite number would be stored as 1.8e308 and spoil every chart
    return float(value) if math.isfinite(value) else math.nan
