"""What a person writes in YAML is read as meant, or refused with the line and the nearest name."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mingxi
from mingxi.adapters import config_file
from mingxi.adapters.config_file import (
    apply_overrides,
    config_root,
    find_config,
    numbers_from,
    read_yaml,
    resolve_path,
)
from mingxi.declare.errors import BadConfig
from mingxi.declare.quantity import Quantity


def _yaml(folder: Path, text: str, name: str = "x.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("On", "On"),
        ("true", True),
        ("1e-3", 0.001),
        ("010", 10),
        ("20_000", 20_000),
        ("12:30", "12:30"),
        ("0x1f", "0x1f"),
        ("2023-01", "2023-01"),
        ("2020-07-17", dt.date(2020, 7, 17)),
        ("-3", -3),
        (".5", 0.5),
        ("", None),
        ("晚还", "晚还"),
        ("'1'", "1"),
    ],
)
def test_scalars_are_read_as_people_mean_them(tmp_path: Path, text: str, value: object) -> None:
    got = read_yaml(_yaml(tmp_path, f"a: {text}\n"))["a"]
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", r"line 4: key 'c' was given before, in line 3"),
        ("b: {c: 1, c: 2}", r"key 'c' was given before"),
        ("a: 1\nb: [1\n", r"line \d"),
        ("a: 1\n\tb: 2\n", r"line 2"),
        ("- 1\n- 2\n", "a list"),
        ("just words", "a text"),
        ("7", "the number 7"),
        ("", "it is empty"),
        ("# only a remark\n", "it is empty"),
        ("a: 1\n---\nb: 1\n", "line 2"),
        ("a: 2023-02-31", "day"),
        ("a: *b", "line 1"),
        ("a: !!python/object/apply:os.getcwd []", "line 1"),
        ("a: " + "[" * 5000, "nested too deeply"),
        ("a: \x07", "not allowed"),
    ],
)
def test_bad_yaml_is_refused_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadConfig, match=said) as caught:
        read_yaml(_yaml(tmp_path, text))
    assert "x.yaml" in str(caught.value)


def test_a_merged_key_may_be_overridden(tmp_path: Path) -> None:
    text = "a: &a {x: 1, y: 1}\nw: {q: &b {<<: *a, x: 2}}\nc: {<<: *b}\n"
    assert read_yaml(_yaml(tmp_path, text))["c"] == {"x": 2, "y": 1}


def test_missing_unreadable_and_foreign_files(tmp_path: Path) -> None:
    _yaml(tmp_path, "a: 1", "quick.yaml")
    with pytest.raises(BadConfig, match=r"Did you mean 'quick\.yaml'"):
        read_yaml(tmp_path / "quik.yaml")
    with pytest.raises(BadConfig, match="holds no file"):
        read_yaml(tmp_path / "nowhere" / "x.yaml")
    with pytest.raises(BadConfig, match="directory"):
        read_yaml(tmp_path)
    (tmp_path / "gbk.yaml").write_bytes("a: 晚还".encode("gb18030"))
    with pytest.raises(BadConfig, match="not UTF-8"):
        read_yaml(tmp_path / "gbk.yaml")


class TestOverrides:
    def test_values_are_yaml_and_the_original_stays(self) -> None:
        document = {"a": {"b": 1, "c": [1]}, "d": 2}
        got = apply_overrides(document, ["a.b=3.5", "a.c=[x, 2]", "e.f.g=no", "d=", "a.b=4"])
        assert got == {"a": {"b": 4, "c": ["x", 2]}, "d": None, "e": {"f": {"g": "no"}}}
        assert document == {"a": {"b": 1, "c": [1]}, "d": 2}

    def test_a_value_may_hold_the_sign(self) -> None:
        assert apply_overrides({}, ["url=sqlite:///x?a=b"]) == {"url": "sqlite:///x?a=b"}

    @pytest.mark.parametrize(
        "bad", ["a", "=3", "a..b=3", ".a=3", "a.=3", "a=[1", "a={b: 1, b: 2}", "n.b=1", "l.0=1"]
    )
    def test_bad_ones_are_named(self, bad: str) -> None:
        with pytest.raises(BadConfig) as caught:
            apply_overrides({"n": 1, "l": [1]}, [bad])
        assert bad in str(caught.value)

    @given(st.text(max_size=30))
    def test_any_text_is_taken_or_refused(self, text: str) -> None:
        try:
            got = apply_overrides({"a": {"b": 1}}, [text])
        except BadConfig:
            return
        assert isinstance(got, dict)
        assert "=" in text


class TestNumbers:
    GOOD = "income:\n  mean: {value: 8000, unit: CNY per month, source: yearbook, sure: M}\n"

    def test_reads_all_files(self, tmp_path: Path) -> None:
        _yaml(tmp_path, self.GOOD, "income.yaml")
        _yaml(
            tmp_path, "job: {loss: {value: 1e-2, unit: share, source: 'assumption: x'}}", "j.yaml"
        )
        assert numbers_from(tmp_path) == {
            "income": {"mean": Quantity(8000.0, "CNY per month", "yearbook", "M")},
            "job": {"loss": Quantity(0.01, "share", "assumption: x", "L")},
        }

    @pytest.mark.parametrize(
        ("entry", "said"),
        [
            ("{value: 1, source: s}", "unit is missing"),
            ("{value: 1, unit: u, source: ' '}", "source is missing"),
            ("{unit: u, source: s}", "value is None"),
            ("{value: true, unit: u, source: s}", "value is True"),
            ("{value: .nan, unit: u, source: s}", "value is nan"),
            ("{value: x, unit: u, source: s}", "value is 'x'"),
            ("{value: 1, unit: u, source: s, sure: Q}", "sure is 'Q'"),
            ("{value: 1, units: u, source: s}", "Did you mean 'unit'"),
            ("8000", "the number 8000"),
        ],
    )
    def test_each_number_needs_value_unit_and_source(
        self, tmp_path: Path, entry: str, said: str
    ) -> None:
        _yaml(tmp_path, f"income:\n  mean: {entry}\n", "income.yaml")
        with pytest.raises(BadConfig, match=said) as caught:
            numbers_from(tmp_path)
        assert "income.mean in" in str(caught.value)
        assert "income.yaml" in str(caught.value)

    def test_a_mechanism_stands_in_one_file(self, tmp_path: Path) -> None:
        _yaml(tmp_path, self.GOOD, "a.yaml")
        _yaml(tmp_path, self.GOOD, "b.yaml")
        with pytest.raises(BadConfig, match=r"income in .*b\.yaml: it is in a\.yaml too"):
            numbers_from(tmp_path)

    def test_empty_folder_and_empty_mechanism(self, tmp_path: Path) -> None:
        with pytest.raises(BadConfig, match=r"no \.yaml file"):
            numbers_from(tmp_path)
        _yaml(tmp_path, "income:\n", "a.yaml")
        with pytest.raises(BadConfig, match="holds nothing"):
            numbers_from(tmp_path)


class TestFinding:
    def test_checkout(self) -> None:
        assert (config_root() / ".." / "pyproject.toml").is_file()

    def test_wheel_from_anywhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        package = tmp_path / "site" / "mingxi"
        _yaml(package / "configs", "a: 1", "quick.yaml")
        shutil.copy(str(mingxi.__file__), package)
        monkeypatch.setattr(config_file.mingxi, "__file__", str(package / "__init__.py"))
        monkeypatch.chdir(tmp_path)
        assert find_config("configs/quick.yaml") == package / "configs" / "quick.yaml"
        assert find_config("quick.yaml") == package / "configs" / "quick.yaml"
        with pytest.raises(BadConfig, match=r"Did you mean 'quick\.yaml'"):
            find_config("configs/quik.yaml")
        own = _yaml(tmp_path, "a: 2", "configs/quick.yaml")  # one's own comes first
        assert find_config("configs/quick.yaml") == own
        with pytest.raises(BadConfig):
            find_config(str(tmp_path / "none.yaml"))

    def test_nowhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(config_file.mingxi, "__file__", str(tmp_path / "a" / "b" / "c.py"))
        with pytest.raises(BadConfig, match="there are none"):
            config_root()

    def test_paths(self, tmp_path: Path) -> None:
        assert resolve_path("a/b", tmp_path) == tmp_path / "a" / "b"
        assert resolve_path(str(tmp_path), Path("elsewhere")) == tmp_path
        assert resolve_path("~/x", tmp_path) == Path.home() / "x"
        for bad in ("", " ", "a\0b"):
            with pytest.raises(BadConfig):
                resolve_path(bad, tmp_path)
