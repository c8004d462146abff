"""Numbers read the same in both languages and never hide a difference."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.words import Words
from mingxi.report.readable import distance_texts, signed, value_text, whole

YUAN = Words("元", "yuan")


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (3.0, "count", "3", "3"),
        (2.5, "count", "2.5", "2.5"),
        (1.0, "days", "1 天", "1 day"),
        (17.0, "days", "17 天", "17 days"),
        (1.0, "months", "1 个月", "1 month"),
        (0.0834, "share", "8.3%", "8.3%"),
        (0.00042, "share", "0.04%", "0.04%"),
        (0.684, "share", "68%", "68%"),
        (12_600.4, "money", "12,600 元", "12,600 yuan"),
        (-50.0, "money", "−50 元", "−50 yuan"),
        (-0.0, "count", "0", "0"),
        (650.0, "points", "650 分", "650 points"),
        (1.0, "flag", "是", "yes"),
        (0.0, "flag", "否", "no"),
        (1.347, "ratio", "1.35", "1.35"),
        (nan, "money", "未知", "not known"),
        (inf, "days", "未知", "not known"),
    ],
)
def test_values_by_unit(value, unit, zh, en):
    assert value_text(value, unit, YUAN) == {"zh": zh, "en": en}


def test_levels_are_named_and_an_unknown_level_is_a_number():
    assert value_text(1.0, "code", YUAN, ("own", "rent"))["en"] == "rent"
    assert value_text(7.0, "code", YUAN, ("own", "rent"))["en"] == "7"


@given(st.integers(-(10**12), 10**12))
def test_amounts_carry_their_sign(amount):
    text = signed(amount)
    assert (text[0] == "+") == (amount > 0)
    assert (text[0] == "−") == (amount < 0)
    assert "-" not in text + whole(amount)
    assert int(text.replace("−", "-").replace(",", "")) == amount


@given(
    needed=st.floats(0.01, 0.99).map(lambda v: round(v, 4)),
    gap=st.integers(1, 500).map(lambda n: n / 10_000),
    sign=st.sampled_from([-1, 1]),
)
def test_a_near_miss_is_never_shown_as_a_hit(needed, gap, sign):
    yours, bar, apart = distance_texts(needed + sign * gap, needed, "share", YUAN)
    assert yours["en"] != bar["en"]
    shown = float(yours["en"].rstrip("%").replace("−", "-")) - float(bar["en"].rstrip("%"))
    assert abs(shown) == pytest.approx(float(apart["en"].split()[0]), abs=1e-6)
    assert (shown > 0) == (sign > 0)
