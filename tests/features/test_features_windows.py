import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from mingxi.features.windows import (
    above,
    highest,
    latest,
    latest_known,
    line_months,
    mean,
    or_zero,
    person_months,
    report_months,
    rise,
    share,
    total,
)

nan = np.nan
windows = npst.arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(0, 6)),
    elements=st.one_of(st.just(nan), st.integers(-9, 9).map(float)),
)


def test_line_months_hide_the_months_before_the_line_was_open(histories):
    known = histories(4, on_book=[False, False, True, True], dpd=[7, 7, 1, 2])
    np.testing.assert_array_equal(line_months(known, "dpd", 3), [[nan, 1, 2]])


def test_a_short_history_shows_the_months_it_has(histories):
    known = histories(2, dpd=[5, 6])
    np.testing.assert_array_equal(line_months(known, "dpd", 12), [[5, 6]])
    assert line_months(known, "dpd", 12, skip=2).shape == (1, 0)


def test_skip_ends_the_window_earlier(histories):
    known = histories(6, dpd=[1, 2, 3, 4, 5, 6])
    np.testing.assert_array_equal(line_months(known, "dpd", 2, skip=3), [[2, 3]])


def test_person_months_begin_with_the_application_not_with_the_line(histories):
    known = histories(3, open_month=1, on_book=[False, False, False], n_limit_requests=[9, 2, 1])
    np.testing.assert_array_equal(person_months(known, "n_limit_requests", 3), [[nan, 2, 1]])


def test_report_months_need_a_file(histories):
    known = histories(3, bureau_file_months=[0, 1, 2], bureau_lenders=[0, 3, 4])
    np.testing.assert_array_equal(report_months(known, "bureau_lenders", 3), [[nan, 3, 4]])


@given(windows)
def test_summaries_are_those_of_the_known_months(values):
    known = [row[~np.isnan(row)] for row in values]
    for summary, expected in ((total, np.sum), (mean, np.mean), (highest, np.max)):
        wanted = [expected(row) if len(row) else nan for row in known]
        np.testing.assert_allclose(summary(values), wanted)
    last = [row[-1] if len(row) else nan for row in values]
    np.testing.assert_array_equal(latest(values), last)
    last_known = [row[-1] if len(row) else nan for row in known]
    np.testing.assert_array_equal(latest_known(values), last_known)


@given(windows)
def test_a_rise_is_never_negative_and_starts_at_the_first_known_month(values):
    for found, row in zip(rise(values), values, strict=True):
        known = row[~np.isnan(row)]
        if not len(known):
            assert np.isnan(found)
        else:
            assert found == max(known[-1] - known[0], 0)


def test_above_keeps_unknown_months_unknown():
    np.testing.assert_array_equal(above(np.array([nan, 1.0, 2.0]), 1.0), [nan, 0, 1])


def test_a_share_of_nothing_or_of_a_debt_is_unknown():
    found = share(np.array([1.0, 1.0, 1.0, nan]), np.array([2.0, 0.0, -2.0, 1.0]))
    np.testing.assert_array_equal(found, [0.5, nan, nan, nan])


def test_or_zero_fills_only_what_is_unknown():
    np.testing.assert_array_equal(or_zero(np.array([nan, 3.0])), [0, 3])
