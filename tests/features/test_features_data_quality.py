"""What cannot be true is read as unknown, by what was known then; what came twice counts once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.features.data_quality import DataQuality, delivered_once, old_reports, readable
from mingxi.features.table import FEATURES, feature_table
from mingxi.records.histories import Histories
from mingxi.records.reading import READINGS

nan = np.nan
GROWING = {"bureau_file_months": list(range(40, 64))}
BY_KEY = {f.what.key: f for f in FEATURES}


def with_month(histories, column, value, month):
    """The same histories with one value changed."""
    values = np.asarray(histories[column], dtype=np.float64).copy()
    values[:, month] = value
    return Histories(histories.months, histories.fixed, {**histories.monthly, column: values})


def test_neutral_histories_are_read_as_they_stand(histories):
    known = histories(24, **GROWING)
    read, found = readable(known)
    assert found == DataQuality()
    for name in known.monthly:
        np.testing.assert_array_equal(read[name], known[name])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("income_fen", 600_000.0 * 100),
        ("income_fen", 600_000.0 / 1000),
        ("outside_score", 9_999),
        ("outside_score", 65),
        ("active_days", 41),
        ("spend_fen", 200_000 * 80),
        ("bureau_inquiries", 30_000),
    ],
)
def test_what_cannot_be_true_is_unknown(histories, column, value):
    known = with_month(histories(24, **GROWING), column, value, 20)
    read, found = readable(known)
    assert found.implausible == 1
    assert np.isnan(read[column][0]).nonzero()[0].tolist() == [20]
    assert known[column][0, 20] == value  # what was handed in stays as it was


@pytest.mark.parametrize(("factor", "wrong"), [(100, True), (1 / 1000, True), (1, False)])
def test_a_debt_is_held_against_its_dues(histories, factor, wrong):
    known = histories(24, bureau_debt_fen=[900_000] * 24, bureau_due_fen=[60_000] * 24, **GROWING)
    read, found = readable(with_month(known, "bureau_debt_fen", 900_000 * factor, 23))
    assert found.implausible == wrong
    assert np.isnan(read["bureau_debt_fen"][0, 23]) == wrong


def test_a_small_income_in_fen_is_found_by_the_months_before(histories):
    small = [80_000.0] * 24  # 800 yuan: a hundred times as much is still a possible income
    read, _ = readable(with_month(histories(24, income_fen=small, **GROWING), *_income(8e6, 9)))
    assert np.isnan(read["income_fen"][0]).nonzero()[0].tolist() == [9]


def _income(value, month):
    return "income_fen", value, month


@given(st.integers(3, 23), st.floats(1e2, 1e9))
def test_a_month_is_judged_by_what_was_known_then(drawn_histories, month, value):
    known = drawn_histories(3, 6, 24)
    later = with_month(known, "income_fen", value, month)
    before = [readable(h)[0]["income_fen"][:, :month] for h in (known, later)]
    np.testing.assert_array_equal(before[0], before[1])


def test_an_old_report_is_recognised_and_its_inquiries_are_not_counted_twice(histories):
    age = [*range(40, 62), 61, 62]  # the report of the last month but one did not come
    known = histories(24, bureau_file_months=age, bureau_inquiries=[0] * 21 + [4, 4, 1])
    assert old_reports(known)[0].nonzero()[0].tolist() == [22]
    read, found = readable(known)
    assert found == DataQuality(old_reports=1)
    assert BY_KEY["bureau_inquiries_3m"](read).tolist() == [5]
    assert BY_KEY["bureau_inquiries_3m"](known).tolist() == [9]


def test_missing_values_are_counted_from_the_application_on(histories):
    known = histories(24, income_fen=[nan] * 24, open_month=20, **GROWING)
    assert readable(known)[1].missing == 4


def test_repeated_deliveries_count_once():
    events = pd.DataFrame({"event_id": [5, 5, 6, 9, 9], "fen": [1, 1, 2, 3, 3]})
    kept, found = delivered_once(events)
    assert kept.to_dict("list") == {"event_id": [5, 6, 9], "fen": [1, 2, 3]}
    assert found == DataQuality(repeated=2)
    plain = events[["fen"]]
    assert delivered_once(plain)[0] is plain


@given(st.integers(0, 2**32 - 1))
def test_features_of_any_gaps_are_numbers_or_unknown(drawn_histories, seed):
    known = drawn_histories(seed, 8, 24)
    rng = np.random.default_rng(seed)
    holes = {
        name: np.where(rng.random((8, 24)) < 0.4, nan, np.asarray(known[name], dtype=np.float64))
        for name in READINGS
    }
    table = feature_table(Histories(known.months, known.fixed, {**known.monthly, **holes}))
    assert not np.isinf(table.values).any()


# more of it helps: a lost month must not look like less
@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("active_days_3m", "active_days"),
        ("n_scenes_3m", "n_scenes"),
        ("outside_score", "outside_score"),
        ("instalment_share_6m", "spend_fen"),
        ("monthly_income_3m", "income_fen"),
        ("income_left_3m", "income_fen"),
        ("bureau_file_months", "bureau_file_months"),
    ],
)
def test_a_lost_month_never_counts_against_a_person(histories, key, column):
    known = histories(24, instalment_spend_fen=[50_000] * 24, due_fen=[10_000] * 24, **GROWING)
    feature = BY_KEY[key]
    whole = feature(known)[0]
    harm = feature.what.on_risk.sign
    for month in range(20, 24):
        found = feature(with_month(known, column, nan, month))[0]
        slack = 1.0 if key == "bureau_file_months" else 0.0  # the latest report is a month older
        assert np.isnan(found) or harm * (found - whole) <= slack


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.what.key)
def test_a_person_of_whom_nothing_optional_is_known_is_blamed_for_nothing(histories, feature):
    known = histories(24, **GROWING)
    unknown = {name: np.full((1, 24), nan) for name in READINGS}
    found = feature(Histories(known.months, known.fixed, {**known.monthly, **unknown}))[0]
    if np.isnan(found):
        assert feature.what.if_missing is not None
        assert feature.what.missing_code in {"K02", "H01", "H02", "H03", "M09", "Q02"}
    else:
        assert not _adverse(feature.what, found, feature(known)[0])


def _adverse(what, found, neutral):
    """Whether the value is worse than a neutral person's."""
    return what.on_risk.sign * (found - neutral) > 0
