"""Nothing that learns or decides can read the answers, by any road we know."""

import glob
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from mingxi.adapters import store
from mingxi.adapters.scale import over_blocks
from mingxi.adapters.seal import MARKER, sealed, truth_root_of
from mingxi.adapters.truth import read_truth, truth_file, write_truth
from mingxi.declare.errors import BadData, TruthIsSealed

TABLE = pa.table({"borrower_id": [1, 1, 2], "yuan": [-100.0, np.nan, 3.0]})


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    root = tmp_path / "truth" / "w"
    write_truth(root, "causes", TABLE.slice(2), number=1)
    write_truth(root, "causes", TABLE.slice(0, 2), number=0)
    return root


def test_round_trip_in_block_order(truth: Path) -> None:
    assert read_truth(truth, "causes")["borrower_id"].to_pylist() == [1, 1, 2]
    assert (truth / MARKER).is_file()


def test_same_content_same_bytes(truth: Path) -> None:
    before = truth_file(truth, "causes", 1).read_bytes()
    write_truth(truth, "causes", TABLE.slice(2), number=1)
    assert truth_file(truth, "causes", 1).read_bytes() == before


def test_missing_and_damaged_truth(truth: Path) -> None:
    with pytest.raises(BadData, match="Did you mean 'causes'"):
        read_truth(truth, "cause")
    path = truth_file(truth, "causes", 0)
    whole = path.read_bytes()
    for content in (b"", whole[:-40], b"PAR1" + whole):
        path.write_bytes(content)
        with pytest.raises(BadData, match=r"00000\.truth"):
            read_truth(truth, "causes")


@pytest.mark.parametrize(
    "read",
    [
        pd.read_parquet,
        pd.read_feather,
        pq.read_table,
        pyarrow.feather.read_table,
        lambda p: pyarrow.dataset.dataset(p, format="parquet").to_table(),
        lambda p: pyarrow.dataset.dataset(p, format="ipc").to_table(),
        lambda p: pa.ipc.open_stream(pa.memory_map(str(p))).read_all(),
        lambda p: pa.ipc.open_file(pa.memory_map(str(p))).read_all(),
    ],
)
def test_readers_that_python_does_not_see_find_nothing(
    truth: Path, read: Callable[[Path], Any]
) -> None:
    # not even sealed: the container alone must stop them
    with pytest.raises((pa.ArrowException, OSError)):
        read(truth_file(truth, "causes", 0))


@pytest.mark.parametrize(
    "read",
    [
        store.read_table,
        store.read_csv_or_parquet,
        store.content_hash,
        store.read_json,
        lambda p: store.load_frame(p, "causes"),
        lambda p: store.load_histories(p.parent),
        lambda p: store.content_hash([p / "causes" / "00000.truth"]),
        lambda p: store.write_table(p / "causes" / "x.parquet", TABLE),
    ],
)
def test_the_store_refuses_a_truth_root_sealed_or_not(
    truth: Path, read: Callable[[Path], Any]
) -> None:
    with pytest.raises(TruthIsSealed):
        read(truth / "causes")


def test_the_store_refuses_links_into_the_truth(truth: Path, tmp_path: Path) -> None:
    link = tmp_path / "honest"
    link.symlink_to(truth)
    with pytest.raises(TruthIsSealed):
        store.read_table(link)
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "x.parquet").symlink_to(truth_file(truth, "causes", 0))
    with pytest.raises(TruthIsSealed):
        store.read_table(tmp_path / "blocks")
    with pytest.raises(TruthIsSealed):
        store.content_hash(tmp_path / "blocks")


def test_a_folder_called_truth_is_no_marker(tmp_path: Path) -> None:
    (tmp_path / MARKER).mkdir()
    assert truth_root_of(tmp_path / "x") is None


ROADS: dict[str, Callable[[Path], Any]] = {
    "open": lambda p: p.open("rb"),
    "bytes path": lambda p: open(os.fsencode(p)),  # noqa: SIM115
    "os.open": lambda p: os.open(p, os.O_RDONLY),
    "numpy": np.fromfile,
    "pandas csv": pd.read_csv,
    "list": lambda p: os.listdir(p.parent),
    "iterdir": lambda p: list(p.parent.iterdir()),
    "walk": lambda p: list(os.walk(p.parent)),
    "glob": lambda p: glob.glob(f"{p.parent}/*"),
    "copy": lambda p: shutil.copy(p, p.parents[3] / "copy"),
    "copy the folder": lambda p: shutil.copytree(p.parent, p.parents[3] / "copies"),
    "move": lambda p: os.rename(p, p.parents[3] / "moved"),
    "hard link": lambda p: os.link(p, p.parents[3] / "link"),
    "go there": lambda p: os.chdir(p.parent),
    "dots": lambda p: (p.parents[3] / "truth" / "w" / ".." / "w" / "causes" / p.name).open(),
    "our own door": lambda p: read_truth(p.parents[1], "causes"),
}


@pytest.mark.parametrize("road", ROADS)
def test_the_seal_closes_every_road_through_python(truth: Path, road: str) -> None:
    with sealed(truth), pytest.raises(TruthIsSealed):
        ROADS[road](truth_file(truth, "causes", 0))


def test_the_seal_sees_through_links_and_relative_paths(
    truth: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(truth)
    monkeypatch.chdir(truth)
    with sealed(tmp_path / "link"):
        with pytest.raises(TruthIsSealed):
            (tmp_path / "link" / "causes" / "00000.truth").read_bytes()
        with pytest.raises(TruthIsSealed):
            Path("causes/00000.truth").read_bytes()
        with pytest.raises(TruthIsSealed):
            os.listdir()


def test_neighbours_stay_open_and_the_seal_ends(truth: Path, tmp_path: Path) -> None:
    neighbour = tmp_path / "truth" / "w2.txt"  # the root's name is a prefix of it
    neighbour.write_text("x")
    with sealed(truth), sealed(truth):
        pass
    with sealed(truth):
        assert neighbour.read_text() == "x"
        with sealed(truth):
            pass
        with pytest.raises(TruthIsSealed):  # the inner block ended, the outer did not
            os.listdir(truth)
    assert read_truth(truth, "causes").num_rows == 3


def test_the_seal_ends_when_the_block_fails(truth: Path) -> None:
    with pytest.raises(RuntimeError), sealed(truth):
        raise RuntimeError
    assert os.listdir(truth)


def test_other_threads_are_sealed_too(truth: Path) -> None:
    caught: list[BaseException] = []

    def read() -> None:
        try:
            read_truth(truth, "causes")
        except TruthIsSealed as error:
            caught.append(error)

    with sealed(truth):
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert len(caught) == 1


def rows_of(root: str) -> int:
    """Work for a process of its own."""
    return read_truth(Path(root), "causes").num_rows


def test_worker_processes_are_sealed_too(truth: Path) -> None:
    with sealed(truth), pytest.raises(TruthIsSealed, match="truth root"):
        over_blocks(rows_of, [str(truth), str(truth)], workers=2)
