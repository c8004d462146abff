import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulate_worlds import frames, grid, whole, world, world_numbers

NUMBERS = world_numbers()
FIRST = pd.Period("2023-01", "M").ordinal


def monthly(events: pd.DataFrame, day: str, amount: str, n: int, n_months: int) -> np.ndarray:
    """Amounts of events by borrower and month; months before the first are left out."""
    month = pd.to_datetime(events[day]).dt.to_period("M").astype("int64") - FIRST
    total = np.zeros((n, n_months), dtype=np.int64)
    inside = (month >= 0) & (month < n_months)
    where = (events["borrower_id"][inside], month[inside])
    np.add.at(total, where, events[amount][inside].to_numpy())
    return total


def owed_before(loans: pd.DataFrame, repayments: pd.DataFrame, n: int) -> np.ndarray:
    """Principal owed at the start of month 0, from events of the run-up."""
    start = pd.Timestamp("2023-01-01")
    owed = np.zeros(n, dtype=np.int64)
    early = loans[pd.to_datetime(loans["drawn_on"]) < start]
    np.add.at(owed, early["borrower_id"].to_numpy(), early["amount_fen"].to_numpy())
    early = repayments[pd.to_datetime(repayments["paid_on"]) < start]
    np.subtract.at(owed, early["borrower_id"].to_numpy(), early["paid_fen"].to_numpy())
    return owed


@given(st.integers(0, 2**32))
@settings(max_examples=6, deadline=None)
def test_books_balance_to_the_fen_in_every_world(seed):
    n, n_months = 240, 16
    tables = frames(whole(world(NUMBERS, n, n_months, seed)).observed)
    months, loans, repayments = tables["months"], tables["loans"], tables["repayments"]
    drawn = monthly(loans, "drawn_on", "amount_fen", n, n_months)
    received = monthly(repayments, "paid_on", "paid_fen", n, n_months)
    posted = monthly(repayments, "posted_on", "paid_fen", n, n_months)
    balance, pending = grid(months, "balance_fen"), grid(months, "pending_fen")
    np.testing.assert_array_equal(grid(months, "drawn_fen"), drawn)
    np.testing.assert_array_equal(grid(months, "paid_fen"), posted)
    # principal owed = all loans − all repayments received, whatever is posted
    owed = owed_before(loans, repayments, n)[:, None] + np.cumsum(drawn - received, axis=1)
    np.testing.assert_array_equal(balance - pending, owed)
    # posted balance moves by draws and posted repayments only
    np.testing.assert_array_equal(np.diff(balance), (drawn - posted)[:, 1:])
    np.testing.assert_array_equal(np.diff(pending), (received - posted)[:, 1:])
    assert balance.min() >= 0
    assert pending.min() >= 0


def test_a_repayment_is_posted_after_it_was_received_within_ten_days(observed):
    repayments = observed["repayments"]
    lag = pd.to_datetime(repayments["posted_on"]) - pd.to_datetime(repayments["paid_on"])
    days = lag.dt.days
    assert days.min() == 0
    assert days.max() == 10
    assert 0.4 < (days == 0).mean() < 0.6
    assert (days <= 3).mean() > 0.9
    assert (repayments["paid_fen"] > 0).all()
    assert (repayments["paid_fen"] <= repayments["due_fen"]).all()


def test_days_past_due_grow_by_the_days_of_the_month_until_something_is_paid(observed):
    months = observed["months"]
    dpd, paid = grid(months, "dpd").astype(int), grid(months, "paid_fen")
    pending, on_book = grid(months, "pending_fen"), grid(months, "on_book")
    length = np.diff(pd.date_range("2023-01-01", periods=37, freq="MS")).astype("timedelta64[D]")
    quiet = (paid[:, 1:] == 0) & (np.diff(pending) == 0) & (dpd[:, :-1] > 0)
    assert quiet.any()
    grown = dpd[:, :-1] + length.astype(int)[1:]
    np.testing.assert_array_equal(dpd[:, 1:][quiet], grown[quiet])
    assert (grid(months, "balance_fen")[dpd > 0] > 0).all()
    assert dpd[on_book].max() < 240


def test_nothing_happens_after_a_claim_is_written_off(observed):
    months = observed["months"]
    dpd, on_book, limit = (grid(months, c) for c in ("dpd", "on_book", "limit_fen"))
    off = (dpd >= 180) & ~on_book
    gone = np.maximum.accumulate(off, axis=1)
    assert 5 < gone[:, -1].sum() < 400
    np.testing.assert_array_equal(gone, off)  # once written off, always written off
    assert not limit[gone].any()
    after = gone[:, :-1] & gone[:, 1:]
    for column in ("drawn_fen", "paid_fen", "n_draws", "due_fen", "pending_fen"):
        assert not grid(months, column)[:, 1:][after].any(), column
    assert not np.diff(grid(months, "balance_fen"))[after].any()
    ended = {b: int(np.argmax(row)) for b, row in enumerate(gone) if row.any()}
    for table, day in (("loans", "drawn_on"), ("draw_attempts", "attempted_on")):
        events = observed[table]
        month = pd.to_datetime(events[day]).dt.to_period("M").astype("int64") - FIRST
        last = events["borrower_id"].map(ended)
        assert not (month > last).any(), table
    decided = observed["limit_events"]
    assert not (decided["month"] > decided["borrower_id"].map(ended)).any()


def test_limits_are_what_the_events_say(observed):
    months, events = observed["months"], observed["limit_events"]
    limit = grid(months, "limit_fen")
    who, month = events["borrower_id"].to_numpy(), events["month"].to_numpy()
    np.testing.assert_array_equal(limit[who, month], events["new_fen"])
    later = month > 0
    np.testing.assert_array_equal(limit[who[later], month[later] - 1], events["old_fen"][later])
    moved = np.diff(limit) != 0
    decided = np.zeros_like(limit, dtype=bool)
    decided[who, month] = True
    assert not (moved & ~decided[:, 1:]).any()
    assert not events.duplicated(["borrower_id", "month"]).any()
    live = events[events["told"] != "closed"]
    assert live["new_fen"].between(50_000, 20_000_000).all()
    assert (live["new_fen"] % 10_000 == 0).all()


def test_a_granted_loan_fits_the_limit_of_its_day(observed):
    months, loans = observed["months"], observed["loans"]
    limit, balance = grid(months, "limit_fen"), grid(months, "balance_fen")
    drew = grid(months, "n_draws")[:, 1:] > 0
    # a month that ends above the limit of its start cannot have had a draw unless the limit rose
    over = balance[:, 1:] > limit[:, :-1]
    assert not (drew & over).any()
    assert (loans["amount_fen"] % 10_000 == 0).all()
    assert loans["term_months"].isin([3, 6, 12]).all()
    numbered = loans.groupby("borrower_id")["loan_no"]
    # loans repaid before the tables begin are counted, so an old customer does not start at 0
    first = numbered.transform("min")
    np.testing.assert_array_equal(loans["loan_no"], first + numbered.cumcount())
    new = observed["borrowers"].set_index("borrower_id")["open_month"] >= 0
    assert (first[new[loans["borrower_id"]].to_numpy()] == 0).all()


@pytest.mark.parametrize("table", ["loans", "repayments", "limit_events", "draw_attempts"])
def test_event_tables_are_sorted_by_borrower_and_time(observed, table):
    day = {"loans": "drawn_on", "repayments": "paid_on", "limit_events": "month"}
    keys = ["borrower_id", day.get(table, "attempted_on")]
    events = observed[table][keys]
    assert events.equals(events.sort_values(keys, kind="stable"))


def test_nobody_is_lent_money_while_an_instalment_is_overdue(observed):
    late = observed["repayments"].query("paid_on > due_on")
    pairs = late.merge(observed["loans"], on="borrower_id")
    assert (pairs["drawn_on"] == pairs["paid_on"]).any()  # on the day of payment it is over
    between = (pairs["drawn_on"] > pairs["due_on"]) & (pairs["drawn_on"] < pairs["paid_on"])
    assert not between.any()
