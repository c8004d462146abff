import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingxi.declare.errors import BadData
from mingxi.features.outcome import default_within, mean_balance

nan = np.nan
AT = "2023-12"  # month 11 of 24: the window is all of 2024


def months(**last):
    """Columns of 24 months from the values at the snapshot (key 11) and after."""
    out = {}
    for name, values in last.items():
        row = [0] * 24
        for month, value in values.items():
            row[month] = value
        out[name] = row
    return out


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, 0),
        (months(dpd={23: 90}), 1),
        (months(dpd={23: 89}), 0),
        (months(dpd={12: 120}), 1),
        # at the snapshot or before
        (months(dpd={11: 89}), 0),
        (months(dpd={11: 90}), nan),
        (months(dpd={3: 120}), 0),
        (months(dpd={3: 180}), nan),
        # nothing to lose
        ({"limit_fen": [0] * 24}, nan),
        ({"limit_fen": [0] * 24, **months(balance_fen={11: 100})}, 0),
        ({"on_book": [*[True] * 11, *[False] * 13]}, nan),
        # closed later: the outcome still counts
        ({"on_book": [*[True] * 12, *[False] * 12], **months(dpd={14: 95})}, 1),
    ],
)
def test_outcome_by_hand(histories, columns, expected):
    np.testing.assert_array_equal(default_within(histories(24, **columns), AT), [expected])


def test_a_window_that_is_not_complete_has_no_outcome(histories):
    known = histories(24, dpd=[95])
    assert np.isnan(default_within(known, "2024-01")).all()
    assert np.isnan(mean_balance(known, "2024-01")).all()
    assert default_within(known, "2024-01", horizon_months=11).tolist() == [1.0]


def test_mean_balance_is_that_of_the_window(histories):
    known = histories(24, **months(balance_fen={11: 999_999, 12: 120_000, 23: 120_000}))
    assert mean_balance(known, AT).tolist() == [200.0]


def test_a_month_outside_is_refused(histories):
    with pytest.raises(BadData, match="2026-01"):
        default_within(histories(24), "2026-01")


@given(st.integers(0, 1000), st.integers(1, 11))
@settings(max_examples=20, deadline=None)
def test_balance_and_outcome_exist_for_the_same_borrowers(drawn_histories, seed, horizon):
    whole = drawn_histories(seed, 12, 24)
    found = default_within(whole, AT, horizon)
    assert set(found[~np.isnan(found)]) <= {0.0, 1.0}
    np.testing.assert_array_equal(np.isnan(found), np.isnan(mean_balance(whole, AT, horizon)))


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_a_longer_window_never_undoes_a_default(drawn_histories, seed):
    whole = drawn_histories(seed, 12, 24)
    short, long = default_within(whole, AT, 6), default_within(whole, AT, 12)
    assert not (long < short).any()
