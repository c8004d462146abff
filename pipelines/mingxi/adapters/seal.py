"""The seal on the truth: while it holds, nothing that learns or decides can read the answers.

Three locks, because no single one sees everything:

1. *Audit hook* (this file). Every ``open``, folder listing, link and rename that passes through
   Python is refused when the resolved path lies inside a sealed root. Worker processes are sealed
   as well: `mingxi.adapters.scale` hands them the sealed roots before they do any work.
2. *The store* refuses every path inside a truth root, sealed or not: such a root holds a marker
   file, `MARKER`.
3. *The container*. Readers written in C++ (`pyarrow.parquet.read_table`, `pandas.read_parquet`,
   DuckDB) open files without telling Python. Truth tables therefore are not Parquet files: they
   start with a magic of their own that only `mingxi.adapters.truth` knows, so that those readers
   refuse them; and the import contract keeps that module out of every room that learns.

What remains open on purpose: a person who has the file rights and writes code to get around this
(a raw C++ byte reader, a foreign child process, a folder handle opened before sealing). The seal
is there so that the truth cannot leak by mistake, not to guard it from its owner.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from mingxi.declare.errors import TruthIsSealed

MARKER = "TRUTH"

# audit event -> how many of its leading arguments are paths
_WATCHED = {
    "open": 1,
    "os.listdir": 1,
    "os.scandir": 1,
    "os.chdir": 1,
    "os.link": 2,
    "os.rename": 2,
    "shutil.copyfile": 2,
    "shutil.copytree": 2,
    "shutil.move": 2,
}

# process-wide, as audit hooks are; appended and removed under the lock, read without it
_sealed: list[str] = []
_lock = Lock()


@contextmanager
def sealed(*truth_roots: Path) -> Iterator[None]:
    """Block inside which this process and its workers cannot open any of ``truth_roots``.

    Parameters
    ----------
    *truth_roots : Path
        Folders of truth; need not exist.

    Raises
    ------
    TruthIsSealed
        From the call inside the block that tried to read there.
    """
    roots = [os.path.realpath(root) for root in truth_roots]
    with _lock:
        _install()
        _sealed.extend(roots)
    try:
        yield
    finally:
        with _lock:
            for root in roots:
                _sealed.remove(root)


def sealed_roots() -> tuple[str, ...]:
    """Resolved roots that are sealed now; given to `seal_for_good` in worker processes."""
    return tuple(_sealed)


def seal_for_good(roots: tuple[str, ...]) -> None:
    """Seal ``roots`` in this process until it ends."""
    if roots:
        with _lock:
            _install()
            _sealed.extend(roots)


def truth_root_of(path: Path) -> Path | None:
    """Nearest folder around ``path`` (links resolved) that holds the marker, or None."""
    resolved = Path(os.path.realpath(path))
    for folder in (resolved, *resolved.parents):
        if (folder / MARKER).is_file():
            return folder
    return None


def refuse_truth(path: Path) -> None:
    """Raise `TruthIsSealed` when ``path`` lies in a truth root."""
    root = truth_root_of(path)
    if root is not None:
        raise _refusal(str(path), str(root))


@cache
def _install() -> None:
    sys.addaudithook(_refuse)  # stays for the life of the process; idle while nothing is sealed


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if not _sealed or event not in _WATCHED:
        return
    for argument in arguments[: _WATCHED[event]]:
        path = os.curdir if argument is None else argument  # os.listdir() lists where we are
        if not isinstance(path, str | bytes | os.PathLike):
            continue  # a file handle: it was refused, or not, when it was opened
        inside = _sealed_around(os.fsdecode(path))
        if inside is not None:
            raise _refusal(os.fsdecode(path), inside)


def _sealed_around(path: str) -> str | None:
    try:
        resolved = os.path.realpath(path)
    except (OSError, ValueError):  # the call itself will fail on such a path, with its own message
        return None
    for root in tuple(_sealed):
        if resolved == root or resolved.startswith(root.rstrip(os.sep) + os.sep):
            return root
    return None


def _refusal(path: str, root: str) -> TruthIsSealed:
    return TruthIsSealed(
        f"reading {path}",
        f"it lies in the truth root {root}, which is closed to all that learns or decides",
        "Read the observed tables instead; only a proof may compare with the truth",
    )
