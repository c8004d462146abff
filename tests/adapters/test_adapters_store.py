"""Files are written whole or not at all, and every bad file is named with what to do."""

import datetime as dt
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.adapters import store
from mingxi.declare.errors import BadData, StoreUnavailable, UnknownBorrower
from mingxi.records.columns import FIXED, MONTHLY
from mingxi.records.reading import dtype_read

N_MONTHS = 3
TABLE = pa.table({"a": [1, 2, 3], "word": ["x", "y", "x"]})


def _values(dtype: str, n: int) -> list[object]:
    if dtype == "str":
        return [f"v{i % 3}" for i in range(n)]
    return np.arange(n).astype(dtype).tolist()


def _write_block(world: Path, number: int, ids: list[int]) -> None:
    fixed = {c.name: _values(c.dtype, len(ids)) for c in FIXED} | {"borrower_id": ids}
    rows = len(ids) * N_MONTHS
    monthly: dict[str, object] = {
        "borrower_id": np.repeat(ids, N_MONTHS),
        "month": np.tile(np.arange(N_MONTHS), len(ids)).astype("int16"),
    }
    monthly |= {c.name: _values(c.dtype, rows) for c in MONTHLY}
    store.write_table(store.block_file(world, "borrowers", number), pa.table(fixed))
    store.write_table(store.block_file(world, "months", number), pa.table(monthly))


@pytest.fixture
def world(tmp_path: Path) -> Path:
    folder = tmp_path / "world"
    store.write_json(folder / "world.json", {"first_month": "2023-11", "n_months": N_MONTHS})
    _write_block(folder, 0, [1, 2, 3])
    _write_block(folder, 1, [7, 8])
    return folder


class TestWriting:
    def test_makes_parents_and_round_trips(self, tmp_path: Path) -> None:
        store.write_text(tmp_path / "a" / "b" / "letter.txt", "你好\n")
        assert (tmp_path / "a" / "b" / "letter.txt").read_text(encoding="utf-8") == "你好\n"
        store.write_json(tmp_path / "x.json", {"b": np.float64(1.5), "a": "明晰"})
        assert (tmp_path / "x.json").read_text(encoding="utf-8") == (
            '{\n  "a": "明晰",\n  "b": 1.5\n}\n'
        )
        assert store.read_json(tmp_path / "x.json") == {"a": "明晰", "b": 1.5}
        store.write_text(tmp_path / "lines.txt", "a\r\nb\n")
        assert store.read_text(tmp_path / "lines.txt") == "a\r\nb\n"

    def test_what_is_no_text_or_no_json_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "x.bin").write_bytes(b"\xff\xfe")
        for read in (store.read_text, store.read_json):
            with pytest.raises(BadData, match=r"x\.bin.*make it again"):
                read(tmp_path / "x.bin")
            with pytest.raises(BadData, match=r"Did you mean 'x\.bin'"):
                read(tmp_path / "y.bin")

    def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "x.txt"
        store.write_text(path, "old")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(StoreUnavailable, match="No space left"):
            store.write_text(path, "new")
        assert path.read_text() == "old"
        assert [p.name for p in tmp_path.iterdir()] == ["x.txt"]

    def test_an_interruption_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            store.write_text(tmp_path / "x.txt", "new")
        assert list(tmp_path.iterdir()) == []

    def test_same_table_same_bytes_however_it_was_cut(self, tmp_path: Path) -> None:
        coded = TABLE.set_column(1, "word", TABLE["word"].dictionary_encode())
        pieces = pa.concat_tables([coded.slice(0, 1), coded.slice(1)])
        store.write_table(tmp_path / "whole.parquet", coded)
        store.write_table(tmp_path / "pieces.parquet", pieces)
        first = (tmp_path / "whole.parquet").read_bytes()
        assert first == (tmp_path / "pieces.parquet").read_bytes()

    def test_everybody_may_read_what_the_mask_allows(self, tmp_path: Path) -> None:
        store.write_text(tmp_path / "ours.txt", "x")
        (tmp_path / "plain.txt").write_text("x")
        ours, plain = (tmp_path / n for n in ("ours.txt", "plain.txt"))
        assert ours.stat().st_mode == plain.stat().st_mode

    @pytest.mark.parametrize("name", ["file/below/x.txt", "folder", "a\0b"])
    def test_places_that_cannot_be_written(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "file").write_text("in the way")
        (tmp_path / "folder").mkdir()
        with pytest.raises(StoreUnavailable):
            store.write_text(tmp_path / name, "x")

    def test_writable_folder(self, tmp_path: Path) -> None:
        assert store.ensure_writable_folder(tmp_path / "new" / "deep").is_dir()
        assert list((tmp_path / "new" / "deep").iterdir()) == []
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(StoreUnavailable, match="file"):
            store.ensure_writable_folder(tmp_path / "file")
        with pytest.raises(StoreUnavailable):
            store.ensure_writable_folder(Path("/proc/1/mingxi"))


class TestReadingTables:
    def test_folder_in_name_order_and_columns_in_asked_order(self, tmp_path: Path) -> None:
        store.write_table(tmp_path / "seed=7" / "00001.parquet", TABLE.slice(1))
        store.write_table(tmp_path / "seed=7" / "00000.parquet", TABLE.slice(0, 1))
        (tmp_path / "seed=7" / ".half.tmp").write_bytes(b"left behind")
        got = store.read_table(tmp_path / "seed=7", ["word", "a"])
        assert got.column_names == ["word", "a"]
        assert got["a"].to_pylist() == [1, 2, 3]
        assert store.read_table(tmp_path / "seed=7").column_names == ["a", "word"]

    def test_missing_place_names_the_nearest(self, tmp_path: Path) -> None:
        store.write_table(tmp_path / "months.parquet", TABLE)
        with pytest.raises(BadData, match=r"Did you mean 'months\.parquet'"):
            store.read_table(tmp_path / "month.parquet")
        with pytest.raises(BadData, match="there is no folder"):
            store.read_table(tmp_path / "nowhere" / "x.parquet")

    def test_missing_column_names_the_nearest(self, tmp_path: Path) -> None:
        store.write_table(tmp_path / "x.parquet", TABLE)
        with pytest.raises(BadData, match=r"'wort'.*x\.parquet.*Did you mean 'word'"):
            store.read_table(tmp_path / "x.parquet", ["a", "wort"])

    def test_empty_folder_and_no_rows(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(BadData, match="no Parquet file"):
            store.read_table(tmp_path / "empty")
        store.write_table(tmp_path / "none.parquet", TABLE.slice(0, 0))
        with pytest.raises(BadData, match="no row"):
            store.read_table(tmp_path / "none.parquet")

    @pytest.mark.parametrize("damage", ["empty", "cut", "text", "flipped"])
    def test_damaged_file_is_named_with_what_to_do(self, tmp_path: Path, damage: str) -> None:
        path = tmp_path / "t" / "00001.parquet"
        rows = pa.table({"a": np.random.default_rng(0).normal(size=5000)})
        store.write_table(tmp_path / "t" / "00000.parquet", rows)
        store.write_table(path, rows)
        content = bytearray(path.read_bytes())
        content[len(content) // 3] ^= 0xFF
        whole = path.read_bytes()
        path.write_bytes(
            {"empty": b"", "cut": whole[:999], "text": b"a,b\n1,2\n", "flipped": bytes(content)}[
                damage
            ]
        )
        with pytest.raises(BadData, match=r"00001\.parquet.*make it again with"):
            store.read_table(tmp_path / "t")

    def test_blocks_with_other_columns(self, tmp_path: Path) -> None:
        store.write_table(tmp_path / "t" / "0.parquet", TABLE)
        store.write_table(tmp_path / "t" / "1.parquet", TABLE.select(["a"]))
        with pytest.raises(BadData, match=r"1\.parquet.*differ from those of 0\.parquet"):
            store.read_table(tmp_path / "t")

    def test_frame_of_events_may_be_empty_and_keeps_days(self, tmp_path: Path) -> None:
        days = pa.table({"paid_on": pa.array([dt.date(2024, 2, 29), None], pa.date32())})
        store.write_table(store.block_file(tmp_path, "repayments"), days)
        store.write_table(store.block_file(tmp_path, "incidents"), days.slice(0, 0))
        frame = store.load_frame(tmp_path, "repayments")
        assert (frame["paid_on"] <= np.datetime64("2024-03-01")).tolist() == [True, False]
        assert len(store.load_frame(tmp_path, "incidents")) == 0


class TestHistories:
    def test_whole_world(self, world: Path) -> None:
        got = store.load_histories(world)
        assert got.months == ("2023-11", "2023-12", "2024-01")
        assert got.borrower_id.tolist() == [1, 2, 3, 7, 8]
        assert got["limit_fen"].tolist()[:2] == [[0, 1, 2], [3, 4, 5]]
        for column in MONTHLY:
            assert got[column.name].dtype == np.dtype(dtype_read(column))

    def test_some_borrowers(self, world: Path) -> None:
        got = store.load_histories(world, [8, 2, 2])
        assert got.borrower_id.tolist() == [2, 8]
        whole = store.load_histories(world)
        assert (got["limit_fen"] == whole["limit_fen"][[1, 4]]).all()

    def test_unknown_borrower(self, world: Path) -> None:
        with pytest.raises(UnknownBorrower, match="borrower 4, 99"):
            store.load_histories(world, [99, 1, 4])

    @pytest.mark.parametrize("defect", ["gap", "twice", "order", "unknown"])
    def test_not_rectangular(self, world: Path, defect: str) -> None:
        path = store.block_file(world, "months", 1)
        table = pq.read_table(path)
        rows = {"gap": [0, 1, 3, 4, 5], "twice": [0, 1, 1, 3, 4, 5], "order": [1, 0, 2, 3, 4, 5]}
        if defect == "unknown":
            ids = pa.array([7, 7, 7, 9, 9, 9])
            store.write_table(path, table.set_column(0, "borrower_id", ids))
        else:
            store.write_table(path, table.take(rows[defect]))
        with pytest.raises(BadData, match="one row for every month"):
            store.load_histories(world)

    def test_missing_value_and_missing_column(self, world: Path) -> None:
        path = store.block_file(world, "borrowers", 1)
        table = pq.read_table(path)
        at = table.column_names.index("region")
        store.write_table(path, table.set_column(at, "region", pa.array(["x", None])))
        with pytest.raises(BadData, match=r"'region'.*1 rows have no value"):
            store.load_histories(world)
        store.write_table(path, table.drop_columns(["region"]))
        with pytest.raises(BadData, match=r"'region'.*00001\.parquet"):
            store.load_histories(world)

    @pytest.mark.parametrize(
        "manifest", [{}, [], {"first_month": "2023-13", "n_months": 3}, {"first_month": "2023-01"}]
    )
    def test_bad_manifest(self, world: Path, manifest: object) -> None:
        store.write_json(world / "world.json", manifest)
        with pytest.raises(BadData, match=r"world\.json"):
            store.load_histories(world)

    def test_missing_or_broken_manifest(self, world: Path) -> None:
        (world / "world.json").write_text("{")
        with pytest.raises(BadData, match="not JSON"):
            store.world_months(world)
        (world / "world.json").unlink()
        with pytest.raises(BadData, match=r"world\.json"):
            store.world_months(world)


class TestHash:
    def test_names_and_bytes_count_and_order_does_not(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        for folder, names in ((one, ("a", "b/c")), (two, ("b/c", "a"))):
            for name in names:
                store.write_text(folder / name, name)
            store.write_text(folder / ".hidden", str(folder))
        assert store.content_hash(one) == store.content_hash(two)
        assert store.content_hash([one / "a"]) == store.content_hash(two / "a")
        before = store.content_hash(two)
        (two / "a").rename(two / "d")
        assert store.content_hash(two) != before
        store.write_text(one / "a", "other")
        assert store.content_hash(one) != before
        with pytest.raises(BadData):
            store.content_hash(tmp_path / "three")


class TestSafeName:
    @given(st.text(max_size=80))
    def test_never_leaves_the_folder(self, text: str) -> None:
        name = store.safe_name(text)
        assert 0 < len(name.encode()) <= 80
        assert not {"/", "\\", "\0", ".", ":"} & set(name)
        assert name == name.lower()
        assert name.isascii()

    @given(st.text(max_size=8), st.text(max_size=8))
    def test_no_two_share_a_name(self, one: str, other: str) -> None:
        assert (store.safe_name(one) == store.safe_name(other)) == (one == other)

    @pytest.mark.parametrize(
        "text", ["..", "../../x", "a/b", "", " ", "🙂", "\0", "con", "A1", "x" * 10_000, "\ud800"]
    )
    def test_hostile_names_can_be_written(self, tmp_path: Path, text: str) -> None:
        store.write_text(tmp_path / f"{store.safe_name(text)}.html", "x")
        assert len(list(tmp_path.iterdir())) == 1

    def test_plain_names_stay_and_crafted_ones_do_not_collide(self) -> None:
        assert store.safe_name(42) == "42"
        crafted = store.safe_name("A1")
        assert store.safe_name(crafted) != crafted
        assert store.safe_name("a1") != crafted


def test_frames_are_frames(world: Path) -> None:
    assert isinstance(store.load_frame(world, "borrowers"), pd.DataFrame)
