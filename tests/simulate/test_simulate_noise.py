import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.errors import BadConfig
from mingxi.simulate.inversion import counts, pick
from mingxi.simulate.noise import Fresh, Noise, name_hash
from mingxi.simulate.philox import (
    uniforms_at,
    uniforms_of_draws,
    uniforms_of_run,
    uniforms_of_runs,
)

seeds = st.integers(0, 2**63)
names = st.text(min_size=1, max_size=20)
months = st.integers(-12, 60)


# compiled before the examples, of which none may wait for it
uniforms_at(np.zeros(2, dtype=np.uint64), np.zeros(1, dtype=np.int64))
uniforms_of_run(np.zeros(2, dtype=np.uint64), 0, 1)
uniforms_of_draws(np.zeros((1, 2), dtype=np.uint64), np.zeros(1, dtype=np.int64))
uniforms_of_runs(np.zeros((1, 2), dtype=np.uint64), 0, 1)
counts(np.zeros(1), np.zeros(1), 1)

keys = st.lists(st.integers(0, 2**64 - 1), min_size=2, max_size=2)


@given(keys, st.lists(st.integers(0, 2**40), min_size=1, max_size=9))
def test_bits_at_any_position_are_those_of_numpy(key, positions):
    key = np.array(key, dtype=np.uint64)
    wanted = [
        np.random.Philox(key=key, counter=position // 4).random_raw(4)[position % 4] >> 11
        for position in positions
    ]
    np.testing.assert_array_equal(uniforms_at(key, np.array(positions)) * 2.0**53, wanted)


@given(keys, st.integers(0, 2**40), st.integers(1, 40))
def test_bits_of_a_run_are_those_of_numpy(key, start, size):
    key = np.array(key, dtype=np.uint64)
    raw = np.random.Philox(key=key, counter=start // 4).random_raw(start % 4 + size)[start % 4 :]
    found = uniforms_of_run(key, start, start + size) * 2.0**53
    np.testing.assert_array_equal(found, raw >> np.uint64(11))


@given(seeds, names, months, st.integers(0, 80), st.integers(1, 40), st.data())
def test_neighbours_and_named_people_hold_the_same_noise_as_the_whole(
    seed, name, month, start, size, data
):
    everybody = Noise(seed, range(start + size)).uniform(name, month)
    part = Noise(seed, range(start, start + size)).uniform(name, month)
    np.testing.assert_array_equal(part, everybody[start:])
    some = data.draw(st.lists(st.integers(0, start + size - 1), min_size=1, unique=True))
    named = Noise(seed, np.array(some)).uniform(name, month)
    np.testing.assert_array_equal(named, everybody[some])


@given(seeds, months, st.lists(st.integers(0, 30), min_size=1, unique=True), st.integers(-6, 6))
def test_several_draws_at_once_are_those_one_by_one(seed, month, people, fresh_from):
    fresh = Fresh(2, fresh_from)
    for noise in (Noise(seed, range(3, 40), fresh), Noise(seed, np.array(sorted(people)), fresh)):
        for who in (None, np.array([len(people) - 1, 0])):
            both = noise.uniforms(("job", "spend"), month, who)
            np.testing.assert_array_equal(both[0], noise.uniform("job", month, who))
            np.testing.assert_array_equal(both[1], noise.uniform("spend", month, who))
        np.testing.assert_array_equal(
            noise.normals(("job", "spend"), month)[1], noise.normal("spend", month)
        )
        np.testing.assert_array_equal(
            noise.uniforms_of_months("job", range(month, month + 9, 3))[2],
            noise.uniform("job", month + 6),
        )


@given(seeds, months, st.integers(-12, 60), st.integers(1, 40))
def test_another_life_begins_in_its_month(seed, month, from_month, number):
    base, other = Noise(seed, range(8)), Noise(seed, range(8), Fresh(number, from_month))
    same = np.array_equal(base.uniform("job", month), other.uniform("job", month))
    assert same == (month < from_month)
    np.testing.assert_array_equal(base.normal("ability"), other.normal("ability"))
    further = Noise(seed, range(8), Fresh(number + 1, from_month)).uniform("job", from_month)
    assert not np.isin(further, other.uniform("job", from_month)).any()


@given(seeds, names, names, months)
def test_another_draw_moves_nobody_elses_noise(seed, name, other, month):
    noise = Noise(seed, range(8))
    before = noise.normal(name, month)
    noise.normal(other, month)
    np.testing.assert_array_equal(noise.normal(name, month), before)


def test_names_months_and_seeds_give_different_noise():
    one = Noise(7, range(64)).uniform("job", 3)
    for other in (
        Noise(7, range(64)).uniform("jobs", 3),
        Noise(7, range(64)).uniform("job", 4),
        Noise(7, range(64)).uniform("job", -3),
        Noise(8, range(64)).uniform("job", 3),
    ):
        assert not np.isin(one, other).any()


def test_noise_is_the_same_on_every_machine():
    # recorded once: a change here changes every world
    found = Noise(7, range(4)).uniform("job", 3).tolist()
    assert found == [
        0.38976934276203334,
        0.31941554211147705,
        0.7680838734196004,
        0.27533072294144056,
    ]
    assert name_hash("job|3") == 10051287484789251362


def test_uniform_noise_is_uniform_and_normal_noise_normal():
    noise = Noise(7, range(40_000))
    u, z = noise.uniform("u"), noise.normal("z")
    assert 0.0 <= u.min() < 0.001
    assert 0.999 < u.max() < 1.0
    assert np.histogram(u, 10, (0, 1))[0] == pytest.approx(4_000, rel=0.06)
    assert z.mean() == pytest.approx(0.0, abs=0.02)
    assert z.std() == pytest.approx(1.0, abs=0.02)
    assert np.corrcoef(z, noise.normal("other"))[0, 1] == pytest.approx(0.0, abs=0.02)


@given(st.floats(0.0, 0.999999), st.floats(0.0, 4.0), st.floats(0.0, 4.0))
def test_a_higher_rate_never_means_fewer_events(u, rate, more):
    low = counts(np.array([u]), np.array([rate]), 12)
    assert counts(np.array([u]), np.array([rate + more]), 12) >= low


def test_counts_have_the_mean_of_their_rate():
    u = Noise(7, range(40_000)).uniform("events")
    assert counts(u, np.full(40_000, 0.8), 12).mean() == pytest.approx(0.8, abs=0.02)


def test_classes_are_picked_by_their_shares():
    u = Noise(7, range(40_000)).uniform("class")
    found = np.bincount(pick(u, np.array([1.0, 0.0, 3.0]))) / 40_000
    assert found == pytest.approx([0.25, 0.0, 0.75], abs=0.01)


def test_noise_without_sense_is_refused():
    with pytest.raises(BadConfig, match="not negative"):
        Noise(-1, range(8))
    with pytest.raises(BadConfig, match="counted from 1"):
        Fresh(0, 3)
