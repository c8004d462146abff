import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.errors import BadConfig
from mingxi.simulate.noise import Noise, counts, name_hash, pick

seeds = st.integers(0, 2**63)
names = st.text(min_size=1, max_size=20)
months = st.integers(-12, 60)


@given(seeds, names, months, st.integers(0, 20), st.integers(1, 40))
def test_a_block_holds_the_same_noise_as_the_whole(seed, name, month, quarter, size):
    start = 4 * quarter
    everybody = Noise(seed, 0, start + size).uniform(name, month)
    part = Noise(seed, start, start + size).uniform(name, month)
    np.testing.assert_array_equal(part, everybody[start:])


@given(seeds, names, names, months)
def test_another_draw_moves_nobody_elses_noise(seed, name, other, month):
    noise = Noise(seed, 0, 8)
    before = noise.normal(name, month)
    noise.normal(other, month)
    np.testing.assert_array_equal(noise.normal(name, month), before)


def test_names_months_and_seeds_give_different_noise():
    one = Noise(7, 0, 64).uniform("job", 3)
    for other in (
        Noise(7, 0, 64).uniform("jobs", 3),
        Noise(7, 0, 64).uniform("job", 4),
        Noise(7, 0, 64).uniform("job", -3),
        Noise(8, 0, 64).uniform("job", 3),
    ):
        assert not np.isin(one, other).any()


def test_noise_is_the_same_on_every_machine():
    # recorded once: a change here changes every world
    found = Noise(7, 0, 4).uniform("job", 3).tolist()
    assert found == [
        0.38976934276203334,
        0.31941554211147705,
        0.7680838734196004,
        0.27533072294144056,
    ]
    assert name_hash("job|3") == 10051287484789251362


def test_uniform_noise_is_uniform_and_normal_noise_normal():
    noise = Noise(7, 0, 40_000)
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
    u = Noise(7, 0, 40_000).uniform("events")
    assert counts(u, np.full(40_000, 0.8), 12).mean() == pytest.approx(0.8, abs=0.02)


def test_classes_are_picked_by_their_shares():
    u = Noise(7, 0, 40_000).uniform("class")
    found = np.bincount(pick(u, np.array([1.0, 0.0, 3.0]))) / 40_000
    assert found == pytest.approx([0.25, 0.0, 0.75], abs=0.01)


def test_positions_that_split_a_counter_are_refused():
    with pytest.raises(BadConfig, match="multiples of 4"):
        Noise(7, 2, 8)
