"""Course of a book and telling lives: figures that a hand can check."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.evaluate import course
from mingxi.evaluate.lives import Turn, telling, turns

# three lines, four months: one pays, one becomes 90 days late and is written off, one is closed
BOOK = {
    "on_book": np.array([[1, 1, 1, 1], [1, 1, 1, 0], [0, 0, 0, 0]], dtype=bool),
    "balance_fen": np.array([[100, 100, 50, 50], [300, 300, 300, 300], [0, 0, 0, 0]]),
    "dpd": np.array([[0, 0, 0, 0], [35, 65, 95, 185], [0, 0, 0, 0]]),
    "limit_fen": np.array([[900, 900, 900, 900], [400, 400, 400, 0], [0, 0, 0, 0]]),
}


def test_arrears_are_shares_of_the_balance_of_open_lines():
    found = course.past_due_by_month(BOOK, 30)
    assert found == pytest.approx([0.75, 0.75, 300 / 350, 0.0])
    assert course.past_due_by_month(BOOK, 90) == pytest.approx([0, 0, 300 / 350, 0])


def test_a_default_is_counted_once_in_the_month_it_comes():
    found = course.default_by_month(BOOK)
    assert np.isnan(found[0])
    assert found[1:] == pytest.approx([0.0, 0.5, 0.0])


def test_rolls_follow_the_balance_to_the_end():
    rates = course.roll_matrix(BOOK)
    m2, m3, m4, off = 2, 3, 4, len(course.BUCKETS) - 1
    assert rates[m2, m3] == rates[m3, m4] == rates[m4, off] == 1.0
    assert rates[0, 0] == 1.0


@given(st.integers(0, 2**32), st.integers(2, 8))
def test_rows_of_a_roll_matrix_add_up_to_one_or_are_empty(seed, n_months):
    lots = np.random.default_rng(seed)
    book = {
        "on_book": lots.random((20, n_months)) < 0.8,
        "balance_fen": lots.integers(0, 500, (20, n_months)),
        "dpd": lots.integers(0, 220, (20, n_months)),
    }
    total = course.roll_matrix(book).sum(axis=1)
    assert ((np.abs(total - 1) < 1e-12) | (total == 0)).all()


def test_a_vintage_counts_a_loan_from_the_month_its_borrower_is_late():
    loans = {
        "row": np.array([0, 1]),
        "drawn_month": np.array([0, 0]),
        "amount_fen": np.array([100, 300]),
    }
    dpd = np.array([[0, 0, 0, 0], [0, 5, 31, 0]])
    curves = course.vintages(dpd, loans, per=1, longest=5)
    assert list(curves) == [0]
    np.testing.assert_allclose(curves[0][:4], [0, 0, 0.75, 0.75])
    assert np.isnan(curves[0][4:]).all()


def test_default_by_tenth_of_the_limit_reads_the_year_after():
    n = 100
    months = {
        "on_book": np.ones((n, 14), dtype=bool),
        "balance_fen": np.ones((n, 14)),
        "limit_fen": np.repeat(np.arange(n)[:, None], 14, axis=1),
        "dpd": np.zeros((n, 14)),
    }
    months["dpd"][:5, 13] = 95  # half of the lowest tenth, at the end of the year
    assert course.default_by_limit(months, range(1, 2)) == pytest.approx([0.5, *[0.0] * 9])
    assert course.default_by_limit(months, range(1)) == pytest.approx([0.0] * 10)


def test_a_turn_names_the_largest_cause_in_its_direction():
    events = pd.DataFrame(
        {
            "borrower_id": [1, 1, 2],
            "month": [2, 5, 2],
            "old_fen": [100_000, 50_000, 70_000],
            "new_fen": [50_000, 80_000, 70_000],
        }
    )
    causes = pd.DataFrame(
        {
            "borrower_id": [1, 1, 1, 1, 1],
            "month": [2, 2, 2, 5, 5],
            "mechanism": ["L01", "L04", "rounding", "L17", "L04"],
            "yuan": [-300, -150, -50, 200, 100],
        }
    )
    assert turns(events, causes) == {1: [Turn(2, 1000, 500, "L01"), Turn(5, 500, 800, "L17")]}


def test_lives_are_chosen_for_the_causes_they_add():
    def life(*causes):
        return [Turn(i, 1, 2, cause) for i, cause in enumerate(causes)]

    found = {5: life("L01"), 6: life("L01", "L02"), 7: life("L03"), 8: life("L01", "L02", "L04")}
    long = dict.fromkeys(found, 30)
    assert telling(found, long, 2) == [8, 7]
    assert telling(found, {**long, 8: 3}, 2) == [6, 7]
    assert telling(found, long, 9) == [8, 7, 6, 5]
