"""The command line as a person calls it, and the demo on a small world."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import orjson

from mingxi.report.phrasebook import Phrasebook
from mingxi.report.whole.letter import Whole, whole_letter

PROJECT = Path(__file__).resolve().parents[2]
SMALL = (
    "world.borrowers=8300",
    "training.trials=2",
    "explain.sample=40",
    "explain.reference_rows=120",
)


def whole_letter_at(path: Path) -> Whole:
    """Letter from its JSON and that of the words it refers to, as published."""
    twin = orjson.loads(path.read_bytes())
    words = path.parents[1] / "phrasebooks" / f"{twin['phrasebook']}.json"
    return whole_letter(twin, Phrasebook(words.read_bytes()))


@dataclass(frozen=True)
class Told:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything it said, as one line."""
        return " ".join((self.out + self.err).split())


def mingxi(*words: str, cwd: Path, timeout: int = 400, **environment: str) -> Told:
    """Run the installed command as a person would."""
    done = subprocess.run(
        [sys.executable, "-m", "mingxi", *words],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Told(done.returncode, done.stdout, done.stderr)


def small(root: Path, workers: int) -> Path:
    """Root in which the demo ran on a small world."""
    overrides = [word for pair in SMALL for word in ("--set", pair)]
    told = mingxi("run", "configs/quick.yaml", *overrides, "--workers", str(workers), cwd=root)
    assert told.code == 0, told.said
    return root
