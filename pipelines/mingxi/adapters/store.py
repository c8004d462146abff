"""Files: written whole or not at all, read with an error that says what to do.

A world is a folder: ``world.json`` (at least ``first_month`` and ``n_months``) and one folder per
table with Parquet blocks ``00000.parquet``, ``00001.parquet``, … in borrower order.
"""

import hashlib
import os
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from mingxi.adapters.csv_file import csv_frame
from mingxi.adapters.parquet_blocks import block_rows
from mingxi.adapters.place import MAKE_AGAIN, check_there
from mingxi.adapters.seal import refuse_truth
from mingxi.declare.calendar import months_from
from mingxi.declare.errors import BadConfig, BadData, StoreUnavailable, UnknownBorrower
from mingxi.records.columns import FIXED, MONTHLY
from mingxi.records.histories import Array, Histories
from mingxi.records.reading import dtype_read

MANIFEST = "world.json"
_MOST_MONTHS = 1200  # a century: a larger number is a damaged file
# lower case only: where a file system ignores case, "A1" and "a1" must not share a letter
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_TAKEN_NAME = re.compile(r"con|prn|aux|nul|com\d|lpt\d")  # devices on Windows


# --- writing -----------------------------------------------------------------------------------


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; parent folders are made.

    Raises
    ------
    StoreUnavailable
        The place cannot be written; nothing is left behind.
    """
    _written(path, lambda scratch: scratch.write_bytes(content))


def write_text(path: Path, content: str) -> None:
    """Write UTF-8 text whole or not at all, with plain line feeds on every system."""
    write_bytes(path, content.encode())


def write_json(path: Path, content: Any) -> None:
    """Write JSON with sorted keys and two blanks of indent; NaN becomes null."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    write_bytes(path, orjson.dumps(content, option=options | orjson.OPT_SERIALIZE_NUMPY))


def write_table(path: Path, table: pa.Table) -> None:
    """Write Parquet (zstd, page checksums) whole or not at all; same table → same bytes.

    Raises
    ------
    StoreUnavailable
        The place cannot be written.
    TruthIsSealed
        ``path`` lies in a truth root, where a Parquet file could be read behind the seal.
    """
    refuse_truth(path)
    whole = (
        table.unify_dictionaries().combine_chunks()
    )  # how it was cut must not show in the bytes

    # numbers go plain: zstd finds their repeats itself, in two thirds of the time of a dictionary
    # and a tenth less space (`benchmarks/world.py` measures the writer)
    texts = [field.name for field in whole.schema if pa.types.is_string(field.type)]

    def write(scratch: Path) -> None:
        """The table into the scratch file."""
        pq.write_table(
            whole, scratch, compression="zstd", use_dictionary=texts, write_page_checksum=True
        )

    _written(path, write)


def ensure_writable_folder(folder: Path) -> Path:
    """The folder, made if need be and proven writable before any work is spent.

    Raises
    ------
    StoreUnavailable
        It cannot be made or written: rights, a file in its place, a full or read-only disk.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = _scratch_beside(folder / "probe")
        probe.write_bytes(b"x")
        probe.unlink()
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from error
    return folder


def _written(path: Path, write: Callable[[Path], object]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = _scratch_beside(path)
        try:
            write(scratch)
            os.replace(scratch, path)
        except BaseException:  # also Ctrl-C: nothing half-written stays
            scratch.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unwritable(path, error) from error


def _scratch_beside(path: Path) -> Path:
    return path.parent / f".{uuid.uuid4().hex}.tmp"


def _unwritable(path: Path, error: Exception) -> StoreUnavailable:
    why = getattr(error, "strerror", None) or str(error)
    return StoreUnavailable(
        f"writing {path}", why, "Choose another folder, or mend its rights or space"
    )


# --- reading -----------------------------------------------------------------------------------


def read_json(path: Path) -> Any:
    """Content of a JSON file.

    Raises
    ------
    BadData
        It is missing or not JSON.
    """
    check_there(path)
    try:
        return orjson.loads(path.read_bytes())
    except (ValueError, OSError) as error:
        raise BadData(f"reading {path}", f"it is not JSON ({error})", MAKE_AGAIN) from error


def read_text(path: Path) -> str:
    """Content of a UTF-8 text file, line ends as they are.

    Raises
    ------
    BadData
        It is missing or not UTF-8.
    TruthIsSealed
    """
    check_there(path)
    try:
        return path.read_bytes().decode()
    except (ValueError, OSError) as error:
        raise BadData(f"reading {path}", f"it is not text ({error})", MAKE_AGAIN) from error


def read_table(place: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Rows of a Parquet file, or of all Parquet files of a folder in name order.

    Parameters
    ----------
    place : Path
    columns : sequence of str | None
        Columns to read, in that order; None: all.

    Raises
    ------
    BadData
        The place is missing, empty or damaged, lacks a column, or has no row; the file is named.
    TruthIsSealed
        The place lies in a truth root.
    """
    table = block_rows(place, columns)
    if table.num_rows == 0:
        raise BadData(f"reading {place}", "it has no row", MAKE_AGAIN)
    return table


def read_csv_or_parquet(path: Path, sep: str = ",") -> pd.DataFrame:
    """A table somebody else made, as a frame.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.csv.gz``, ``.tsv`` or ``.txt`` in UTF-8; ``.parquet``, or a folder of such.
    sep : str
        Column separator of text files.

    Raises
    ------
    BadData
        The file is missing, empty, cut off, in another encoding or kind, or has no row.
    TruthIsSealed
    """
    check_there(path)
    if path.is_dir() or path.suffix == ".parquet":
        frame: pd.DataFrame = block_rows(path).to_pandas(date_as_object=False)
    elif path.name.lower().endswith((".csv", ".csv.gz", ".tsv", ".txt")):
        frame = csv_frame(path, sep)
    else:
        raise BadData(
            f"reading {path}",
            f"{path.suffix or 'a file without ending'} is not a kind that is read",
            "Export the table as .csv, .csv.gz or .parquet",
        )
    if frame.empty:
        raise BadData(f"reading {path}", "it has no row", "Export the table again")
    return frame


def load_frame(world_folder: Path, table: str) -> pd.DataFrame:
    """One table of a world as a frame; may be empty (no incident is good news).

    Days are ``datetime64``, so compare them with `numpy.datetime64` or `pandas.Timestamp`.

    Raises
    ------
    BadData
        There is no such table, or a file is damaged.
    """
    frame: pd.DataFrame = block_rows(world_folder / table).to_pandas(date_as_object=False)
    return frame


def load_histories(world_folder: Path, borrower_ids: Iterable[int] | None = None) -> Histories:
    """Histories of a world, borrowers in ascending order of their number.

    Parameters
    ----------
    world_folder : Path
    borrower_ids : iterable of int | None
        Whom to load; blocks without any of them are not read. None: everybody.

    Raises
    ------
    BadData
        A file is missing or damaged, a column is missing or has gaps, or borrowers do not have
        one row for every month.
    UnknownBorrower
        One of ``borrower_ids`` is not in the world.
    """
    months = world_months(world_folder)
    ids = None if borrower_ids is None else sorted({int(b) for b in borrower_ids})
    people = block_rows(world_folder / "borrowers", [c.name for c in FIXED], ids)
    names = ["borrower_id", "month", *(c.name for c in MONTHLY)]
    rows = block_rows(world_folder / "months", names, ids)
    fixed = {c.name: _array(people, c.name, c.dtype) for c in FIXED}
    _check_known(world_folder, fixed["borrower_id"], ids)
    _check_rectangular(world_folder, rows, fixed["borrower_id"], len(months))
    monthly = {
        c.name: _array(rows, c.name, dtype_read(c)).reshape(-1, len(months)) for c in MONTHLY
    }
    return Histories(months, fixed, monthly)


def world_manifest(world_folder: Path) -> dict[str, Any]:
    """What a world was made from: at least ``first_month`` and ``n_months``.

    Raises
    ------
    BadData
        The manifest is missing or damaged.
    """
    path = world_folder / MANIFEST
    manifest = read_json(path)
    if not isinstance(manifest, dict):
        raise BadData(f"reading {path}", "it holds no `name: value` pairs", MAKE_AGAIN)
    return manifest


def world_months(world_folder: Path) -> tuple[str, ...]:
    """Months of a world, ``"2023-01"`` …, from its manifest.

    Raises
    ------
    BadData
        The manifest is missing or does not say them.
    """
    said = world_manifest(world_folder)
    first, n_months = said.get("first_month"), said.get("n_months")
    try:
        if isinstance(n_months, int) and 1 <= n_months <= _MOST_MONTHS:
            return months_from(str(first), n_months)
    except BadConfig:
        pass  # said below, with the file
    raise BadData(
        f"months of {world_folder / MANIFEST}",
        f"first_month is {first!r}, n_months is {n_months!r}",
        MAKE_AGAIN,
    )


def block_file(world_folder: Path, table: str, number: int = 0) -> Path:
    """Where block ``number`` of an observed table lies."""
    return world_folder / table / f"{number:05d}.parquet"


def content_hash(place: Path | Iterable[Path]) -> str:
    """16 hex digits of BLAKE2b over names and bytes of files, in name order.

    Parameters
    ----------
    place : Path | iterable of Path
        A folder (all files below it; names are relative to it, names that start with a dot are
        skipped), or files.
    """
    if isinstance(place, Path):
        check_there(place)
        found = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
        named = [(p.relative_to(place).as_posix() if place.is_dir() else p.name, p) for p in found]
    else:
        named = sorted((p.name, p) for p in place)
    digest = hashlib.blake2b(digest_size=8)
    for name, path in named:
        if path.name.startswith("."):
            continue
        check_there(path)
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def safe_name(identifier: object) -> str:
    """File name for any identifier: it never leaves its folder and no two share one.

    Short lower-case names stay as they are; all others keep what can be kept and gain a hash.

    Examples
    --------
    >>> safe_name(42), safe_name("ab_7")
    ('42', 'ab_7')
    >>> safe_name("../../etc/passwd").startswith("etc-passwd~")
    True
    """
    text = str(identifier)
    if _PLAIN_NAME.fullmatch(text) and not _TAKEN_NAME.fullmatch(text):
        return text
    kept = re.sub(r"[^a-z0-9_]+", "-", text[:200].lower(), flags=re.ASCII).strip("-_")[:32] or "id"
    digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()
    return f"{kept}~{digest}"  # "~" never stands in a name that stays as it is


def _array(table: pa.Table, name: str, dtype: str) -> Array:
    column = table.column(name)
    if column.null_count and dtype != "float64":
        raise BadData(f"column {name!r}", f"{column.null_count} rows have no value", MAKE_AGAIN)
    if dtype == "str":
        column = column.cast(pa.string())
    values: Array = column.to_numpy().astype(dtype, copy=False)
    return values


def _check_known(world_folder: Path, held: Array, ids: list[int] | None) -> None:
    if ids is None:
        return
    strangers = sorted(set(ids) - set(held.tolist()))
    if strangers:
        raise UnknownBorrower(
            f"borrower {', '.join(map(str, strangers[:5]))}",
            f"not in {world_folder}",
            "`mingxi explain --sample 5` shows some who are",
        )


def _check_rectangular(world_folder: Path, rows: pa.Table, people: Array, n_months: int) -> None:
    if len(people) == 0 or (np.diff(people) <= 0).any():
        raise BadData(
            f"borrowers of {world_folder}", "there are none, or they are unsorted", MAKE_AGAIN
        )
    ids, month = _array(rows, "borrower_id", "int64"), _array(rows, "month", "int64")
    expected_ids = np.repeat(people, n_months)
    expected_month = np.tile(np.arange(n_months), len(people))
    if len(ids) == len(expected_ids):
        odd = np.flatnonzero((ids != expected_ids) | (month != expected_month))
        if len(odd) == 0:
            return
        found = f"row {odd[0]} is borrower {ids[odd[0]]}, month {month[odd[0]]}"
    else:
        found = f"{len(ids)} rows for {len(people)} borrowers and {n_months} months"
    raise BadData(
        f"months of {world_folder}",
        f"{found}: every borrower needs one row for every month, in order",
        MAKE_AGAIN,
    )
