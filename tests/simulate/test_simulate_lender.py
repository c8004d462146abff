"""A lender from outside: the closed loop."""

import pickle
from dataclasses import dataclass, field

import numpy as np
import pytest
from simulate_worlds import changed, frames, grid, whole, world, world_numbers

from mingxi.declare.errors import BadConfig
from mingxi.features.table import feature_table
from mingxi.records.columns import MONTHLY
from mingxi.records.histories import Histories
from mingxi.simulate.config import Block
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.lender.sight import FOLLOW, Door, Legacy, Sight
from mingxi.simulate.tables.of_run import observed_tables
from mingxi.simulate.world import WorldBlock, lived, simulate

N, MONTHS, FROM = 240, 14, 5
NUMBERS = world_numbers()


@pytest.fixture(scope="module")
def config():
    return world(NUMBERS, N, MONTHS)


@pytest.fixture(scope="module")
def base(config):
    return whole(config)


def under(config, lender, from_month=FROM, do=()) -> WorldBlock:
    return simulate(config, Block(0, 0, N), do, door=Door(lender, from_month))


@dataclass(frozen=True)
class Always:
    """Grants everybody the same."""

    yuan: int
    name: str = "always"

    def decide(self, sight: Sight) -> np.ndarray:
        return np.full(len(sight.asks), self.yuan)


@dataclass(frozen=True)
class Watching:
    """Keeps what it is shown and decides as the legacy lender does."""

    sights: list[Sight] = field(default_factory=list)
    name: str = "watching"

    def decide(self, sight: Sight) -> np.ndarray:
        self.sights.append(sight)
        return np.full(len(sight.asks), FOLLOW)


def test_the_legacy_lender_through_the_door_is_the_base_to_the_last_bit(config, base):
    assert changed(base, under(config, Legacy(), 0)) == []


def test_a_lender_that_always_grants_the_same_gives_exactly_that(config, base):
    made = under(config, Always(5_000))
    tables, before = frames(made.observed), frames(base.observed)
    early = before["months"]["month"] < FROM
    assert tables["months"][early].equals(before["months"][early])
    events = tables["limit_events"]
    own = events[(events["month"] >= FROM) & (events["told"] != "closed")]
    assert len(own) > 100
    assert (own["new_fen"] == 500_000).all()
    assert (own["policy_version"] == "always").all()
    assert (own["propensity"] == 1.0).all()
    assert (own["proposal_fen"] == own["new_fen"]).all()
    assert not own["explored"].any()
    assert "always" not in set(events.loc[events["month"] < FROM, "policy_version"])
    limit, on_book = grid(tables["months"], "limit_fen"), grid(tables["months"], "on_book")
    assert (limit[:, -1][on_book[:, -1]] == 500_000).all()
    # nobody is refused
    applied = tables["borrowers"]["open_month"].between(FROM, MONTHS - 3)
    assert set(events["borrower_id"]) >= set(tables["borrowers"]["borrower_id"][applied])
    causes = frames(made.truth)["limit_causes"]
    own = causes[causes["month"] >= FROM]
    assert set(own["mechanism"]) <= {"lender", "closed"}
    paid = own.set_index(["borrower_id", "month"])["yuan"]
    change = events.set_index(["borrower_id", "month"])
    change = (change["new_fen"] - change["old_fen"])[paid.index] // 100
    assert (paid == change).all()


def test_a_lender_may_refuse_everybody(config):
    tables = frames(under(config, Always(0)).observed)
    opened = tables["limit_events"].query(f"told == 'welcome' and month >= {FROM}")
    assert len(opened) == 0
    assert grid(tables["months"], "limit_fen")[:, FROM + 3 :].max() == 0


def test_a_lender_sees_what_is_known_and_nothing_later(config):
    lender = Watching()
    seen = under(config, lender, 0)
    run = observed_tables(lived(config, Block(0, 0, N)))
    months = frames(run)["months"]
    assert len(lender.sights) == MONTHS
    late = {c.name: c.known_after_months for c in MONTHLY}
    for at, sight in enumerate(lender.sights):
        who = sight.histories.borrower_id
        assert sight.histories.months[-1] == sight.month
        assert len(sight.histories.months) == at + 1
        for name in (
            "bureau_debt_fen",
            "bureau_late",
            "balance_fen",
            "inflow_fen",
            "outside_score",
        ):
            known, lag = sight.histories[name], late[name]
            wanted = grid(months, name)[who][:, : at + 1]
            np.testing.assert_array_equal(known[:, : at + 1 - lag], wanted[:, : at + 1 - lag])
            if lag and at:
                np.testing.assert_array_equal(known[:, -1], wanted[:, -2])
    # the line itself is shown as it was before this month's decision
    last = lender.sights[-1]
    np.testing.assert_array_equal(last.histories["limit_fen"][:, -1], last.limit_yuan * 100)
    assert set(seen.observed) == set(run)


def test_features_are_made_from_the_sight_as_from_a_world(config):
    lender, quarter_end = Watching(), 11
    under(config, lender, quarter_end)
    sight = lender.sights[0]
    reviewed = sight.asks == "regular review"
    assert reviewed.sum() > 50
    histories = sight.histories.rows(reviewed)
    months = frames(observed_tables(lived(config, Block(0, 0, N))))["months"]
    later = {c.name: grid(months, c.name)[histories.borrower_id] for c in MONTHLY}
    # the same months as they stand in the world's tables, late reports with their month
    shown = {name: values[:, : quarter_end + 1] for name, values in later.items()}
    tables = [
        feature_table(side.known_at(sight.month))
        for side in (histories, Histories(histories.months, histories.fixed, shown))
    ]
    # only the line differs: it is shown as it was before this decision
    same = [
        i for i, f in enumerate(tables[0].features) if "line" not in f.key and "full" not in f.key
    ]
    np.testing.assert_array_equal(tables[0].values[:, same], tables[1].values[:, same])
    assert len(same) > 35


@dataclass(frozen=True)
class Half:
    """Tries its own limits on every other borrower."""

    name: str = "half"

    def decide(self, sight: Sight) -> np.ndarray:
        return np.where(sight.histories.borrower_id % 2 == 0, 3_000, FOLLOW)


def test_a_method_can_be_tried_on_a_part_of_the_borrowers(config, base):
    made = under(config, Half())
    months, before = frames(made.observed)["months"], frames(base.observed)["months"]
    others = months["borrower_id"] % 2 == 1
    assert months[others].equals(before[others])
    assert not months[~others].equals(before[~others])
    assert "v1" in set(frames(made.observed)["limit_events"]["policy_version"])


def test_a_limit_that_an_intervention_sets_is_not_asked_for(config):
    do = (Intervention("set_limit", 0, MONTHS, tuple(range(0, N, 2)), 8_000),)
    months = frames(under(config, Always(5_000), FROM, do).observed)["months"]
    limit, on_book = grid(months, "limit_fen")[:, -1], grid(months, "on_book")[:, -1]
    assert set(limit[::2][on_book[::2]]) == {800_000}
    assert set(limit[1::2][on_book[1::2]]) == {500_000}


class Broken:
    """Fails, or answers nonsense."""

    name = "broken"

    def __init__(self, answer):
        self.answer = answer

    def decide(self, sight: Sight) -> np.ndarray:
        return self.answer(len(sight.asks))


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (lambda n: 1 / 0, "ZeroDivisionError"),
        (lambda n: np.full(n + 1, 5_000), "not"),
        (lambda n: np.full(n, 5_000.5), "float64"),
        (lambda n: np.full(n, 300_000), "300000"),
        (lambda n: np.full(n, -7), "-7"),
    ],
)
def test_a_lender_that_fails_is_told_in_one_message(config, answer, hint):
    with pytest.raises(BadConfig, match=hint) as told:
        under(config, Broken(answer))
    assert "lender 'broken' at the end of 2023-06" in str(told.value)


def test_a_lender_begins_in_a_month_that_is_observed():
    with pytest.raises(BadConfig, match="nothing is observed"):
        Door(Legacy(), -1)


def test_a_lender_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(Door(Legacy(), 3))) == Door(Legacy(), 3)
