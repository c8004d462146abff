"""No impossible order of events and no lost fen, in any world and whatever is done to it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simulate_worlds import frames, grid, world, world_numbers

from mingxi.simulate.config import Block
from mingxi.simulate.declared.mechanisms_table import CHECKS, MECHANISMS
from mingxi.simulate.intervention import BEHAVIOURS, WITHOUT, Intervention
from mingxi.simulate.tables.of_run import observed_tables, true_tables
from mingxi.simulate.world import lived

NUMBERS = world_numbers()
N, MONTHS = 160, 15
FIRST = pd.Period("2023-01", "M").ordinal
DAY = pd.Timedelta(days=1)
KEYS = ["borrower_id", "attempted_on"]
VALUES = {"set_limit": 9_000.0, "fewer_draws": 1.0, "close_lenders": 1.0}

behaviours = st.sampled_from(["", *BEHAVIOURS, *(WITHOUT + m.key for m in MECHANISMS)])
worlds = given(st.integers(0, 2**31), behaviours)
few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def done(behaviour: str) -> tuple[Intervention, ...]:
    if not behaviour:
        return ()
    more = {"value": VALUES[behaviour]} if behaviour in VALUES else {}
    return (Intervention(behaviour, 3, MONTHS - 1, **more),)


def history(seed: int, behaviour: str = "", n: int = N, n_months: int = MONTHS):
    """Tables of a small world, observed and true ones together, before any fault of recording."""
    run = lived(world(NUMBERS, n, n_months, seed), Block(0, 0, n), done(behaviour))
    return frames(observed_tables(run) | true_tables(run))


def dated(values: pd.Series) -> pd.Series:
    return pd.to_datetime(values)


def month_of(values: pd.Series) -> pd.Series:
    return dated(values).dt.to_period("M").astype("int64") - FIRST


def examined(seen: dict[str, pd.DataFrame], n: int = N) -> None:
    """Every promise about the order of events and about sums."""
    opening(seen)
    lending(seen)
    repaying(seen)
    limits(seen)
    after_the_end(seen, n)
    books(seen, n)
    accounts(seen)
    refusals(seen)
    report(seen)


def opening(seen):
    """Application, then line, then requests; a line is opened once."""
    applied = seen["borrowers"].set_index("borrower_id")["open_month"]
    welcome = seen["limit_events"].query("told == 'welcome'")
    assert not welcome["borrower_id"].duplicated().any()
    assert (welcome["month"].to_numpy() >= applied[welcome["borrower_id"]].to_numpy()).all()
    first = welcome.set_index("borrower_id")["month"]
    asked = seen["draw_attempts"]
    opened = asked["borrower_id"].map(first)
    # a line that is opened at a month end can be drawn on from the next day
    assert not (month_of(asked["attempted_on"]) <= opened).any()
    rest = asked[opened.isna()]
    assert (applied[rest["borrower_id"]] < 0).all(), "asked without ever having had a line"


def lending(seen):
    """Every loan is a request that was granted, on its day, for its amount, and no other."""
    loans, asked = seen["loans"], seen["draw_attempts"]
    shown = loans[dated(loans["drawn_on"]) >= "2023-01-01"]
    granted = asked[asked["granted"]]
    assert len(shown) == len(granted)
    for name, day in (("amount_fen", None), ("purpose", None), ("drawn_on", "attempted_on")):
        assert (shown[name].to_numpy() == granted[day or name].to_numpy()).all(), name
    assert (shown["borrower_id"].to_numpy() == granted["borrower_id"].to_numpy()).all()
    parts = seen["instalments"].merge(loans, on=["borrower_id", "loan_no"])
    assert (dated(parts["due_on"]) > dated(parts["drawn_on"])).all()
    total = parts.groupby(["borrower_id", "loan_no"])["due_fen"].sum()
    wanted = loans.set_index(["borrower_id", "loan_no"])["amount_fen"]
    assert (total == wanted[total.index]).all()
    assert len(total) == len(wanted)
    in_turn = parts.sort_values(["borrower_id", "loan_no", "number"])
    step = dated(in_turn["due_on"]).groupby([in_turn["borrower_id"], in_turn["loan_no"]]).diff()
    assert not (step < 27 * DAY).any()


def repaying(seen):
    """Paid after something was drawn, posted after it was paid, never more than was due."""
    paid = seen["repayments"]
    first = dated(seen["loans"]["drawn_on"]).groupby(seen["loans"]["borrower_id"]).min()
    assert (dated(paid["paid_on"]) >= paid["borrower_id"].map(first)).all()
    assert (dated(paid["posted_on"]) >= dated(paid["paid_on"])).all()
    assert paid["paid_fen"].between(1, paid["due_fen"]).all()
    settled = (
        seen["instalments"]
        .dropna(subset="settled_on")
        .merge(seen["loans"], on=["borrower_id", "loan_no"])
    )
    assert (dated(settled["settled_on"]) >= dated(settled["drawn_on"])).all()
    assert (settled["paid_fen"] == settled["due_fen"]).all()


def limits(seen):
    """Each decision starts where the one before ended, the first from nothing or from the past."""
    events = seen["limit_events"]
    before = events.groupby("borrower_id")["new_fen"].shift(1)
    known = before.notna()
    assert (events["old_fen"][known] == before[known]).all()
    assert (events.loc[events["told"] == "welcome", "old_fen"] == 0).all()
    assert not events.duplicated(["borrower_id", "month"]).any()
    closed = events["told"].eq("closed").groupby(events["borrower_id"]).cumsum()
    assert (closed.groupby(events["borrower_id"]).sum() <= 1).all(), "decided after the end"


def after_the_end(seen, n):
    """Nothing happens to a claim that was written off."""
    months = seen["months"]
    off = grid(months, "dpd") >= 180
    off &= ~grid(months, "on_book")
    ended = {who: int(np.argmax(row)) for who, row in enumerate(off) if row.any()}
    for table, day in (
        ("loans", "drawn_on"),
        ("draw_attempts", "attempted_on"),
        ("repayments", "paid_on"),
    ):
        last = seen[table]["borrower_id"].map(ended)
        assert not (month_of(seen[table][day]) > last).any(), table
    settled = seen["instalments"].dropna(subset="settled_on")
    assert not (month_of(settled["settled_on"]) > settled["borrower_id"].map(ended)).any()
    gone = seen["instalments"][seen["instalments"]["how"] == "written_off"]
    assert set(gone["borrower_id"]) == set(ended)


def books(seen, n):
    """Balance and pending move by draws and payments alone, to the fen."""
    months = seen["months"]

    def summed(table, day, amount):
        month = month_of(seen[table][day])
        total = np.zeros((n, grid(months, "dpd").shape[1]), dtype=np.int64)
        inside = month.between(0, total.shape[1] - 1)
        rows = seen[table][inside]
        np.add.at(total, (rows["borrower_id"], month[inside]), rows[amount].to_numpy())
        return total

    drawn = summed("loans", "drawn_on", "amount_fen")
    received = summed("repayments", "paid_on", "paid_fen")
    posted = summed("repayments", "posted_on", "paid_fen")
    balance, pending = grid(months, "balance_fen"), grid(months, "pending_fen")
    np.testing.assert_array_equal(np.diff(balance), (drawn - posted)[:, 1:])
    np.testing.assert_array_equal(np.diff(pending), (received - posted)[:, 1:])
    assert min(balance.min(), pending.min(), (balance - pending).min()) >= 0


def accounts(seen):
    """Yuan of the causes of every decision add up to its change."""
    events = seen["limit_events"].set_index(["borrower_id", "month"])
    change = (events["new_fen"] - events["old_fen"]) // 100
    told = seen["limit_causes"].groupby(["borrower_id", "month"])["yuan"].sum()
    assert (told.reindex(change.index, fill_value=0) == change).all()
    assert set(told.index) <= set(change.index)


def refusals(seen):
    """Every refusal has its causes, the first failing check decides, and nothing else is told."""
    asked, blocked = seen["draw_attempts"], seen["draw_causes"]
    refused = asked.loc[~asked["granted"], KEYS].reset_index(drop=True)
    assert refused.equals(blocked[KEYS].reset_index(drop=True))
    order = [check.what.key for check in CHECKS]
    first = [min(keys, key=order.index) for keys in blocked["failing"]]
    assert blocked["decisive"].tolist() == first


def report(seen):
    """The credit report: closed after it was opened, answered after it was asked."""
    for table, start, end in (
        ("bureau_tradelines", "opened_on", "closed_on"),
        ("bureau_marks", "marked_on", "corrected_on"),
        ("appeals", "filed_on", "decided_on"),
    ):
        rows = seen[table].dropna(subset=end)
        assert (dated(rows[end]) >= dated(rows[start])).all(), table


@worlds
@few
def test_order_and_sums_hold_in_every_world_whatever_is_done(seed, behaviour):
    examined(history(seed, behaviour))


@pytest.mark.slow
@worlds
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_order_and_sums_hold_in_sixty_more_worlds(seed, behaviour):
    examined(history(seed, behaviour, 400, 30), 400)


def test_the_examination_has_something_to_examine():
    seen = history(7, n=900, n_months=24)
    examined(seen, 900)
    assert all(len(seen[name]) for name in seen)
    assert (seen["limit_events"]["told"] == "closed").any()
    assert (seen["instalments"]["how"] == "written_off").any()


def planted(seen, table, column, change):
    """The same tables with one value of one row changed."""
    wrong = seen[table].copy()
    wrong[column] = change(wrong[column])
    return {**seen, table: wrong}


@pytest.mark.parametrize(
    ("table", "column", "change"),
    [
        ("loans", "amount_fen", lambda v: v + (v.index == v.index[-1])),
        (
            "repayments",
            "posted_on",
            lambda v: dated(v).mask(v.index == 3, pd.Timestamp(2020, 1, 1)),
        ),
        ("repayments", "paid_fen", lambda v: v - (v.index == v.index[-1])),
        ("limit_events", "old_fen", lambda v: v + (v.index == v.index[-1])),
        ("limit_causes", "yuan", lambda v: v + (v.index == 0)),
        ("draw_attempts", "granted", lambda v: v ^ (v.index == 0)),
        ("instalments", "due_fen", lambda v: v + (v.index == 0)),
        ("months", "balance_fen", lambda v: v + (v.index == len(v) - 1)),
    ],
)
def test_the_examination_finds_one_wrong_value(table, column, change):
    seen = history(7)
    with pytest.raises(AssertionError):
        examined(planted(seen, table, column, change))
