"""Which question an outcome raises, and whom a sample holds."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.recipes.decide import positions
from mingxi.recipes.decided import questions
from mingxi.recipes.explain import sampled
from mingxi.records.application import Applications
from mingxi.records.decision import Question

ON = date(2025, 12, 31)


@dataclass
class Outcome:
    """The parts of rulings that raise a question."""

    limit: np.ndarray
    draw_open: np.ndarray


def question(limit, draw_open=True, before=None, repaid=None, has_line=True):
    repaid_on = np.array([repaid or "NaT"], dtype="datetime64[D]")
    facts = {"has_line": np.array([has_line]), "repaid_on": repaid_on}
    last = None if before is None else Outcome(np.array([before]), np.array([True]))
    now = Outcome(np.array([limit]), np.array([draw_open]))
    position = np.array([-1 if before is None else 0])
    found = questions(now, last, position, Applications(ON, np.array([1]), facts))
    return Question(found[0])


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"limit": 0}, Question.NOT_OPENED),
        ({"limit": 0, "before": 0}, Question.NOT_OPENED),
        ({"limit": 0, "before": 900}, Question.LIMIT_REDUCED),
        ({"limit": 900}, Question.LIMIT_LOW),
        ({"limit": 900, "before": 0}, Question.LIMIT_LOW),
        ({"limit": 900, "before": 900}, Question.UNCHANGED),
        ({"limit": 900, "before": 800}, Question.LIMIT_ROSE),
        ({"limit": 800, "before": 900}, Question.LIMIT_REDUCED),
        ({"limit": 800, "before": 900, "draw_open": False}, Question.CANNOT_DRAW),
        ({"limit": 900, "draw_open": False, "repaid": "2025-12-30"}, Question.CANNOT_REDRAW),
        ({"limit": 900, "draw_open": False, "repaid": "2025-10-01"}, Question.CANNOT_DRAW),
        ({"limit": 900, "draw_open": False, "has_line": False}, Question.LIMIT_LOW),
    ],
)
def test_each_outcome_raises_its_question(case, expected):
    assert question(**case) is expected


@given(
    kinds=st.lists(st.sampled_from([q.value for q in Question]), min_size=1, max_size=60),
    n=st.integers(1, 40),
)
def test_samples_hold_each_kind_as_evenly_as_there_are(kinds, n):
    @dataclass
    class Now:
        question: np.ndarray

    now = Now(np.array(kinds))
    rows = sampled(now, n, seed=1)
    assert len(rows) == len(set(rows.tolist())) == min(n, len(kinds))
    held = {k: int((now.question[rows] == k).sum()) for k in set(kinds)}
    for kind, count in held.items():
        left_out = kinds.count(kind) > count
        assert not left_out or count >= max(held.values()) - 1


def test_positions_of_strangers():
    assert positions(np.array([1, 2, 9]), np.array([2, 5])).tolist() == [-1, 0, -1]
    assert positions(np.array([1]), np.array([], dtype=np.int64)).tolist() == [-1]
