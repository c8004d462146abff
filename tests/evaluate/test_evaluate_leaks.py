import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingxi.evaluate.leaks import findings


@pytest.fixture(scope="module")
def outcome():
    return (np.random.default_rng(3).random(4000) < 0.15).astype(float)


def kinds(y, **columns):
    found = findings(tuple(columns), np.column_stack(list(columns.values())), y)
    return {f.key: f.kind for f in found}


def test_what_is_known_only_later_is_found(outcome):
    rng = np.random.default_rng(4)
    repaid = np.where(outcome == 1, rng.random(4000), 1.0)  # a share of the loan
    pulled = np.where((outcome == 1) & (rng.random(4000) < 0.9), 1.0, np.nan)  # mostly missing
    settled = np.where((outcome == 1) & (rng.random(4000) < 0.1), 1.0, 0.0)  # few rows
    noise, useful = rng.normal(size=4000), rng.normal(size=4000) + outcome
    found = kinds(
        outcome, repaid=repaid, pulled=pulled, settled=settled, noise=noise, useful=useful
    )
    assert found == {"repaid": "tells alone", "pulled": "tells alone", "settled": "is certain"}


def test_a_constant_column_is_found_and_a_missing_cell_makes_it_none(outcome):
    same, gaps = np.full(4000, 7.0), np.full(4000, 7.0)
    gaps[::2] = np.nan
    empty = np.full(4000, np.nan)
    assert kinds(outcome, same=same, gaps=gaps, empty=empty) == {
        "same": "constant",
        "empty": "constant",
    }


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_nothing_is_said_of_columns_that_tell_nothing(seed):
    rng = np.random.default_rng(seed)
    y = (rng.random(600) < 0.2).astype(float)
    x = np.where(rng.random(600) < 0.1, np.nan, rng.normal(size=600))
    assert kinds(y, number=x, level=rng.integers(0, 5, 600).astype(float)) == {}
