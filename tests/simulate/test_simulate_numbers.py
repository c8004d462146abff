import numpy as np
import pytest
from simulate_worlds import given_numbers, whole, world

from mingxi.declare.errors import BadConfig
from mingxi.declare.quantity import Quantity
from mingxi.simulate.calendar import day_number
from mingxi.simulate.config import Block, WorldConfig, blocks
from mingxi.simulate.numbers import held_numbers, number
from mingxi.simulate.windows import held, notices, value_on


class Watched(dict):
    """Mapping that remembers what was read."""

    def __init__(self, content, seen, path=()):
        super().__init__(
            {
                key: Watched(value, seen, (*path, key)) if isinstance(value, dict) else value
                for key, value in content.items()
            }
        )
        self.seen, self.path = seen, path

    def __getitem__(self, key):
        self.seen.add((*self.path, key))
        return super().__getitem__(key)


def test_every_number_is_used():
    seen, numbers = set(), given_numbers()
    whole(world(Watched(numbers, seen), 128, 36))
    given = {(mechanism, name) for mechanism, own in numbers.items() for name in own}
    # figures of the macro table are not needed to simulate
    shown = {("macro", name) for name in numbers["macro"] if "per_stress" in name}
    # nor are those of the truth table that is made after the world
    sample = {("limit_response", name) for name in numbers["limit_response"]}
    assert given - seen == shown | sample | {("macro", "unemployment")}


def test_every_number_has_a_unit_and_a_source(numbers):
    for mechanism, own in numbers.items():
        for name, quantity in own.items():
            assert quantity.unit, f"{mechanism}.{name}"
            assert quantity.sure in ("H", "M", "L"), f"{mechanism}.{name}"
            assert len(quantity.source) > 10, f"{mechanism}.{name}"


def test_shares_of_regions_trades_and_work_are_whole(numbers):
    for family, size in (("region", 31), ("industry", 10), ("segment", 3)):
        own = [v for k, v in numbers.items() if k.startswith(f"{family}/")]
        assert len(own) == size
        assert all(q["share"].value > 0 for q in own)
        total = sum(q["share"].value for q in own)
        assert family == "region" or total == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("mechanism", "name", "hint"), [("jib", "loss", "'job'"), ("job", "los", "'loss'")]
)
def test_a_missing_number_names_the_nearest(numbers, mechanism, name, hint):
    for given in (numbers, held_numbers(numbers)):
        with pytest.raises(BadConfig, match=hint):
            number(given, mechanism, name)


def test_a_held_number_says_the_same_and_cannot_be_written_to(numbers):
    held_number = number(held_numbers(numbers), "job", "loss")
    assert held_number == number(numbers, "job", "loss")
    with pytest.raises(ValueError, match="read-only"):
        held_number += 1.0


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("notice/region_tightening/yunan/x", "yunnan"),
        ("notice/region_tightning/yunnan/x", "region_tightening"),
        ("notice/industry_cap/yunnan/x", "place 'yunnan'"),
        ("notice/region_tightening", "kind/place/label"),
    ],
)
def test_a_wrong_notice_is_refused_by_name(numbers, key, found):
    day = Quantity(20240101, "yyyymmdd", "a test")
    wrong = {**numbers, key: {"starts_on": day, "ends_on": day, "value": day}}
    with pytest.raises(BadConfig, match=found):
        notices(wrong)


def test_a_window_holds_on_its_first_and_last_day_and_in_its_place_only(numbers):
    places = ("gansu", "yunnan")
    day = np.array([day_number(d) for d in (20251214, 20251215, 20260131, 20260201, 20251220)])
    place = np.array([0, 0, 0, 0, 1])
    stopped = held(notices(numbers), "draw_stop", day, place, places)
    assert stopped.tolist() == [False, True, True, False, False]
    tight = value_on(notices(numbers), "region_tightening", int(day[1]), place, places)
    assert tight.tolist() == [np.inf, np.inf, np.inf, np.inf, -0.4]


def test_wrong_dates_and_sizes_are_refused(numbers):
    with pytest.raises(BadConfig, match="no such day"):
        day_number(20230230)
    with pytest.raises(BadConfig, match="no month"):
        WorldConfig(7, 4, "January", 3, numbers)
    with pytest.raises(BadConfig, match="0 borrowers"):
        WorldConfig(7, 0, "2023-01", 3, numbers)
    with pytest.raises(BadConfig, match="seed -1"):
        WorldConfig(-1, 4, "2023-01", 3, numbers)
    with pytest.raises(BadConfig, match="holds somebody"):
        Block(0, 8, 8)


@pytest.mark.parametrize(
    ("n", "size"), [(1, 4), (3, 1), (8, 4), (10, 4), (4096, 4096), (5000, 4096)]
)
def test_blocks_cover_everybody_once(numbers, n, size):
    cut = blocks(world(numbers, n), size)
    assert [i for b in cut for i in range(b.start, b.stop)] == list(range(n))
    sizes = [b.stop - b.start for b in cut]
    assert max(sizes) <= size
    assert max(sizes) - min(sizes) <= 1  # processes that share them end together
