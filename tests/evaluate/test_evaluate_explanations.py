"""Measures of explanations catch what they are there to catch."""

from math import inf, isnan, nan

import numpy as np
import pytest

from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.naming import naming
from mingxi.evaluate.explanations.overlap import first_agreement, jaccard, mean_overlap
from mingxi.evaluate.explanations.recovery import Chance, Recovery, recovery, together
from mingxi.evaluate.explanations.shares import same_sets, share
from mingxi.evaluate.explanations.sums import blamed_unchanged, largest_gap
from mingxi.evaluate.explanations.wording import (
    banned,
    chinese_sentences,
    clauses,
    english_sentences,
    grade_level,
    numbers,
    readable_chinese,
    readable_english,
    same_numbers,
    specific,
    syllables,
)


@pytest.mark.parametrize(
    ("value", "gate", "side", "passes"),
    [
        (0.0, 0.0, "most", True),
        (1e-9, 0.0, "most", False),
        (0.9, 0.9, "least", True),
        (0.899, 0.9, "least", False),
        (nan, 0.9, "least", False),
        (nan, None, "least", True),
    ],
)
def test_a_gate_is_met_or_not(value: float, gate: float | None, side: str, passes: bool) -> None:
    assert Metric("M0", "x", value, gate, side, 1).passes == passes  # type: ignore[arg-type]


def test_a_gap_of_one_row_is_found() -> None:
    push = np.array([[1.0, 2.0], [1.0, -1.0]])
    assert largest_gap(np.zeros(2), push, np.array([3.0, 0.0])) == 0
    assert largest_gap(np.zeros(2), push, np.array([3.0, 0.25])) == 0.25
    assert largest_gap(np.zeros(0), np.zeros((0, 2)), np.zeros(0)) == 0


def test_only_a_push_on_what_did_not_change_counts_as_blame() -> None:
    push = np.array([[0.0, -3.0, 1e-12]])
    assert blamed_unchanged(push, np.array([[False, True, True]])) == 0
    assert blamed_unchanged(push, np.array([[True, False, False]])) == 2


def test_shares_of_nothing_are_unknown() -> None:
    assert isnan(share(np.zeros(0, dtype=bool)))


def test_what_comes_back_is_a_share_of_all_there_was_to_regain() -> None:
    whole = np.array([100.0, 300.0])
    draws = [np.array([50.0, 0.0]), np.array([-50.0, 200.0])]
    found = recovery(whole, (np.array([100.0, 200.0]), whole), (draws, draws[:1], draws))
    assert (found.n, found.told, found.four) == (2, 0.75, 1.0)
    assert found.random.share == pytest.approx((50 + 150) / 800)  # a loss counts as a loss
    assert found.random.error == pytest.approx(0.125)  # shares 0.125 and 0.375
    times, error = found.times(found.told, found.random)
    assert (times, error) == (pytest.approx(3.0), pytest.approx(1.5))
    assert found.times(1.0, Chance(-0.1, 0.1)) == (inf, 0.0)


def test_groups_are_joined_by_people_and_nobody_counts_for_nothing() -> None:
    chance = Chance(0.2, 0.03)
    one = Recovery(30, 1.0, 1.0, chance, chance, chance)
    other = Recovery(10, 0.6, 0.8, Chance(0.6, 0.05), chance, chance)
    both = together(one, other)
    assert (both.n, both.told, both.four) == (40, pytest.approx(0.9), pytest.approx(0.95))
    assert both.random.share == pytest.approx(0.3)
    assert both.random.error == pytest.approx(np.hypot(0.9, 0.5) / 40)
    empty = recovery(np.zeros(0), (np.zeros(0), np.zeros(0)), ([np.zeros(0)],) * 3)
    assert isnan(empty.told)
    assert together(one, empty).random == chance


def test_one_step_too_many_makes_a_set_another() -> None:
    stated = np.eye(3, dtype=bool)
    found = stated.copy()
    found[2, 0] = True
    assert same_sets(stated, stated) == 1
    assert same_sets(stated, found) == pytest.approx(2 / 3)


def test_overlap_of_lists() -> None:
    assert jaccard([], []) == 1
    assert jaccard(["a"], []) == 0
    pairs = [(["a", "b"], ["b", "a"]), (["a"], ["a"]), ([], ["a"])]
    assert mean_overlap(pairs) == pytest.approx(2 / 3)
    assert first_agreement(pairs) == 0.5
    assert isnan(first_agreement([]))


def test_sentences_end_where_they_end() -> None:
    assert len(english_sentences("You paid 2.5 yuan. It is late! Is it?")) == 3
    assert chinese_sentences("还清了。可以借！") == ["还清了", "可以借"]


@pytest.mark.parametrize(
    ("word", "n"), [("payment", 2), ("one", 1), ("little", 2), ("report", 2), ("¥500", 1)]
)
def test_syllables(word: str, n: int) -> None:
    assert syllables(word) == n


def test_long_words_and_sentences_raise_the_grade() -> None:
    plain = grade_level(["You paid late. Pay now."])
    heavy = grade_level(["Delinquency materially deteriorates creditworthiness determinations."])
    assert plain < 2
    assert heavy > 12
    assert isnan(grade_level([]))


def test_length_clauses_and_banned_words_make_a_sentence_hard() -> None:
    assert readable_english("You paid 3 instalments late.")
    assert not readable_english("very " * 22 + "late.")
    assert not readable_english("Your utilization is high.")
    assert readable_chinese("你有 3 期还款晚了，最长晚了 9 天。")
    assert not readable_chinese("系统出错，这次没有审完，不算被拒。")
    assert not readable_chinese("你" * 41)
    assert clauses("到 2026-03-31，就没有晚还了") == 1
    assert banned("你的授信被风控拦住") == ["风控", "授信"]


def test_numbers_are_whole_numbers_whatever_follows_them() -> None:
    assert numbers("2025-12-31, then ¥12,500; 4.5%.") == sorted(
        ["2025", "12", "31", "12,500", "4.5"]
    )
    assert same_numbers("到 2026-01-31，少了 ¥9,120。", "By 2026-01-31, less by ¥9,120.")
    assert not same_numbers("有 3 期。", "There are 4.")


def test_a_sentence_without_a_time_is_not_specific() -> None:
    assert specific("近 3 个月里，你有 2 次晚还。", "2 late in the past 3 months.")
    assert not specific("综合评分不足。", "internal standards")
    assert not specific("分数低。", "A low score.")


def test_causes_are_named_in_the_direction_of_the_event() -> None:
    true = np.array([[-500.0, 300.0, -100.0], [200.0, 900.0, -50.0]])
    found = naming(true, true, 100.0)
    assert (found.first, found.three, found.sign, found.error) == (1.0, 1.0, 1.0, 0.0)
    wrong = naming(true, true[:, ::-1], 100.0)
    assert wrong.first == 0.5  # the second keeps its largest in the middle
    assert naming(true, -true, 100.0).sign == 0.0


def test_a_cause_told_to_push_the_other_way_or_not_at_all_is_not_named() -> None:
    true = np.array([[-500.0, 0.0, 0.0, 0.0]])
    for told in ([0.0, 0.0, 0.0, 0.0], [300.0, 0.0, 0.0, 0.0]):
        found = naming(true, np.array([told]), 100.0)
        assert (found.first, found.three) == (0.0, 0.0)
    half = naming(true, np.array([[-250.0, -1.0, -2.0, -3.0]]), 100.0)
    assert (half.first, half.error) == (1.0, 0.5)
    assert isnan(naming(np.zeros((0, 3)), np.zeros((0, 3)), 1.0).first)
