"""Training cannot reach the truth: a planted attempt is refused, wherever it tries."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from mingxi.adapters import store, truth
from mingxi.adapters.seal import sealed
from mingxi.declare.errors import TruthIsSealed

pytestmark = pytest.mark.story


def truth_file(root):
    return next((root / "data/truth/quick").rglob("*.truth"))


@pytest.mark.parametrize(
    "attempt",
    [
        lambda path: path.read_bytes(),
        lambda path: open(path, "rb"),  # noqa: SIM115
        lambda path: list(path.parent.iterdir()),
        lambda path: store.read_table(path),
        lambda path: store.read_json(path),
        lambda path: truth.read_truth(path.parents[1], path.parent.name),
    ],
)
def test_planted_attempts_are_refused(small_run, attempt):
    path = truth_file(small_run)
    with sealed(small_run / "data/truth/quick"), pytest.raises(TruthIsSealed):
        attempt(path)


@pytest.mark.parametrize("reader", [pq.read_table, pd.read_parquet])
def test_readers_that_bypass_python_find_no_table(small_run, reader):
    path = str(truth_file(small_run))
    with sealed(small_run / "data/truth/quick"), pytest.raises((OSError, ValueError)):
        reader(path)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of MLflow's own libraries
def test_a_feature_that_peeks_stops_the_training(small_run, monkeypatch, tmp_path):
    from rich.console import Console

    from mingxi.recipes import material, run
    from mingxi.recipes.context import opened

    monkeypatch.chdir(small_run)
    honest, truth_path = material.default_within, truth_file(small_run)

    def peeking(*arguments):
        truth_path.read_bytes()
        return honest(*arguments)

    monkeypatch.setattr(material, "default_within", peeking)
    overrides = ["world.borrowers=8300", "training.trials=2", "explain.reference_rows=120"]
    context = opened("configs/quick.yaml", overrides, 1, small_run, Console(quiet=True))
    with pytest.raises(TruthIsSealed, match="truth root"):
        run.train_only(context)
