"""A world is the same bytes however it is made: in one go, in pieces, or on a cluster."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from story_cluster import cluster
from story_runs import mingxi

pytestmark = pytest.mark.story
SMALL = ("configs/quick.yaml", "--set", "world.borrowers=17000")  # three blocks
PANEL = (*SMALL, "--tables", "panel")


def content(root: Path) -> dict[str, str]:
    """Hash of every file of the world and its truth; what starts with a dot is scratch."""
    return {
        path.relative_to(root).as_posix(): hashlib.blake2b(path.read_bytes()).hexdigest()
        for path in sorted((root / "data").rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def made(root: Path, *words: str) -> dict[str, str]:
    told = mingxi("generate", *words, cwd=root)
    assert told.code == 0, told.said
    return content(root)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    return made(tmp_path_factory.mktemp("once"), *SMALL, "--workers", "1")


def test_two_processes_write_the_bytes_of_one(once, tmp_path):
    assert made(tmp_path, *SMALL, "--workers", "2") == once


def test_a_cluster_writes_the_bytes_of_one_process(once, tmp_path):
    with cluster(tmp_path) as address:
        root = tmp_path / "root"
        root.mkdir()
        assert made(root, *SMALL, "--scheduler", address) == once


def test_the_panel_is_a_part_of_the_whole_and_can_grow_into_it(once, tmp_path):
    panel = made(tmp_path, *PANEL)
    assert len(panel) > 6
    assert panel.items() <= once.items()
    assert not any("truth" in name or "loans" in name for name in panel)
    assert made(tmp_path, *SMALL) == once


def test_a_killed_run_continues_and_ends_with_the_same_bytes(once, tmp_path):
    words = [sys.executable, "-m", "mingxi", "generate", *SMALL, "--workers", "1"]
    months = tmp_path / "data/synthetic/quick/months"
    with subprocess.Popen(
        words, cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL
    ) as process:
        end = time.monotonic() + 120
        while not list(months.glob("0*.parquet")):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    (first, *rest) = sorted(months.glob("0*.parquet"))
    assert len(rest) < 2  # it was killed in the middle
    written = first.stat().st_mtime_ns
    assert made(tmp_path, *SMALL) == once
    assert first.stat().st_mtime_ns == written  # and not made again


def test_a_wrong_scheduler_is_one_message_before_any_work(tmp_path):
    told = mingxi("generate", *PANEL, "--scheduler", "nonsense", cwd=tmp_path)
    assert told.code == 2
    assert "no Dask scheduler answers there" in told.said
    assert "Traceback" not in told.said
    assert not list(tmp_path.rglob("months"))
