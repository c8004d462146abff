"""Rows of a CSV file somebody else made, or an error that says what is wrong with it."""

import gzip
import zlib
from pathlib import Path
from typing import Any

import pandas as pd

from mingxi.declare.errors import BadData

_GZIP = b"\x1f\x8b"


def csv_frame(path: Path, sep: str) -> pd.DataFrame:
    """Rows of a CSV file, plain or gzipped (by content, not by name), UTF-8 with or without BOM.

    Parameters
    ----------
    path : Path
    sep : str
        Column separator.

    Raises
    ------
    BadData
        The file is empty, cut off, not UTF-8 text, ragged, repeats a column name, or does not
        seem to use this separator.
    """
    _check_head(path)
    head = _parsed(path, sep, header=None, nrows=1, dtype=str)
    _check_names(path, [str(name) for name in head.iloc[0]], sep)
    return _parsed(path, sep)


def _check_head(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(65_536)
    if not head.strip():
        raise BadData(f"reading {path}", "it is empty", "Export the table again")
    if not head.startswith(_GZIP) and b"\0" in head:
        raise BadData(
            f"reading {path}",
            "it is not text (a spreadsheet, or UTF-16)",
            "Export the table as CSV in UTF-8",
        )


def _parsed(path: Path, sep: str, **options: Any) -> pd.DataFrame:
    try:
        # low_memory guesses types chunk by chunk: the same column could get two
        with _opened(path) as file:
            frame: pd.DataFrame = pd.read_csv(
                file, sep=sep, encoding="utf-8-sig", low_memory=False, **options
            )
            return frame
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise BadData(
            f"reading {path}",
            f"it is not UTF-8 (byte 0x{byte:02x})",
            "Save it as UTF-8; for a GBK file: iconv -f GB18030 -t UTF-8",
        ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadData(
            f"reading {path}",
            f"the compressed file is cut off or damaged ({error})",
            "Copy it again",
        ) from error
    except (pd.errors.EmptyDataError, pd.errors.ParserError) as error:
        raise BadData(
            f"reading {path}", str(error), f"Check that columns are separated by {sep!r}"
        ) from error


def _opened(path: Path) -> Any:
    with path.open("rb") as file:
        zipped = file.read(2) == _GZIP
    return gzip.open(path, "rb") if zipped else path.open("rb")


def _check_names(path: Path, names: list[str], sep: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadData(
            f"reading {path}", f"column {twice[0]!r} is there twice", "Rename or drop one of them"
        )
    others = [other for other in (",", ";", "\t", "|") if other != sep and other in names[0]]
    if len(names) == 1 and others:
        raise BadData(
            f"reading {path}",
            f"with separator {sep!r} it has one column only, {names[0]!r}",
            f"Set the separator to {others[0]!r}",
        )
