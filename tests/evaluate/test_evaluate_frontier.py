"""Profit at equal loss: exact between versions, and never beyond them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.errors import BadData
from mingxi.evaluate.frontier import gain_interval, kept_interval, profit_at_loss, share_interval
from mingxi.evaluate.policy_score import Versions, policy_score, since_take_over
from mingxi.evaluate.realised import Realised

DIAL = np.array([0.5, 1.0, 2.0])


@given(
    st.lists(st.floats(0.1, 10), min_size=3, max_size=3),
    st.lists(st.floats(-50, 50), min_size=3, max_size=3),
    st.floats(0, 1),
)
def test_between_two_versions_it_is_the_straight_line(steps, profit, share):
    loss, profit = np.cumsum(steps), np.array(profit)
    at = float(loss[0] + share * (loss[1] - loss[0]))
    found = profit_at_loss(DIAL, profit, loss, at)
    want = np.interp(at, loss, profit)
    assert found.profit == pytest.approx(want, rel=1e-6, abs=1e-6)
    assert DIAL[0] <= found.dial <= DIAL[1] + 1e-9


def test_a_dial_that_turns_the_other_way_is_the_same():
    profit, loss = np.array([60.0, 50.0, 20.0]), np.array([40.0, 20.0, 10.0])
    assert profit_at_loss(DIAL, profit, loss, 30.0).profit == pytest.approx(55.0)


def test_nothing_is_made_up_beyond_what_was_lived():
    assert np.isnan(profit_at_loss(DIAL, DIAL, DIAL, 3.0).profit)
    with pytest.raises(BadData, match="equal loss"):
        profit_at_loss(np.empty(0), np.empty(0), np.empty(0), 1.0)


def people(profit, lost):
    zero = np.zeros(len(profit))
    return Realised(profit, profit + lost, lost, zero, zero, zero, zero)


def test_a_policy_beside_itself_gains_nothing_and_one_yuan_each_is_one_yuan():
    drawn = np.random.Generator(np.random.Philox(3))
    lost = drawn.uniform(1, 3, 400)
    legacy = people(drawn.normal(10, 5, 400), lost)
    better = people(legacy.profit + 1.0, lost)
    bold, shy = people(legacy.profit, lost * 2), people(legacy.profit, lost / 2)
    same = policy_score(Versions({0.5: shy, 1.0: legacy, 2.0: bold}, 1.0), legacy, 1, 20)
    more = policy_score(Versions({0.5: shy, 1.0: better, 2.0: bold}, 1.0), legacy, 1, 20)
    assert same.gain.value == pytest.approx(0.0)
    assert same.loss_to_budget == pytest.approx(1.0)
    # what is common to both policies cancels person by person
    assert more.gain.low == pytest.approx(1.0) == more.gain.high
    assert more.at_equal_loss.dial == pytest.approx(1.0)


def test_the_range_widens_with_what_differs_between_people():
    drawn = np.random.Generator(np.random.Philox(4))
    lost = np.ones(500)
    base = (np.zeros(500), lost)
    calm, wild = (np.ones((500, 1)), drawn.normal(1, 9, (500, 1)))
    dial = np.array([1.0])
    narrow = gain_interval((dial, calm, lost[:, None]), base, 1, 100)
    wide = gain_interval((dial, wild, lost[:, None]), base, 1, 100)
    assert narrow.high - narrow.low < 1e-9 < wide.high - wide.low
    assert wide.low < 1.0 < wide.high


def test_what_earlier_lending_brings_is_taken_off():
    legacy = people(np.array([5.0]), np.array([4.0]))
    closed = people(np.array([-1.0]), np.array([3.0]))
    left = since_take_over(legacy, closed)
    assert (left.profit[0], left.lost[0], left.earned[0]) == (6.0, 1.0, 7.0)


def test_what_is_kept_is_a_share_at_equal_loss():
    drawn = np.random.Generator(np.random.Philox(5))
    lost = drawn.uniform(1, 3, 500)
    losses = lost[:, None] * DIAL
    best = (DIAL, np.column_stack([drawn.normal(10, 1, 500)] * 3), losses)
    told = (DIAL, 0.9 * best[1], losses)
    found = kept_interval(told, best, lost, 2, 30)
    assert found.value == pytest.approx(0.9)
    assert found.low == pytest.approx(0.9) == found.high  # person by person the same share
    assert kept_interval(best, best, lost, 2, 5).value == pytest.approx(1.0)
    # the best limits need a scale of a half to lose as little: a flat profit stays what it is
    bold = (DIAL, best[1], 2 * losses)
    assert kept_interval(told, bold, lost, 2, 5).value == pytest.approx(0.9)


def test_nothing_is_kept_of_what_earns_nothing():
    none = (DIAL, np.zeros((20, 3)), np.tile(DIAL, (20, 1)))
    assert np.isnan(kept_interval(none, none, np.ones(20), 1, 3).value)


def test_a_share_of_a_gain_is_counted_from_what_the_base_earns():
    drawn = np.random.Generator(np.random.Philox(6))
    lost = drawn.uniform(1, 3, 500)
    losses, earned = lost[:, None] * DIAL, drawn.normal(10, 3, 500)
    gain = drawn.normal(4, 1, 500)
    best = (DIAL, np.column_stack([earned + gain] * 3), losses)
    half = (DIAL, np.column_stack([earned + 0.5 * gain] * 3), losses)
    found = share_interval(half, best, (earned, lost), 2, 30)
    assert found.value == pytest.approx(0.5)
    assert found.low == pytest.approx(0.5) == found.high
    noisy = (DIAL, half[1] + drawn.normal(0, 5, (500, 1)), losses)
    wide = share_interval(noisy, best, (earned, lost), 2, 100)
    assert wide.low < 0.5 < wide.high
    worse = (DIAL, np.column_stack([earned - gain] * 3), losses)
    assert share_interval(worse, best, (earned, lost), 2, 5).value == pytest.approx(-1.0)
    assert np.isnan(share_interval(half, worse, (earned, lost), 2, 5).value)
