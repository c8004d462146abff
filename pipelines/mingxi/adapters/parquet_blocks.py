"""Rows of Parquet blocks: one file, or all files of a folder in name order."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mingxi.adapters.place import MAKE_AGAIN, check_there
from mingxi.adapters.seal import refuse_truth
from mingxi.declare.errors import BadData, nearest


def block_rows(
    place: Path, columns: Sequence[str] | None = None, borrower_ids: Sequence[int] | None = None
) -> pa.Table:
    """Rows of a file or of the ``*.parquet`` files of a folder; may be none.

    Parameters
    ----------
    place : Path
    columns : sequence of str | None
        Columns to read, in that order; None: all.
    borrower_ids : sequence of int | None
        Rows to keep; blocks whose statistics exclude all of them are not decoded.

    Raises
    ------
    BadData
        The place is missing, empty or damaged, or lacks a column; the file is named.
    TruthIsSealed
    """
    check_there(place)
    files = sorted(place.glob("[!.]*.parquet")) if place.is_dir() else [place]
    if not files:
        raise BadData(f"reading {place}", "the folder holds no Parquet file", MAKE_AGAIN)
    tables = []
    for path in files:
        refuse_truth(path)  # a link in an honest folder may point into the truth
        tables.append(_file_rows(path, columns, borrower_ids))
        if tables[-1].schema != tables[0].schema:
            raise BadData(
                f"reading {path}",
                f"its columns differ from those of {files[0].name}",
                "Delete the folder and make it again in one go",
            )
    return pa.concat_tables(tables)


def _file_rows(
    path: Path, columns: Sequence[str] | None, borrower_ids: Sequence[int] | None
) -> pa.Table:
    try:
        _check_columns(path, pq.read_schema(path).names, columns)
        return pq.read_table(
            path,
            columns=None if columns is None else list(columns),
            filters=None if borrower_ids is None else pc.field("borrower_id").isin(borrower_ids),
            partitioning=None,  # a folder called "seed=7" is not a column
            page_checksum_verification=True,
        )
    except (pa.ArrowException, OSError) as error:
        if path.is_file() and path.stat().st_size == 0:
            found = "it is empty (0 bytes)"
        else:
            found = f"it is damaged or not Parquet ({error})"
        raise BadData(f"reading {path}", found, MAKE_AGAIN) from error


def _check_columns(path: Path, held: list[str], columns: Sequence[str] | None) -> None:
    for column in columns or ():
        if column not in held:
            raise BadData(f"column {column!r} of {path}", "it is not there", nearest(column, held))
