"""Pictures and pages of a world: they say in words what they show, and survive odd values."""

import re
import xml.etree.ElementTree as ET
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.report.atlas.axes import Field, round_bounds, round_steps
from mingxi.report.atlas.lives import Life, ten_lives
from mingxi.report.atlas.markdown import table
from mingxi.report.atlas.month_by_month import Series, Span, month_by_month
from mingxi.report.atlas.rolls import roll_map
from mingxi.report.atlas.sheet import WIDTH, sheet, words
from mingxi.report.atlas.sign_flip import sign_flip
from mingxi.report.atlas.vintage_curves import vintage_curves

MONTHS = tuple(f"2023-{m:02d}" for m in range(1, 13))
NAMES = {"L01": ("teal", "Overdue & <now>"), "income": ("plum", "Income")}
LIMITS = [nan, nan, *[1_000.0] * 5, *[3_000.0] * 5]
LIFE = Life("Borrower 1 · anhui", LIMITS, [(7, "L01"), (8, "income")])


def drawn():
    line = [0.01 * i for i in range(12)]
    return {
        "months": month_by_month(
            MONTHS,
            [Series("unemployment", "blue", [0.05 + 0.001 * i for i in range(12)])],
            [Series("30+", "rust", line), Series("new", "teal", [nan, *line[1:]])],
            [Span("downturn", 3, 5)],
            [Span("v1", 0, 5), Span("v2", 6, 11)],
        ),
        "lives": ten_lives([LIFE] * 10, MONTHS, NAMES),
        "rolls": roll_map([[0.97, 0.03, 0.0], [0.6, 0.3, 0.1]], ("current", "M1", "off")),
        "vintages": vintage_curves({"2023-01": [0.0, 0.01, nan], "2023-07": [0.0, nan, nan]}),
        "flip": sign_flip([0.1, 0.05], [("half", 0.02), ("as decided", 0.03)]),
    }


@pytest.mark.parametrize("name", drawn())
def test_a_picture_is_whole_and_no_point_lies_outside(name):
    root = ET.fromstring(drawn()[name])
    height = float(root.attrib["viewBox"].split()[3])
    assert root.attrib["role"] == "img"
    for part in root.iter():
        for side, most in (("x", WIDTH), ("y", height), ("cx", WIDTH), ("cy", height)):
            if side in part.attrib:
                assert 0 <= float(part.attrib[side]) <= most
        numbers = re.findall(r"-?\d+\.?\d*", part.attrib.get("d", ""))
        assert all(0 <= float(value) <= max(WIDTH, height) for value in numbers)
    assert "nan" not in drawn()[name].split("</style>")[1].replace("unemployment", "")


def test_what_a_picture_shows_it_also_tells():
    told = {name: ET.fromstring(svg)[1].text for name, svg in drawn().items()}
    assert "2023-08 L01" in told["lives"]
    assert "current to M1 3.0%" in told["rolls"]
    assert "as decided 3.00%" in told["flip"]
    assert "30+: 0.00% to 11.00%" in told["months"]
    assert "2023-01: 1.0%" in told["vintages"]


def test_texts_of_a_picture_are_escaped_and_stay_texts():
    root = ET.fromstring(drawn()["lives"])
    shown = [part.text for part in root.iter() if part.tag.endswith("text")]
    assert "L01  Overdue & <now>" in shown
    assert "<now>" not in sheet("a", "b", 10, [words(0, 0, "<now>")])


@given(st.floats(1e-6, 1e9))
def test_steps_of_an_axis_are_round_start_at_zero_and_reach_the_top(top):
    steps = round_steps(top)
    assert steps[0] == 0.0
    assert steps[-1] >= top * (1 - 1e-6)
    assert 2 <= len(steps) <= 6


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=20))
def test_bounds_of_an_axis_hold_all_values(values):
    bounds = round_bounds(values)
    assert bounds[0] <= min(values) + 1e-6
    assert bounds[-1] >= max(values) - 1e-6


def test_a_line_has_a_gap_where_a_value_is_unknown():
    field = Field(0, 0, 100, 100, (0, 4), (0, 1))
    assert field.line(range(5), [0.1, 0.2, nan, 0.4, 0.5], "line").count("<path") == 2
    assert field.line(range(5), [nan] * 5, "line") == ""


def test_a_bar_in_a_cell_does_not_break_a_table():
    assert table(("a", "b"), [("x|y", "z")]).splitlines()[2] == "| x\\|y | z |"
