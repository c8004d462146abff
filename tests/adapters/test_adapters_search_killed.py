"""A search whose process is killed (SIGKILL) at any moment and started again loses nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter

import pytest

from mingxi.adapters.search import search

# a search in a process of its own; it writes a line for every step it works on
PROGRAM = """
import sys, time
from dataclasses import dataclass
from mingxi.adapters.search import search

@dataclass(frozen=True)
class Span:
    low: float
    high: float
    log: bool = False
    whole: bool = False

SPACE = {"rate": Span(0.01, 1.0, log=True), "leaves": Span(4, 13, whole=True)}
TRIALS, SEED = 9, 7

def score(params):
    value = -((params["leaves"] - 9) ** 2) - abs(params["rate"] - 0.1)
    for step in (1, 2, 3):
        time.sleep(PAUSE)
        yield value * (1 + 1 / (step + 1)), {"leaves": params["leaves"]}

if __name__ == "__main__":
    PAUSE = 0.1
    search("s", sys.argv[1], SPACE, score, TRIALS, SEED)
"""


def finished(path):
    """Trials that the store holds as finished."""
    if not path.is_file():
        return 0
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
            rows = store.execute("SELECT state FROM trials").fetchall()
    except sqlite3.Error:
        return 0  # its tables are not made yet
    return sum(state in ("COMPLETE", "PRUNED") for (state,) in rows)


def killed_after(script, path, n_trials):
    """Start the search and kill it in the midst of a trial, with ``n_trials`` behind it."""
    process = subprocess.Popen([sys.executable, str(script), f"sqlite:///{path}"])
    try:
        deadline = time.monotonic() + 90
        while finished(path) < n_trials:
            assert process.poll() is None, "the search ended before it could be killed"
            assert time.monotonic() < deadline, "the search does not get on"
            time.sleep(0.01)
        time.sleep(0.15)  # into the next trial
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.story
def test_a_search_killed_twice_ends_as_an_undisturbed_one(tmp_path):
    script = tmp_path / "searching.py"
    script.write_text(PROGRAM, encoding="utf-8")
    inside = {"__name__": "searching", "PAUSE": 0.0}
    exec(compile(PROGRAM, str(script), "exec"), inside)
    ask = (inside["SPACE"], inside["score"], inside["TRIALS"], inside["SEED"])
    whole = search("s", f"sqlite:///{tmp_path / 'whole.db'}", *ask)

    path = tmp_path / "killed.db"
    killed_after(script, path, 2)
    killed_after(script, path, 6)
    told = search("s", f"sqlite:///{path}", *ask)

    assert told == whole  # no trial lost, none added, the same best
    assert any(trial["pruned"] for trial in told.trials)
    done = Counter(tuple(sorted(t["params"].items())) for t in told.trials)
    assert set(done.values()) == {1}
    with sqlite3.connect(path) as store:
        states = Counter(s for (s,) in store.execute("SELECT state FROM trials"))
    assert states["COMPLETE"] + states["PRUNED"] == inside["TRIALS"]
    assert states["FAIL"] == 2  # what the kills cut, done again
    assert states["RUNNING"] == 0


# what the store holds after a kill is what was committed before it: so the search dies at a
# commit, goes on in a fresh process, and says what it found; forked, so Optuna is loaded once
COMMITS = """
import json, os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
import searching
from mingxi.adapters.search import search

searching.PAUSE = 0.0

def searched(path, dies_at=None):
    seen = 0

    def count(_):
        nonlocal seen
        seen += 1
        if seen == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit", count)
    found = search("s", f"sqlite:///{path}", searching.SPACE, searching.score, 6, searching.SEED)
    with open(f"{path}.json", "w") as told:
        json.dump({"commits": seen, "best": found.best, "trials": found.trials}, told)

def forked(path, dies_at=None):
    child = os.fork()
    if not child:
        try:
            searched(path, dies_at)
        finally:
            os._exit(1 if dies_at else 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

assert forked("whole.db") == 0
whole = json.load(open("whole.db.json"))
every = range(1, whole["commits"] + 1)
share = float(sys.argv[1])
for dies_at in every if share == 1 else every[:: round(1 / share)]:
    assert forked(f"{dies_at}.db", dies_at) == -signal.SIGKILL, dies_at
    assert forked(f"{dies_at}.db") == 0, dies_at
    again = json.load(open(f"{dies_at}.db.json"))
    assert (again["best"], again["trials"]) == (whole["best"], whole["trials"]), dies_at
print(len(every))
"""


@pytest.mark.story
@pytest.mark.parametrize(
    "share", [0.04, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "every"]
)
def test_a_search_killed_at_any_commit_ends_as_an_undisturbed_one(tmp_path, share):
    (tmp_path / "searching.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "killed.py").write_text(COMMITS, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "killed.py", str(share)], cwd=tmp_path, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) > 80  # tables, the study, and every step of every trial
