"""Truth tables of a world: written when it is generated, read by the proofs in `tests/`.

The container is deliberately not Parquet: a magic of our own, then an Arrow stream with zstd
buffers. A reader that opens files behind Python's back finds neither ``PAR1`` nor ``ARROW1`` and
gives up; see `mingxi.adapters.seal` for the two other locks.
"""

from pathlib import Path

import pyarrow as pa

from mingxi.adapters.place import MAKE_AGAIN
from mingxi.adapters.seal import MARKER
from mingxi.adapters.store import write_bytes
from mingxi.declare.errors import BadData, nearest

MAGIC = b"MINGXI-TRUTH-1\n"
_NOTE = "Answers of this world. Closed to training and deciding; proofs read them.\n"


def truth_file(truth_root: Path, table: str, number: int = 0) -> Path:
    """Where block ``number`` of ``table`` lies."""
    return truth_root / table / f"{number:05d}.truth"


def write_truth(truth_root: Path, table: str, content: pa.Table, number: int = 0) -> Path:
    """Write one block of a truth table and mark the root as truth.

    Parameters
    ----------
    truth_root : Path
        Folder apart from the observed world; the marker file makes the store refuse it.
    table : str
        E.g. ``"limit_causes"``.
    content : pyarrow.Table
    number : int
        Block number; 0 for tables that are not cut into blocks.

    Returns
    -------
    Path
        The file; the same content gives the same bytes.

    Raises
    ------
    StoreUnavailable
        The folder cannot be written.
    """
    marker = truth_root / MARKER
    if not marker.is_file():  # first the mark, then the answers
        write_bytes(marker, _NOTE.encode())
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    whole = content.combine_chunks()
    with pa.ipc.new_stream(sink, whole.schema, options=options) as stream:
        stream.write_table(whole)
    path = truth_file(truth_root, table, number)
    write_bytes(path, MAGIC + sink.getvalue().to_pybytes())
    return path


def read_truth(truth_root: Path, table: str) -> pa.Table:
    """Whole truth table, blocks in order.

    Raises
    ------
    BadData
        There is no such table, or a block is damaged; the message names the file.
    TruthIsSealed
        Called while the root is sealed.
    """
    folder = truth_root / table
    if not folder.is_dir():
        known = [p.name for p in truth_root.iterdir() if p.is_dir()] if truth_root.is_dir() else []
        raise BadData(
            f"truth table {table!r}", f"there is none in {truth_root}", nearest(table, known)
        )
    blocks = [_block(path) for path in sorted(folder.glob("[!.]*.truth"))]
    if not blocks:
        raise BadData(f"truth table {table!r}", f"{folder} holds no block", MAKE_AGAIN)
    return pa.concat_tables(blocks).combine_chunks()


def _block(path: Path) -> pa.Table:
    content = path.read_bytes()  # through Python on purpose: the seal sees it
    if not content.startswith(MAGIC):
        raise BadData(f"truth file {path}", "it does not start like one", MAKE_AGAIN)
    try:
        with pa.ipc.open_stream(pa.py_buffer(content)[len(MAGIC) :]) as stream:
            return stream.read_all()
    except (pa.ArrowException, OSError) as error:
        raise BadData(f"truth file {path}", f"it is damaged ({error})", MAKE_AGAIN) from error
