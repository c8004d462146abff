import numpy as np
import pytest
from simulate_worlds import changed, frames, grid, whole, world, world_numbers

from mingxi.declare.errors import BadConfig
from mingxi.simulate.intervention import BEHAVIOURS, Intervention, does
from mingxi.simulate.mechanisms_table import MECHANISMS

N, MONTHS = 160, 16
FROM, TO = 6, 12
EVERY = [*BEHAVIOURS, *(f"without:{m.key}" for m in MECHANISMS)]
SOME = tuple(range(0, N, 2))


@pytest.fixture(scope="module")
def config():
    return world(world_numbers(), N, MONTHS)


@pytest.fixture(scope="module")
def base(config):
    return frames(whole(config).observed)["months"]


def test_nothing_done_is_the_base_to_the_last_bit(config):
    nobody = Intervention("stop_churn", FROM, TO, ())
    later = Intervention("stop_churn", 90, 99)
    assert changed(whole(config), whole(config, (nobody, later))) == []


@pytest.mark.parametrize("behaviour", EVERY)
def test_earlier_months_and_other_people_stay_as_they_were(config, base, behaviour):
    do = (Intervention(behaviour, FROM, TO, SOME),)
    months = frames(whole(config, do).observed)["months"]
    apart = (months["month"] < FROM) | ~months["borrower_id"].isin(SOME)
    assert months[apart].equals(base[apart])


def done(config, behaviour, column):
    months = frames(whole(config, (Intervention(behaviour, FROM, TO),)).observed)["months"]
    return grid(months, column)[:, FROM : TO + 1]


@pytest.mark.parametrize(
    ("behaviour", "column"),
    [
        ("stop_churn", "n_reborrows"),
        ("no_new_lenders", "bureau_inquiries"),
        ("no_high_risk_use", "high_risk_out_fen"),
        ("complete_profile", "profile_items_missing"),
        ("pay_on_time", "dpd"),
        ("pay_on_time", "late_days"),
    ],
)
def test_a_behaviour_that_stops_leaves_no_trace(config, base, behaviour, column):
    assert grid(base, column)[:, FROM : TO + 1].any()
    assert not done(config, behaviour, column).any()


def test_autopay_and_papers_are_switched_on(config, base):
    known = np.arange(FROM, TO + 1) >= open_months(config)[:, None]
    assert not grid(base, "autopay")[:, FROM : TO + 1][known].all()
    assert done(config, "autopay_on", "autopay")[known].all()
    assert done(config, "complete_profile", "identity_valid")[known].all()
    late = grid(base, "late_days")[:, FROM : TO + 1] > 0
    assert (done(config, "autopay_on", "late_days") > 0).sum() < late.sum()


def open_months(config):
    return frames(whole(config).observed)["borrowers"]["open_month"].to_numpy()


def test_nobody_opens_a_new_lender(config):
    lenders = done(config, "no_new_lenders", "bureau_lenders").astype(int)
    known = np.arange(FROM + 1, TO + 1) > open_months(config)[:, None]
    assert (np.diff(lenders)[known] <= 0).all()


@pytest.mark.parametrize("key", ["L04", "L09", "L11", "L17", "L18"])
def test_a_mechanism_taken_away_for_good_is_in_no_account(numbers, key):
    config = world(numbers, 200, 9)
    do = (Intervention(f"without:{key}", -99, 99),)
    causes = frames(whole(config, do).truth)["limit_causes"]
    assert key not in set(causes["mechanism"])
    assert key in set(frames(whole(config).truth)["limit_causes"]["mechanism"])


def test_a_lowering_cause_taken_away_never_lowers_the_first_limit(numbers):
    config = world(numbers, 600, 4)
    base = frames(whole(config).observed)["limit_events"]
    free = frames(whole(config, (Intervention("without:L10", 0, 3),)).observed)["limit_events"]
    both = base.merge(free, on=["borrower_id", "month", "told"], suffixes=("", "_free"))
    first = both[both["told"] == "welcome"]
    assert len(first) > 10
    assert (first["new_fen_free"] >= first["new_fen"]).all()
    assert (first["new_fen_free"] > first["new_fen"]).any()


@pytest.mark.parametrize(
    ("wrong", "hint"), [("stop_chrun", "stop_churn"), ("without:L44", "without:L")]
)
def test_an_unknown_intervention_names_the_nearest(config, wrong, hint):
    with pytest.raises(BadConfig, match=hint):
        whole(config, (Intervention(wrong, 0, 3),))


def test_both_ends_of_the_time_are_included():
    ids = np.array([3, 4])
    one = (Intervention("autopay_on", 2, 4, (4,)),)
    shown = [does(one, "autopay_on", month, ids).tolist() for month in (1, 2, 4, 5)]
    assert shown == [[False, False], [False, True], [False, True], [False, False]]
