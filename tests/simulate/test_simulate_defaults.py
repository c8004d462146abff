"""Causes of defaults, mechanism states and pairs of checks in the truth tables."""

import numpy as np
import pandas as pd
import pytest
from simulate_worlds import frames, grid, whole, world

from mingxi.simulate.config import Block
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.lender.proposal import PLAYERS
from mingxi.simulate.tables.default_causes import DRIVERS, LABELS, _distress, _drivers
from mingxi.simulate.tables.of_run import observed_tables
from mingxi.simulate.world import lived, simulate


def test_every_time_ninety_days_are_reached_has_a_cause(observed_as_is, truth):
    defaults = truth["defaults"]
    bad = grid(observed_as_is["months"], "dpd") >= 90
    entered = bad.copy()
    entered[:, 1:] &= ~bad[:, :-1]
    who, month = np.nonzero(entered)
    inside = defaults["month"] > 0  # month 0 may have been reached before
    np.testing.assert_array_equal(defaults["borrower_id"][inside], who[month > 0])
    np.testing.assert_array_equal(defaults["month"][inside], month[month > 0])
    assert set(defaults["cause"]) <= set(LABELS)
    # three instalments have to be missed
    assert ((defaults["month"] - defaults["first_missed_month"]) >= 2).all()


@pytest.fixture(scope="module")
def observed_as_is(numbers):
    return frames(observed_tables(lived(world(numbers, 4_000), Block(0, 0, 4_000))))


def test_the_cause_is_the_largest_driver(truth, numbers):
    defaults = truth["defaults"]
    sizes = defaults[list(DRIVERS)].to_numpy()
    least = numbers["default_causes"]["least_push"].value
    wanted = np.where(
        sizes.max(axis=1) >= least, np.array(DRIVERS)[sizes.argmax(axis=1)], "chance"
    )
    assert defaults["cause"].tolist() == wanted.tolist()
    # losing one's work is the strongest single driver (NBER w24849)
    assert defaults["cause"].value_counts().idxmax() == "job_loss"
    assert len(set(defaults["cause"])) >= 4


def test_drivers_add_up_to_strain_and_what_is_left_is_the_small_noise(numbers):
    n = 400
    run = lived(world(numbers, n, 10), Block(0, 0, n))
    who = np.arange(n)
    parts, columns = _drivers(run, who), run.latents.columns
    pays = {name: q.value for name, q in numbers["repaying"].items()}
    strain = (
        pays["per_distress"] * columns["distress"]
        + pays["per_burden"]
        * (columns["burden"] - numbers["default_causes"]["usual_burden"].value)
        + pays["per_jobless"] * (1.0 - columns["employed"])
        - pays["per_willingness"] * run.state["willingness"]
        - pays["per_ability"] * run.state["ability"]
    )
    np.testing.assert_allclose(sum(parts.values()).T, strain, atol=1e-4)
    # distress is rebuilt from its causes: only the noise of daily life stays over
    memory, noise = (numbers["distress"][name].value for name in ("memory", "noise"))
    level = np.zeros(n)
    found = _distress(run, who)
    for row, month in enumerate(range(-run.calendar.run_up, 10)):
        level = memory * level + noise * run.setting.noise.normal("distress", month)
        left = columns["distress"][row] - sum(one[:, row] for one in found.values())
        np.testing.assert_allclose(left, level, atol=1e-4)


def test_without_work_lost_those_who_defaulted_for_it_pay_more_often(numbers):
    config = world(numbers, 3_000, 24)
    causes = frames(whole(config).truth)["defaults"]
    job = causes.loc[(causes["cause"] == "job_loss") & (causes["first_missed_month"] > 3)]
    ids = tuple(job["borrower_id"].unique().tolist())
    assert len(ids) > 10
    kept = {**numbers, "job": {**numbers["job"]}}
    loss = kept["job"]["loss"]
    kept["job"]["loss"] = type(loss)(0.0, loss.unit, loss.source)
    again = frames(simulate(world(kept, 3_000, 24), ids).truth)["defaults"]
    assert again["borrower_id"].nunique() < 0.35 * len(ids)


def test_pushes_of_a_decision_are_what_its_account_moved(truth):
    pushes = truth["limit_pushes"]
    assert list(pushes)[2:] == list(PLAYERS)
    causes = truth["limit_causes"]
    moved = causes[causes["mechanism"].isin(PLAYERS)]
    long = pushes.melt(["borrower_id", "month"], var_name="mechanism", value_name="push")
    long = long.sort_values(["borrower_id", "mechanism", "month"])
    step = long.groupby(["borrower_id", "mechanism"])["push"].diff()
    first = step.isna()
    both = long.assign(step=step)[~first].merge(moved, on=["borrower_id", "month", "mechanism"])
    assert len(both) > 1_000
    np.testing.assert_allclose(both["step"], both["log_effect"], atol=1e-5)


def test_two_checks_that_fail_together_are_a_pair_and_taking_both_away_grants(numbers):
    config = world(numbers, 900, 24)
    blocked = frames(whole(config).truth)["draw_causes"]
    n_failing = blocked["failing"].str.len()
    assert (blocked["but_for_pair"].str.len() == np.where(n_failing == 2, 2, 0)).all()
    assert (blocked["but_for"].str.len() == np.where(n_failing == 1, 1, 0)).all()
    # an earlier request of the month would be granted too, and change what follows
    months = pd.to_datetime(blocked["attempted_on"]).dt.to_period("M")
    first = ~blocked.assign(month=months).duplicated(["borrower_id", "month"])
    pairs = blocked[(n_failing == 2) & first]
    assert len(pairs) > 3
    day = np.datetime64("2023-01", "M")
    for _, row in pairs.head(6).iterrows():
        month = int((np.datetime64(row["attempted_on"], "M") - day).astype(int))
        who = (int(row["borrower_id"]),)
        for keys, granted in ((row["but_for_pair"], True), (row["but_for_pair"][:1], False)):
            do = tuple(Intervention(f"without:{key}", month, month, who) for key in keys)
            attempts = frames(simulate(config, who, do).observed)["draw_attempts"]
            now = attempts[attempts["attempted_on"] == row["attempted_on"]]
            assert now["granted"].all() == granted, row["but_for_pair"]
