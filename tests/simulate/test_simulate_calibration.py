"""Bands around the published anchors: units can be green while the whole is absurd."""

import numpy as np
import pandas as pd
import pytest
from simulate_worlds import frames, grid, whole, world

from mingxi.simulate.intervention import Intervention

SNAPSHOTS = (5, 11, 17, 23)


@pytest.fixture(scope="module")
def columns(observed):
    names = ("on_book", "balance_fen", "limit_fen", "dpd", "pending_fen", "n_draws")
    return {name: grid(observed["months"], name) for name in names}


def with_balance(columns, at):
    return columns["on_book"][:, at] & (columns["balance_fen"][:, at] > 0)


def default_within_a_year(columns, at):
    return (columns["dpd"][:, at + 1 : at + 13] >= 90).any(axis=1)


def test_default_within_a_year_is_a_few_percent(columns):
    rates = []
    for at in SNAPSHOTS:
        live = with_balance(columns, at) & (columns["dpd"][:, at] < 90)
        rates.append(default_within_a_year(columns, at)[live].mean())
    assert 0.02 < np.mean(rates) < 0.06


def test_roll_rates_are_near_their_anchors(columns):
    # whoever pays the oldest instalment of two stays where they are: that is no roll
    days = columns["dpd"].astype(int)
    bucket = np.where(days > 0, (days - 1) // 30 + 1, 0)
    live = columns["on_book"][:, :-1] & (columns["balance_fen"][:, :-1] > 0)
    weight = columns["balance_fen"][:, :-1].astype(float)
    for start, low, high in ((0, 0.025, 0.055), (1, 0.10, 0.22), (2, 0.45, 0.75), (3, 0.65, 0.92)):
        of = live & (bucket[:, :-1] == start)
        worse = days[:, 1:] > days[:, :-1] + (15 if start else 0)
        rate = np.average(worse[of], weights=weight[of])
        assert low < rate < high, f"M{start} to M{start + 1}: {rate:.3f}"


def test_limits_and_use_are_near_their_anchors(columns):
    at = 35
    limit = columns["limit_fen"][:, at][columns["on_book"][:, at]] / 100
    p10, p50, p90 = np.percentile(limit, [10, 50, 90])
    assert 1_000 < p10 < 2_500
    assert 6_000 < p50 < 12_000
    assert 30_000 < p90 < 65_000
    users = with_balance(columns, at)
    use = columns["balance_fen"][:, at][users] / columns["limit_fen"][:, at][users]
    assert 0.35 < np.minimum(use, 1.5).mean() < 0.6


def test_about_six_in_ten_are_admitted_and_most_of_them_ever_draw(observed, columns):
    people = observed["borrowers"]
    ever = columns["on_book"].any(axis=1)
    late = people["open_month"].to_numpy() >= 0
    assert 0.5 < (~late).mean() < 0.6
    assert 0.3 < 1.0 - ever[late].mean() < 0.5
    drew = people["borrower_id"].isin(observed["loans"]["borrower_id"])
    assert 0.5 < drew[ever].mean() < 0.7
    assert not drew[~ever].any()


def test_a_few_rejected_applicants_get_a_small_line_to_learn_from(observed):
    opened = observed["limit_events"].query("told == 'welcome'")
    tried = opened[opened["explored"]]
    assert 5 < len(tried) < 60
    assert (tried["new_fen"] == 100_000).all()
    assert (tried["propensity"] == 0.03).all()
    assert (opened["old_fen"] == 0).all()
    assert (opened.loc[~opened["explored"], "new_fen"] > 100_000).all()


def test_three_policies_follow_one_another(observed):
    versions = observed["limit_events"].groupby("policy_version")["month"].agg(["min", "max"])
    assert versions.loc["v1"].tolist() == [0, 11]
    assert versions.loc["v2"].tolist() == [12, 26]
    assert versions.loc["v3"].tolist() == [27, 35]


def test_one_decision_in_ten_is_randomised_and_logged(observed):
    reviews = observed["limit_events"].query("told == 'regular review'")
    on_time = reviews["month"].isin(range(2, 36, 3))
    # a review that broke off is done again a month later
    assert reviews.loc[~on_time, "month"].isin(range(0, 36, 3)).all()
    assert 0.98 < on_time.mean() < 1.0
    assert reviews["explored"].mean() == pytest.approx(0.1, abs=0.01)
    tried = reviews[reviews["explored"]]
    shares = tried["multiplier"].value_counts(normalize=True)
    assert set(shares.index) == {0.25, 0.5, 1.0, 2.0, 4.0}
    assert shares.to_numpy() == pytest.approx(np.full(5, 0.2), abs=0.03)
    wanted = np.where(reviews["multiplier"] == 1.0, 0.92, 0.02)
    assert reviews["propensity"].to_numpy() == pytest.approx(wanted)
    asis = reviews[~reviews["explored"]]
    assert (asis["new_fen"] == asis["proposal_fen"]).all()
    bounded = np.clip(tried["proposal_fen"] * tried["multiplier"], 50_000, 20_000_000)
    assert (tried["new_fen"] - bounded).abs().max() < 10_000


def test_every_kind_of_trouble_is_alive_on_the_last_day_of_2025(observed, numbers):
    last = observed["months"].query("month == 35 and on_book")
    for column, low, high in (
        ("anomaly", 0.004, 0.03),
        ("use_proof_due", 0.004, 0.03),
        ("pending_fen", 0.008, 0.06),
        ("dpd", 0.015, 0.05),
    ):
        assert low < (last[column] > 0).mean() < high, column
    assert 0.003 < (~last["identity_valid"]).mean() < 0.03
    unposted = observed["repayments"]
    waiting = pd.to_datetime(unposted["paid_on"]) <= "2025-12-31"
    waiting &= pd.to_datetime(unposted["posted_on"]) > "2025-12-31"
    assert waiting.sum() > 20


def test_the_limit_misleads_and_still_causes(numbers, observed, columns):
    """Low limits default more often, yet raising a limit raises default: the sign flips."""
    seen = []
    for at in SNAPSHOTS:
        live = with_balance(columns, at) & (columns["dpd"][:, at] < 90)
        bad = default_within_a_year(columns, at)[live]
        rank = pd.Series(columns["limit_fen"][live, at]).rank(pct=True)
        seen.append((bad[rank <= 0.1].mean(), bad[rank > 0.9].mean()))
    bottom, top = np.mean(seen, axis=0)
    assert bottom > 2.0 * top
    config = world(numbers, 4_000)

    def ended(behaviour):
        months = frames(whole(config, (Intervention(behaviour, 0, 35),)).observed)["months"]
        ever_bad = (grid(months, "dpd") >= 90).any(axis=1).sum()
        return ever_bad, grid(months, "balance_fen")[:, 12:].sum()

    (bad_halved, owed_halved), (bad_doubled, owed_doubled) = map(
        ended, ("halve_limit", "double_limit")
    )
    bad_base = (columns["dpd"] >= 90).any(axis=1).sum()
    owed_base = columns["balance_fen"][:, 12:].sum()
    assert bad_halved < bad_base < bad_doubled
    assert owed_halved < owed_base < owed_doubled


def test_proposals_rise_step_by_step_and_ignore_small_changes(observed, numbers):
    events = observed["limit_events"].query("told != 'closed'")
    trial = events.query("told == 'welcome' and explored")["borrower_id"]
    events = events[~events["borrower_id"].isin(trial)]
    before = events.groupby("borrower_id")["proposal_fen"].shift(1)
    ratio = (events["proposal_fen"] / before).dropna()
    anchor = numbers["anchor"]
    assert ratio.max() <= anchor["most_rise"].value
    assert (ratio == 1.0).mean() > 0.3
    moved = (ratio - 1.0).abs()
    assert moved[ratio != 1.0].min() > anchor["hold_within"].value
