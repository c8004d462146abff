import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.errors import BadConfig, BadData
from mingxi.features.own_dates import whole_months
from mingxi.features.own_table import own_features, own_table

NAME = {"zh": "名", "en": "name"}


def feature(**source):
    return {
        "key": "file_age",
        "name": NAME,
        "concept": "file",
        "unit": "months",
        "on_risk": "lowers",
        "actionable": "not",
        "code": "A01",
        "if_adverse": {"zh": "有 {value:.0f} 个月。", "en": "It is {value:.0f} months."},
        **source,
    }


def spec(**span):
    return own_table(
        {
            "path": "rows.csv",
            "currency": {"name": NAME, "symbol": "$"},
            "roles": {
                "time": {"column": "issued", "format": "%Y-%m-%d"},
                "target": {"column": "bad", "positive": 1, "name": NAME},
                "exclude": {c: "not needed" for c in ("first", "last") if c not in span.values()},
            },
            "concepts": [{"key": "file", "name": NAME, "matters_because": NAME}],
            "features": [feature(months_between=span)],
        }
    )


def rows(first=("2000-01-01", None, "2011-05-31"), last=("2012-01-01",) * 3):
    issued = ["2011-01-01", "2011-03-01", "2011-05-01"]
    return pd.DataFrame({"issued": issued, "first": first, "last": last, "bad": [0, 1, 0]})


AGE = {"from": "first", "to": "issued"}


def test_months_between_a_column_and_the_time_of_the_row():
    found = own_features(rows(first=["2000-01-01", None, "2011-04-30"]), spec(**AGE))
    np.testing.assert_array_equal(found.column("file_age"), [132, np.nan, 1])


def test_another_way_of_writing_dates_is_declared():
    written = rows(first=["01/2000", "02/2011", None])
    with pytest.raises(BadData, match="'01/2000', which is no day or month"):
        own_features(written, spec(**AGE))
    written["issued"] = ["01/2011", "03/2011", "05/2011"]
    told = spec(**AGE, format="%m/%Y")
    with pytest.raises(BadData, match="issued"):  # the role of the time has its own format
        own_features(written, told)


def test_a_date_that_lies_after_the_time_of_its_row_is_a_leak():
    with pytest.raises(BadData, match="'last' lies after the time of the row in 3 of 3 rows"):
        own_features(rows(), spec(**{"from": "issued", "to": "last"}))


def test_the_time_of_the_row_is_no_feature_of_its_own():
    declared = spec(**AGE)
    assert declared.features[0].columns[1].column == "issued"
    with pytest.raises(BadConfig, match="the time of the row"):
        own_table(
            {
                "path": "rows.csv",
                "currency": {"name": NAME, "symbol": "$"},
                "roles": {
                    "time": {"column": "issued"},
                    "target": {"column": "bad", "positive": 1, "name": NAME},
                },
                "concepts": [{"key": "file", "name": NAME, "matters_because": NAME}],
                "features": [feature(column="issued")],
            }
        )


@pytest.mark.parametrize(
    ("span", "says"),
    [({"from": "first"}, "'to' is missing"), ({"from": "first", "til": "issued"}, "til")],
)
def test_a_span_names_both_ends(span, says):
    with pytest.raises(BadConfig, match=says):
        spec(**span)


DAYS = st.dates(min_value=pd.Timestamp("1950-01-01").date())


@given(DAYS, DAYS)
def test_a_span_is_never_negative_and_grows_with_its_end(one, other):
    early, late = sorted((pd.Series([pd.Timestamp(d)]) for d in (one, other)), key=lambda s: s[0])
    months = whole_months(early, late)[0]
    assert months >= 0
    assert whole_months(early, late + pd.DateOffset(months=7))[0] == months + 7
    if late[0] > early[0]:
        assert np.isnan(whole_months(late, early)[0])
