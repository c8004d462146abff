"""Drawings stay inside their frame, whatever the numbers."""

import re
from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.report.charts.canvas import fitted
from mingxi.report.charts.history import history, nice_ceiling
from mingxi.report.charts.marker import marker
from mingxi.report.charts.timeline import Station, timeline
from mingxi.report.charts.waterfall import pictured, waterfall

sizes = st.integers(-(10**12), 10**12)


def rows(start: int, pushes: list[int], effect: int) -> list[dict]:
    """A sum with a subtotal."""

    def row(kind: str, amount: int, name: str = "项") -> dict:
        return {"kind": kind, "key": name, "name": {"zh": name, "en": "item"}, "amount": amount}

    middle = start + sum(pushes)
    return [
        row("start", start),
        *(row("yours", p) for p in pushes),
        row("subtotal", middle),
        row("ours", effect),
        row("total", middle + effect),
    ]


def percents(svg: str, *names: str) -> list[float]:
    """Values of attributes in per cent."""
    return [float(v) for n in names for v in re.findall(rf'\b{n}="(-?[\d.e+]+)%"', svg)]


@given(start=sizes, pushes=st.lists(sizes, max_size=8), effect=sizes)
def test_waterfall_of_any_numbers_stays_in_its_frame(start, pushes, effect):
    svg = str(waterfall(rows(start, pushes, effect), {"zh": "图"}, {"zh": "元"})["zh"])
    assert not re.search(r"nan|inf|None", svg)
    assert all(-0.01 <= v <= 100.01 for v in percents(svg, "x", "x1", "x2"))
    bars = re.findall(r'<rect x="([\d.]+)%" y="[\d.]+" width="([\d.]+)%"', svg)
    assert len(bars) == svg.count("<rect")
    assert all(float(x) + float(w) <= 100.02 for x, w in bars)


@given(start=sizes, pushes=st.lists(sizes, max_size=8), effect=sizes)
def test_every_bar_starts_where_the_one_before_ended(start, pushes, effect):
    drawn = pictured(rows(start, pushes, effect))
    assert not [r for r in drawn if r["kind"] in ("yours", "ours") and r["amount"] == 0]
    for before, after in pairwise(drawn):
        reached = after["to"] if after["kind"] in ("subtotal", "total") else after["from"]
        assert reached == before["to"]


def test_largest_own_push_comes_first():
    drawn = pictured(rows(100, [5, -30, 10], 0))
    assert [r["amount"] for r in drawn if r["kind"] == "yours"] == [-30, 10, 5]


def test_colour_is_for_the_record_and_grey_for_the_rest():
    svg = str(waterfall(rows(100, [20, -30], -10), {"zh": "图"}, {"zh": "元"})["zh"])
    looks = re.findall(r'<rect [^>]*class="(?!bed)(\w+)"', svg)
    assert looks == ["base", "down", "up", "base", "other", "final"]


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=40))
def test_history_of_any_amounts_stays_in_its_frame(pairs):
    points = [
        {"month": f"2025-{i % 12 + 1:02d}", "limit": a, "used": b}
        for i, (a, b) in enumerate(pairs)
    ]
    svg = str(history(points, {"zh": "图"}, {"zh": "元"})["zh"])
    assert all(0 <= v <= 100 for v in percents(svg, "x", "x1", "x2"))
    assert all(0 <= float(v) <= 210 for v in re.findall(r'\by[12]?="(-?[\d.]+)"', svg))


@given(st.integers(0, 10**12))
def test_scale_ends_just_above_the_largest(value):
    top = nice_ceiling(value)
    assert max(value, 2) <= top <= max(2 * value, 2)


@pytest.mark.parametrize("pair", [(nan, 1.0), (1.0, inf)])
def test_marker_of_an_unknown_value_is_left_out(pair):
    assert marker(*pair, ("t", "d"), own=True) is None


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300))
def test_marker_of_any_values_stays_on_its_line(yours, theirs):
    svg = str(marker(yours, theirs, ("t", "d"), own=False))
    assert all(0 <= v <= 100 for v in percents(svg, "x"))


def test_line_before_a_stuck_station_is_open():
    stations = [Station("a", "", "ok"), Station("b", "", "here"), Station("c", "", "wait")]
    svg = str(timeline(stations, "t", "now"))
    assert re.findall(r'<line [^>]*class="(\w+)"', svg) == ["ahead", "ahead"]


@given(st.text(), st.integers(3, 40))
def test_fitted_text_is_the_beginning(text, widest):
    short = fitted(text, widest)
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
