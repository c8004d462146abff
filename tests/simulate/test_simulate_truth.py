from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from simulate_worlds import frames, grid, whole, world

from mingxi.simulate.declared.mechanisms_table import CHECKS
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.lender.shares import shapley_shares, whole_yuan

ORDER = [check.what.key for check in CHECKS]
log_steps = hnp.arrays(np.float64, (1, 5), elements=st.floats(-2.0, 2.0))


def by_permutations(level: float, steps: np.ndarray) -> np.ndarray:
    """Shapley values of v(S) = level · exp(Σ steps of S), by all orders of arrival."""
    total = np.zeros(len(steps))
    orders = list(permutations(range(len(steps))))
    for order in orders:
        reached = level
        for player in order:
            gain = reached * np.expm1(steps[player])
            total[player] += gain
            reached += gain
    return total / len(orders)


@given(st.floats(100.0, 100_000.0), log_steps)
def test_shares_are_the_exact_shapley_values(level, steps):
    found = shapley_shares(np.array([level]), steps)[0]
    np.testing.assert_allclose(found, by_permutations(level, steps[0]), rtol=1e-9, atol=1e-6)


@given(st.floats(100.0, 100_000.0), hnp.arrays(np.float64, (1, 18), elements=st.floats(-1, 1)))
def test_whole_yuan_add_up_and_stay_near_the_shares(level, steps):
    shares = shapley_shares(np.array([level]), steps)
    after = level * np.exp(steps.sum(axis=1))
    total = np.rint(after).astype(np.int64) - np.rint(level).astype(np.int64)
    yuan = whole_yuan(shares, total)
    assert yuan.sum() == total[0]
    assert np.abs(yuan - shares).max() <= 2.0


def test_causes_of_every_limit_event_add_up_to_the_change_exactly(observed, truth):
    events = observed["limit_events"].set_index(["borrower_id", "month"])
    change = (events["new_fen"] - events["old_fen"]) // 100
    told = truth["limit_causes"].groupby(["borrower_id", "month"])["yuan"].sum()
    pd.testing.assert_series_equal(
        told.reindex(change.index, fill_value=0), change, check_names=False
    )
    assert not truth["limit_causes"].duplicated(["borrower_id", "month", "mechanism"]).any()


def test_a_cause_that_did_not_move_gets_nothing(truth):
    causes = truth["limit_causes"]
    ordered = ["base", "L13", "L15", "step", "floor", "rounding", "hold", "L18", "closed"]
    pushed = causes[~causes["mechanism"].isin(ordered)]
    assert (np.sign(pushed["log_effect"]) != 0).all()
    large = pushed[pushed["yuan"].abs() > 3]
    assert (np.sign(large["yuan"]) == np.sign(large["log_effect"])).all()


def test_decisive_check_is_the_first_failing_one_in_the_published_order(observed, truth):
    blocked = truth["draw_causes"]
    first = [min(keys, key=ORDER.index) for keys in blocked["failing"]]
    assert blocked["decisive"].tolist() == first
    alone = [list(k) if len(k) == 1 else [] for k in blocked["failing"]]
    assert [list(k) for k in blocked["but_for"]] == alone
    attempts = observed["draw_attempts"]
    refused = attempts.loc[~attempts["granted"], ["borrower_id", "attempted_on"]]
    keys = ["borrower_id", "attempted_on"]
    pd.testing.assert_frame_equal(refused.reset_index(drop=True), blocked[keys])
    assert not attempts.duplicated(keys).any()


def test_taking_the_but_for_check_away_grants_the_draw(numbers):
    config = world(numbers, 240, 20)
    blocked = frames(whole(config).truth)["draw_causes"]
    months = pd.to_datetime(blocked["attempted_on"]).dt.to_period("M")
    month = months.astype("int64") - pd.Period("2023-01", "M").ordinal
    single = blocked[blocked["but_for"].str.len() == 1].assign(month=month)
    tried = single.groupby("decisive").first()
    assert len(tried) >= 6
    for key, row in tried.iterrows():
        do = Intervention(f"without:{key}", row["month"], row["month"], (row["borrower_id"],))
        attempts = frames(whole(config, (do,)).observed)["draw_attempts"]
        now = attempts[
            (attempts["borrower_id"] == row["borrower_id"])
            & (attempts["attempted_on"] == row["attempted_on"])
        ]
        assert now["granted"].all(), key
        assert len(now) == 1, key


def test_chance_to_miss_says_how_often_instalments_are_missed(observed, truth):
    months, hazard = observed["months"], truth["hazard"]
    clean = (
        (months["due_fen"] > 0)
        & months["on_book"]
        & (months["dpd"].groupby(months["borrower_id"]).shift(1) == 0)
    )
    missed = months["dpd"][clean] > 0
    chance = hazard["p_miss"][clean]
    band = pd.qcut(chance, 4, labels=False)
    found, wanted = missed.groupby(band).mean(), chance.groupby(band).mean()
    # an instalment due on the last day of a month is missed with 0 days past due
    assert found.to_numpy() == pytest.approx(wanted.to_numpy(), rel=0.25, abs=0.004)


def test_outlook_ranks_those_who_default(observed, truth):
    dpd, on_book = grid(observed["months"], "dpd"), grid(observed["months"], "on_book")
    balance = grid(observed["months"], "balance_fen")
    outlook = grid(truth["hazard"], "p_90_12m")
    assert outlook.min() >= 0.0
    assert outlook.max() <= 1.0
    at = 17
    live = on_book[:, at] & (balance[:, at] > 0) & (dpd[:, at] < 90)
    bad = (dpd[live, at + 1 : at + 13] >= 90).any(axis=1)
    risk = outlook[live, at]
    ranks = pd.Series(risk).rank().to_numpy()
    n_bad, n_good = bad.sum(), (~bad).sum()
    auc = (ranks[bad].sum() - n_bad * (n_bad + 1) / 2) / (n_bad * n_good)
    # informative, and far from a rule that gives the label away
    assert 0.75 < auc < 0.95
