"""A closed loop compares lenders on the same people, to the end of the last loan."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from rich.console import Console

from mingxi.declare.errors import BadConfig
from mingxi.evaluate.frontier import Interval
from mingxi.evaluate.realised import Course, realised
from mingxi.recipes.closed_loop import closed_book, course, followed, lent, lived_under, taken_over
from mingxi.recipes.context import opened
from mingxi.recipes.evidence import Plan, evidence
from mingxi.recipes.evidence_blocks import Work, lived_block
from mingxi.recipes.evidence_summary import summary
from mingxi.recipes.evidence_tables import POLICY_COLUMNS, evidence_tables, policy_cells
from mingxi.recipes.logged import LARGEST_LOSS, coverage, judged, reviewed
from mingxi.recipes.lottery import Lottery, lots
from mingxi.recipes.overlays import world_numbers
from mingxi.recipes.rivals import (
    Keep,
    NoRaise,
    OpenToAll,
    Random,
    Rival,
    ScaledLegacy,
)
from mingxi.simulate.config import Block, WorldConfig

TERMS = SimpleNamespace(
    daily_rate=0.0004, funding_rate=0.04, lgd=0.87, undrawn_cost=0.001, fixed_cost=20.0
)
MONTH, LENDING, N = 11, 6, 1_200
PEOPLE = Block(0, 0, N)


@pytest.fixture(scope="module")
def config():
    return WorldConfig(11, N, "2023-01", MONTH + 1, world_numbers("world", "base", ()))


@pytest.fixture(scope="module")
def loop(config):
    return taken_over(config, PEOPLE, MONTH, LENDING)


@pytest.fixture(scope="module")
def legacy(loop):
    return lent(loop, None)


def test_the_legacy_lender_at_the_door_is_the_legacy_lender(loop, legacy):
    door = lent(loop, ScaledLegacy(1.0))
    until = legacy.calendar.run_up + MONTH + LENDING
    for name, values in legacy.past.columns.items():
        np.testing.assert_array_equal(values[:until], door.past.columns[name][:until], name)


def test_everybody_takes_over_the_same_book(loop, legacy):
    until = legacy.calendar.run_up + MONTH
    other = lent(loop, ScaledLegacy(0.5))
    for name in ("balance_fen", "limit_fen", "dpd"):
        mine, theirs = legacy.past.columns[name], other.past.columns[name]
        np.testing.assert_array_equal(mine[:until], theirs[:until])
    assert (legacy.past.columns["limit_fen"][until] > other.past.columns["limit_fen"][until]).any()
    first, second = lived_under(loop, None, TERMS), lived_under(loop, ScaledLegacy(0.5), TERMS)
    assert first.position.tolist() == second.position.tolist()
    assert first.came.lost.sum() > second.came.lost.sum()


def test_in_the_end_every_loan_is_repaid_or_in_default(loop, legacy):
    lived = course(loop, legacy)
    ever = (lived.days >= 90).any(axis=0)
    assert lived.owed[:LENDING].sum() > 0
    assert (lived.owed[-1][~ever] == 0).mean() > 0.999
    draws = legacy.past.columns["n_draws"]
    first = legacy.calendar.run_up + MONTH + 1
    assert draws[first : first + LENDING].sum(axis=1).min() > 0
    assert draws[first + LENDING :].sum() == 0


def test_a_closed_book_earns_less_and_loses_less(loop):
    closed, lived = closed_book(loop, TERMS), lived_under(loop, None, TERMS).came
    assert 0 < closed.earned.sum() < lived.earned.sum()
    assert 0 < closed.lost.sum() < lived.lost.sum()
    assert closed.kept_ready.sum() == 0


def test_lenders_do_what_their_names_say(loop, legacy):
    at = legacy.calendar.run_up + MONTH
    held = loop.before.state["on_book"]
    before = loop.before.state["limit_yuan"]

    def first(lender):
        return followed(loop, lender, 3).past.columns["limit_fen"][at] // 100

    assert (first(Keep())[held] == before[held]).all()
    assert (first(NoRaise(ScaledLegacy(3.0)))[held] <= before[held]).all()
    moved = first(Random(5))[held] / np.maximum(first(ScaledLegacy(1.0))[held], 1)
    assert len(np.unique(moved.round(1))) > 4
    comes = lived_under(loop, OpenToAll(), TERMS)
    applies = ~held[comes.position]
    chosen = lived_under(loop, None, TERMS).opened[applies].mean()
    assert comes.opened[applies].mean() > 0.9 > chosen


def test_a_lottery_draws_once_and_keeps(loop):
    told = lots(loop, TERMS, 2)
    assert len(np.unique(told.drawn.limit)) == 15
    assert len(told.state) == len(told.features) == len(told.drawn.limit) > N
    run = followed(loop, Lottery(3), 4)
    at = run.calendar.run_up + MONTH
    limit = run.past.columns["limit_fen"]
    open_on = run.past.columns["on_book"][at : at + 5].all(axis=0)
    failed = run.past.columns["review_failed"][at]
    assert (limit[at, open_on & ~failed] == limit[at + 4, open_on & ~failed]).all()


def test_the_truth_beside_an_estimate_is_what_was_recorded_where_the_lot_fell_so(config, loop):
    """The year lived again at the limit that was really given is the year on record."""
    part = reviewed(config, _Proposes(), TERMS, MONTH, PEOPLE)
    assert (part.limits[np.arange(len(part.chosen)), part.chosen] == part.limits[:, 2]).all()
    assert part.chance.min() > 0
    run = followed(taken_over(config, PEOPLE, MONTH, 12), None, 12)
    row, at = part.table.borrower_id, run.calendar.run_up + MONTH
    given = run.past.columns["limit_fen"][at][row] / 100
    place = np.argmax(part.limits == given[:, None], axis=1)
    first = slice(at + 1, at + 13)
    past = {name: values[first] for name, values in run.past.columns.items()}
    lived = Course(
        past["balance_fen"] / 100, past["limit_fen"] / 100, past["dpd"], past["on_book"], 12
    )
    recorded = np.maximum(realised(lived, TERMS).profit[row], -LARGEST_LOSS)
    assert part.worth[np.arange(len(row)), place].tolist() == recorded.tolist()


def test_a_policy_that_proposes_the_same_gains_nothing(config):
    part = reviewed(config, _Proposes(), TERMS, MONTH, PEOPLE)
    found = coverage(part, [judged(part, 500, seed) for seed in (1, 2)], 500)
    assert found.gain == 0.0 == found.gain_bias
    assert found.gain_covered == 1.0
    assert found.repeats == 2


@pytest.fixture(scope="module")
def summed(config):
    """What became of two lenders, one of them in one version only."""
    rivals = (
        Rival("legacy", tuple((s, ScaledLegacy(s)) for s in (0.5, 1.0, 2.0))),
        Rival("keep", ((1.0, Keep()),)),
    )
    work = Work(config, MONTH, LENDING, rivals, ("legacy",), TERMS)
    return summary([lived_block(work, (3, PEOPLE))], rivals, "2023-12", LENDING, 1)


def test_a_summary_holds_every_rival(summed):
    found, legacy = summed, summed.scores["legacy"]
    assert legacy.loss_to_budget == pytest.approx(1.0)
    assert legacy.gain.value == pytest.approx(0.0)
    assert set(found.groups) == {"legacy", "keep"}
    assert {row.by for row in found.groups["keep"]} >= {"region", "gender", "age", "city_tier"}
    assert found.harmed["legacy"] >= 0.0
    assert len(found.frontier["legacy"][0]) == 3
    # shares of lenders who did not live are told of nobody
    assert (dict(found.share_of_oracle), dict(found.kept)) == ({}, {})


@pytest.mark.parametrize(
    ("of_oracle", "told"),
    [
        (None, "–"),
        (Interval(0.5, 0.4, 0.6), "50% (40% to 60%)"),
        (Interval(0.08, -0.001, 0.14), "8% (0% to 14%)"),
        (Interval(1.0, 1.0 - 1e-16, 1.0), "100%"),  # the oracle itself
    ],
)
def test_shares_are_told_with_their_range(summed, of_oracle, told):
    gained = replace(summed.scores["keep"], gain=Interval(3.0, 1.0, 5.0))
    shares = {} if of_oracle is None else {"keep": of_oracle}
    cells = policy_cells("keep", gained, replace(summed, share_of_oracle=shares))
    assert cells[POLICY_COLUMNS.index("share of oracle")] == told


def test_what_telling_keeps_is_told_in_both_languages(summed):
    kept = {"more trees": Interval(0.99, 0.97, 1.02), "best limits": Interval(*[np.nan] * 3)}
    note = evidence_tables(replace(summed, kept=kept))[0].note
    assert "99% of what limits of the same directions told by many more trees earn" in note.en
    assert "守同样方向、但树多得多的额度的 99%（95% 区间 97% 到 102%）" in note.zh
    assert "nan" not in note.en + note.zh


@pytest.mark.parametrize(
    ("change", "message"),
    [("snapshots.decide=2025-11", "quarter ends"), ("limit.method=imitation", "imitated")],
)
def test_what_cannot_be_shown_is_refused(tmp_path, change, message):
    asked = opened("configs/quick.yaml", [change], 1, tmp_path, Console(quiet=True))
    with pytest.raises(BadConfig, match=message):
        evidence(asked, Plan())
    with pytest.raises(BadConfig, match="below 1"):
        Plan(seeds=0)


class _Proposes:
    name = "proposes"

    def decide(self, sight):
        return sight.proposal_yuan
