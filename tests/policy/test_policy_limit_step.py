from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from policy_people import only

from mingxi.declare.calendar import month_end, month_of
from mingxi.policy.limit_step import next_review, step_of

BASE = only([])
FIRST, SECOND, LAST = 500, 1_000, 200_000


def test_steps_at_below_and_above() -> None:
    limits = [0, FIRST - 1, FIRST, FIRST + 1, SECOND - 1, SECOND, LAST - 1, LAST, LAST + 1]
    assert step_of(limits, BASE).tolist() == [-1, -1, 0, 0, 0, 1, 13, 14, 14]


@given(st.integers(FIRST, 300_000))
def test_a_limit_lies_between_its_step_and_the_next(limit: int) -> None:
    step = int(step_of(limit, BASE))
    above = [*BASE.limit_steps, 10**9]
    assert BASE.limit_steps[step] <= limit < above[step + 1]


def test_reviews_are_quarter_ends() -> None:
    days = {
        date(2025, 12, 31): date(2026, 3, 31),
        date(2025, 12, 30): date(2025, 12, 31),
        date(2025, 9, 30): date(2025, 12, 31),
        date(2025, 10, 1): date(2025, 12, 31),
        date(2024, 2, 29): date(2024, 3, 31),
    }
    assert {on: next_review(on, BASE) for on in days} == days


@given(st.dates(date(2023, 1, 1), date(2035, 12, 31)))
def test_a_review_is_ahead_and_at_most_a_quarter_away(on: date) -> None:
    review = next_review(on, BASE)
    assert on < review <= on + timedelta(days=92)
    assert review == month_end(month_of(review))
    assert review.month in (3, 6, 9, 12)
