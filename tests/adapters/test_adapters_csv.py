"""Tables that somebody else made."""

import gzip
from pathlib import Path

import pandas as pd
import pytest

from mingxi.adapters.store import read_csv_or_parquet
from mingxi.declare.errors import BadData

GOOD = "id,月收入\n1,8000\n2,\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", GOOD.encode()),
        ("bom.csv", GOOD.encode("utf-8-sig")),
        ("t.csv.gz", gzip.compress(GOOD.encode(), mtime=0)),
        ("zipped_but_not_called_so.csv", gzip.compress(GOOD.encode(), mtime=0)),
        ("not_zipped_but_called_so.csv.gz", GOOD.encode()),
    ],
)
def test_reads_text_by_its_content(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    frame = read_csv_or_parquet(tmp_path / name)
    assert list(frame.columns) == ["id", "月收入"]
    assert frame["id"].tolist() == [1, 2]


def test_reads_parquet_and_other_separators(tmp_path: Path) -> None:
    pd.DataFrame({"a": [1, 2]}).to_parquet(tmp_path / "t.parquet")
    assert read_csv_or_parquet(tmp_path / "t.parquet")["a"].tolist() == [1, 2]
    (tmp_path / "t.tsv").write_text("a\tb\n1\t2\n")
    assert read_csv_or_parquet(tmp_path / "t.tsv", "\t").shape == (1, 2)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "it is empty"),
        ("blank.csv", b" \n\n", "it is empty"),
        ("head.csv", b"a,b\n", "no row"),
        ("cut.csv.gz", gzip.compress(GOOD.encode() * 500, mtime=0)[:-20], "cut off"),
        ("bad.csv.gz", b"\x1f\x8b" + b"nonsense" * 9, "cut off or damaged"),
        ("gbk.csv", "月收入,b\n1,2\n".encode("gb18030"), "not UTF-8.*GB18030"),
        ("late_gbk.csv", b"a,b\n" + b"1,2\n" * 300_000 + "收,2\n".encode("gb18030"), "not UTF-8"),
        ("utf16.csv", GOOD.encode("utf-16"), "not text"),
        ("sheet.csv", b"PK\x03\x04\0\0\0\0", "not text"),
        ("sheet.xlsx", b"PK\x03\x04", r"\.xlsx is not a kind"),
        ("ragged.csv", b"a,b\n1,2\n1,2,3\n", "line 3"),
        ("twice.csv", b"a,b,a\n1,2,3\n", "'a' is there twice"),
        ("sep.csv", b"a;b\n1;2\n", "Set the separator to ';'"),
        ("zero.parquet", b"", r"zero\.parquet.*0 bytes"),
    ],
)
def test_bad_files_are_named_with_what_is_wrong(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadData, match=said) as caught:
        read_csv_or_parquet(tmp_path / name)
    assert name in str(caught.value)


def test_missing_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "taiwan.csv").write_text(GOOD)
    with pytest.raises(BadData, match=r"Did you mean 'taiwan\.csv'"):
        read_csv_or_parquet(tmp_path / "tawian.csv")
