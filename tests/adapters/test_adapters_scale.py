"""Many processes give what one gives, fail as one fails, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mingxi.adapters.scale import over_blocks
from mingxi.declare.errors import BadConfig, BadData


def squared(n: int) -> tuple[int, int]:
    """Square, and the process that found it; the first is the slowest."""
    time.sleep(0.3 if n == 0 else 0.0)
    return n * n, os.getpid()


def refused(n: int) -> int:
    """Nothing: our own error for 2, a foreign one for 3."""
    if n == 2:
        raise BadData("block 2", "it is damaged", "Make it again")
    if n == 3:
        raise ZeroDivisionError("three")
    return n


def threads_allowed(_: int) -> str:
    """Number of threads numeric libraries may use in this process."""
    return os.environ["OMP_NUM_THREADS"]


def test_results_keep_the_order_of_the_items() -> None:
    done: list[int] = []
    got = over_blocks(squared, range(6), workers=2, on_done=done.append)
    assert [square for square, _ in got] == [n * n for n in range(6)]
    assert os.getpid() not in {process for _, process in got}
    assert done == [1, 2, 3, 4, 5, 6]


def test_one_worker_or_one_item_runs_here() -> None:
    done: list[int] = []
    assert over_blocks(squared, [1, 2], 1, done.append) == [(1, os.getpid()), (4, os.getpid())]
    assert done == [1, 2]
    assert over_blocks(squared, [3], 8) == [(9, os.getpid())]
    assert over_blocks(squared, [], 8) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_our_errors_arrive_whole(workers: int) -> None:
    with pytest.raises(BadData) as caught:
        over_blocks(refused, [1, 2], workers)
    assert (caught.value.asked, caught.value.found) == ("block 2", "it is damaged")
    assert "Make it again" in str(caught.value)


def test_foreign_errors_arrive_as_themselves() -> None:
    with pytest.raises(ZeroDivisionError, match="three"):
        over_blocks(refused, [1, 3], 2)


def test_each_worker_has_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert over_blocks(threads_allowed, [0, 1], 2) == ["1", "1"]


def test_no_worker_is_refused() -> None:
    with pytest.raises(BadConfig, match="workers"):
        over_blocks(squared, [1], 0)


SCRIPT = """
import os, sys, time
from pathlib import Path
from mingxi.adapters.scale import over_blocks

def slow(folder):
    half_made = Path(folder) / f"{os.getpid()}.tmp"
    half_made.touch()
    try:
        (Path(folder) / str(os.getpid())).touch()
        time.sleep(60)
    finally:
        half_made.unlink()

if __name__ == "__main__":
    over_blocks(slow, [sys.argv[1]] * 8, 2)
"""


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_an_ended_command_leaves_no_process_behind(tmp_path: Path, blow: signal.Signals) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    seen = tmp_path / "seen"
    seen.mkdir()
    command = [sys.executable, str(tmp_path / "script.py"), str(seen)]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_interruptible,
    ) as parent:
        _until(lambda: len(_begun(seen)) == 2)
        workers = _begun(seen)
        if blow is signal.SIGINT:
            os.killpg(parent.pid, blow)  # as the terminal does: to all of them
        else:
            parent.send_signal(blow)
        errors = parent.communicate(timeout=20)[1]
    _until(lambda: not any(_runs(worker) for worker in workers))
    if blow is signal.SIGINT:
        assert errors.count("Traceback") <= 1  # the parent's own, none from the workers
        assert "KeyboardInterrupt" in errors
        assert sorted(_begun(seen)) == sorted(workers)  # none went on with the next
        assert not list(seen.glob("*.tmp"))


def _begun(folder: Path) -> list[int]:
    return [int(each.name) for each in folder.iterdir() if each.name.isdigit()]


def _interruptible() -> None:
    # a shell that runs the tests in the background has them, and their children, ignore it
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks only
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # ended meanwhile, or a system without /proc
        return not Path("/proc/self").exists()
    return state != "Z"  # ended, and not yet buried


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "waited 20 seconds in vain"
        time.sleep(0.05)
