"""Event tables agree with the monthly panel to the last unit."""

import numpy as np
import pandas as pd
import pytest
from simulate_worlds import frames, grid, world, world_numbers

from mingxi.records.event_columns import EVENT_COLUMNS
from mingxi.simulate.config import Block
from mingxi.simulate.life.other_lenders import KINDS
from mingxi.simulate.tables.of_run import observed_tables
from mingxi.simulate.world import lived

N, MONTHS = 1_500, 36
FIRST = pd.Period("2023-01", "M").ordinal
ARROW = {"str": "string", "bool": "bool", "date": "date32[day]"}


@pytest.fixture(scope="module")
def tables():
    """Tables as they are, before any fault of the records."""
    config = world(world_numbers(), N, MONTHS)
    return observed_tables(lived(config, Block(0, 0, N)))


@pytest.fixture(scope="module")
def seen(tables):
    return frames(tables)


def month_of(day: pd.Series) -> np.ndarray:
    return pd.to_datetime(day).dt.to_period("M").astype("int64").to_numpy() - FIRST


def by_month(who, month, amount=1) -> np.ndarray:
    """Sums by borrower and month of the events in the months shown."""
    total = np.zeros((N, MONTHS), dtype=np.int64)
    inside = (month >= 0) & (month < MONTHS)
    amounts = np.broadcast_to(np.asarray(amount), month.shape)
    np.add.at(total, (np.asarray(who)[inside], month[inside]), amounts[inside])
    return total


def visible(seen, lag: int) -> np.ndarray:
    """Months of which something is known, for columns that are ``lag`` months old, (n, months)."""
    opened = seen["borrowers"]["open_month"].to_numpy()[:, None]
    return np.arange(MONTHS) >= opened - lag


def lasting(rows: pd.DataFrame, start: str, end: str, amount=1) -> np.ndarray:
    """Sums by borrower and month end of rows that have started and not ended."""
    first = np.maximum(month_of(rows[start]), 0)
    last = month_of(rows[end].fillna(pd.Timestamp("2099-01-01")))
    change = by_month(rows["borrower_id"], first, amount)
    change -= by_month(rows["borrower_id"], last, amount)
    return np.cumsum(change, axis=1)


@pytest.mark.parametrize("name", EVENT_COLUMNS)
def test_events_have_the_columns_that_are_declared(tables, name):
    table = tables[name]
    wanted = {c.name: ARROW.get(c.dtype, c.dtype) for c in EVENT_COLUMNS[name]}
    assert {f.name: str(f.type) for f in table.schema} == wanted
    assert table.num_rows > 10
    for column in EVENT_COLUMNS[name]:
        assert (table[column.name].null_count == 0) or column.may_be_null, column.name


def test_events_reach_no_further_than_the_history(seen):
    end = pd.Timestamp("2025-12-31")
    for table, days in {
        "bureau_inquiries": ["inquired_on"],
        "bureau_tradelines": ["opened_on", "closed_on"],
        "bureau_marks": ["marked_on", "corrected_on"],
        "appeals": ["filed_on", "decided_on"],
        "instalments": ["settled_on"],
    }.items():
        for day in days:
            assert pd.to_datetime(seen[table][day]).max() <= end, (table, day)


def test_instalments_add_up_to_the_loans(seen):
    loans = seen["loans"].set_index(["borrower_id", "loan_no"])
    parts = seen["instalments"].groupby(["borrower_id", "loan_no"])
    pd.testing.assert_series_equal(
        parts["due_fen"].sum(), loans["amount_fen"].sort_index(), check_names=False
    )
    at_end = loans["method"] == "interest_first"
    assert 0.005 < at_end.mean() < 0.15
    pd.testing.assert_series_equal(
        parts.size(),
        loans["term_months"].where(~at_end, 1).astype("int64").sort_index(),
        check_names=False,
    )


def test_instalments_are_what_fell_due_and_what_is_owed(seen):
    parts, months = seen["instalments"], seen["months"]
    off = grid(months, "dpd") >= 180
    off &= ~grid(months, "on_book")
    falls_due = by_month(
        parts["borrower_id"], month_of(parts["due_on"]), parts["due_fen"] - parts["early_fen"]
    )
    np.testing.assert_array_equal(np.where(off, 0, falls_due)[~off], grid(months, "due_fen")[~off])
    left = np.zeros(N, dtype=np.int64)
    np.add.at(left, parts["borrower_id"].to_numpy(), (parts["due_fen"] - parts["paid_fen"]))
    principal = grid(months, "balance_fen")[:, -1] - grid(months, "pending_fen")[:, -1]
    np.testing.assert_array_equal(left, principal)
    received = parts["paid_fen"].groupby(parts["borrower_id"]).sum()
    paid = seen["repayments"].groupby("borrower_id")["paid_fen"].sum()
    pd.testing.assert_series_equal(received[received > 0], paid, check_names=False)


def test_an_instalment_ends_the_way_its_days_say(seen):
    parts = seen["instalments"]
    assert set(parts["how"]) == {
        "early", "on_time", "late", "not_due", "overdue", "written_off"
    }  # fmt: skip
    whole = parts["paid_fen"] == parts["due_fen"]
    assert (parts["settled_on"].notna() == whole).all()
    assert (parts["how"].isin(["early", "on_time", "late"]) == whole).all()
    settled, due = month_of(parts["settled_on"][whole]), month_of(parts["due_on"][whole])
    assert ((settled < due) == (parts["how"][whole] == "early")).all()
    late = pd.to_datetime(parts["settled_on"]) > pd.to_datetime(parts["due_on"])
    assert (late[whole] == (parts["how"][whole] == "late")).all()
    drawn = parts.merge(seen["loans"], on=["borrower_id", "loan_no"])["drawn_on"]
    before = pd.to_datetime(parts["settled_on"]) < pd.to_datetime(drawn)
    assert not before.any()


def test_overdue_instalments_are_the_days_past_due(seen):
    parts, months = seen["instalments"], seen["months"]
    open_late = parts[parts["how"] == "overdue"]
    oldest = pd.to_datetime(open_late["due_on"]).groupby(open_late["borrower_id"]).min()
    days = (pd.Timestamp("2025-12-31") - oldest).dt.days
    dpd = pd.Series(grid(months, "dpd")[:, -1])
    on_book = grid(months, "on_book")[:, -1]
    assert (dpd[days.index] == days).all()
    assert set(dpd[(dpd > 0) & on_book].index) == set(days[days > 0].index)


def test_inquiries_are_those_of_the_months(seen):
    rows = seen["bureau_inquiries"]
    counted = by_month(rows["borrower_id"], month_of(rows["inquired_on"]))
    np.testing.assert_array_equal(counted, grid(seen["months"], "bureau_inquiries"))
    assert set(rows["lender_kind"]) == set(KINDS)
    assert (rows.loc[rows["reason"] == "card_application", "lender_kind"] == "bank").all()


def test_loans_elsewhere_are_those_of_the_months(seen):
    lines, months, known = seen["bureau_tradelines"], seen["months"], visible(seen, 1)
    own, given = lines[lines["role"] == "borrower"], lines[lines["role"] == "guarantor"]
    small = own[own["lender_kind"] == "small_loan"]
    for rows, column, amount in (
        (own, "bureau_lenders", 1),
        (small, "bureau_small_lenders", 1),
        (given, "bureau_guarantees", 1),
        (given, "bureau_guarantee_fen", given["amount_fen"]),
    ):
        counted = lasting(rows, "opened_on", "closed_on", amount)
        np.testing.assert_array_equal(
            np.where(known, counted, 0), grid(months, column), err_msg=column
        )
    assert not lines.duplicated(["borrower_id", "line_no"]).any()
    assert (lines["closed_on"].isna() == (lines["status"] == "open")).all()


def test_debt_elsewhere_is_what_is_owed_on_each_loan(seen):
    lines, months = seen["bureau_tradelines"], seen["months"]
    own = lines[lines["role"] == "borrower"]
    owed = own.groupby("borrower_id")["balance_fen"].sum()
    debt = pd.Series(grid(months, "bureau_debt_fen")[:, -1])
    pd.testing.assert_series_equal(owed[owed > 0], debt[debt > 0], check_names=False)
    assert (own["balance_fen"] <= own["amount_fen"]).all()
    assert (own["balance_fen"] > 0).equals(own["status"] == "open")
    # every loan is paid down by the same share of what is left each month
    rate = world_numbers()["other_lenders"]["repaid_per_month"].value
    fen = own["amount_fen"].to_numpy().copy()
    age = MONTHS - 1 - month_of(own["opened_on"])
    inside = (month_of(own["opened_on"]) >= 0) & (own["status"] == "open")
    for month in range(MONTHS):
        fen = np.where(age > month, fen - (fen * rate).astype(np.int64), fen)
    np.testing.assert_array_equal(fen[inside], own["balance_fen"][inside])


def test_late_marks_are_those_of_the_months(seen):
    marks, months = seen["bureau_marks"], seen["months"]
    counted = np.zeros((N, MONTHS), dtype=np.int64)
    made = month_of(marks["marked_on"])
    back = month_of(marks["corrected_on"].fillna(pd.Timestamp("2099-01-01")))
    for month in range(MONTHS):
        counts = (made <= month) & (made > month - 24) & (back > month)
        np.add.at(counted[:, month], marks["borrower_id"].to_numpy()[counts], 1)
    np.testing.assert_array_equal(
        np.where(visible(seen, 1), counted, 0), grid(months, "bureau_late")
    )
    wrong = marks["line_no"].isna()
    assert 0 < wrong.sum() < 0.5 * len(marks)
    assert not (marks["corrected_on"].notna() & ~wrong).any()
    lines = seen["bureau_tradelines"].set_index(["borrower_id", "line_no"])["late_marks"]
    own = marks[~wrong].groupby(["borrower_id", "line_no"]).size()
    both = lines.index.intersection(own.index)
    assert len(both) > 10
    assert (lines[both] == own[both]).all()


def test_a_dispute_is_open_until_it_is_answered_within_twenty_days(seen):
    rows, months = seen["appeals"], seen["months"]
    counted = lasting(rows, "filed_on", "decided_on")
    np.testing.assert_array_equal(
        np.where(visible(seen, 0), counted, 0) > 0, grid(months, "dispute_open")
    )
    days = (pd.to_datetime(rows["decided_on"]) - pd.to_datetime(rows["filed_on"])).dt.days
    assert days.dropna().between(10, 20).all()
    assert (rows["outcome"].isna() == rows["decided_on"].isna()).all()
    decided = rows.dropna(subset="outcome")
    assert ((decided["outcome"] == "corrected") == (decided["grounds"] == "not_my_loan")).all()
    corrected = decided[decided["outcome"] == "corrected"][["borrower_id", "decided_on"]]
    marks = seen["bureau_marks"].dropna(subset="corrected_on")
    joined = corrected.merge(marks, on="borrower_id")
    assert (joined["decided_on"] == joined["corrected_on"]).all()
    assert len(joined) == len(corrected) >= 3


def test_flags_that_codes_need_are_carried_by_some_and_not_by_all(seen):
    months = seen["months"][np.repeat(seen["borrowers"]["open_month"] < 0, MONTHS).to_numpy()]
    for column in ("assets_verified", "consent_confirmed", "dispute_open", "review_failed"):
        assert 0.0 < months[column].mean() < 1.0, column
    assert months["draw_most_fen"].nunique() == 3
    assert months["lead_days"].max() > 0
    seen_pay = months["inflow_fen"].notna()
    assert 0.5 < seen_pay.mean() < 1.0
    assert (seen_pay == months["income_fen"].notna()).all()


def test_purposes_that_no_loan_may_have_are_asked_for_and_never_granted(seen):
    asked = seen["draw_attempts"]
    barred = asked["purpose"].isin(["investment", "property"])
    assert 0 < barred.sum() < 0.03 * len(asked)
    assert not asked.loc[barred, "granted"].any()
    assert not seen["loans"]["purpose"].isin(["investment", "property"]).any()
    assert isinstance(asked["purpose"].iloc[0], str)


def test_no_loan_is_larger_than_its_tier_allows(seen):
    loans = seen["loans"].assign(month=month_of(seen["loans"]["drawn_on"]))
    loans = loans[loans["month"] > 0]
    most = grid(seen["months"], "draw_most_fen")
    opened = seen["borrowers"]["open_month"].to_numpy()[loans["borrower_id"]]
    known = (loans["month"] > opened + 1).to_numpy()
    allowed = most[loans["borrower_id"], loans["month"] - 1]
    assert (loans["amount_fen"] <= allowed)[known].all()
