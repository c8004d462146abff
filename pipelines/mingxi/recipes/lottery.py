"""A large randomised run: limits drawn by lot and kept for a year, and what each brought."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.evaluate.book import DEFAULT_DAYS, YEAR
from mingxi.evaluate.realised import BusinessTerms, realised
from mingxi.features.data_quality import readable
from mingxi.features.table import feature_table
from mingxi.models.drawn_response import Drawn
from mingxi.models.limit_outcomes import log_limit_feature
from mingxi.models.profit import LIMIT_GRID
from mingxi.recipes.closed_loop import Loop, course, lent
from mingxi.records.feature_table import FeatureTable, stacked
from mingxi.simulate.lender.review import WELCOME
from mingxi.simulate.lender.sight import Sight
from mingxi.simulate.noise import Fresh

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Truth = Mapping[str, NDArray[Any]]

# what decides a borrower's future in the world: lasting traits, the month's state, the account
STATE = (
    "ability", "willingness", "demand", "engagement", "reliance", "appetite", "job_risk",
    "income_swing", "log_income", "borrows", "churns", "autopay", "income", "living_cost",
    "employed", "swing", "distress", "burden", "stretch", "cushion", "due_elsewhere",
    "debt_elsewhere", "balance_fen", "limit_yuan", "dpd", "dpd_before", "n_draws", "recent_late",
    "outside_score", "months_open", "identity_valid", "profile_items_missing", "score_taste",
)  # fmt: skip
_CONCEPT = Concept("state", Words("状态", "state"), Words("真实状态", "the true state"))


@dataclass(frozen=True, eq=False)
class Lottery:
    """A lender that draws every limit once, keeps it, and opens no line after the first month.

    Parameters
    ----------
    number : int
        Which lottery; each draws anew.
    seen : list
        Takes the sight and the true state of the first month.
    """

    number: int
    seen: list[tuple[Sight, Truth]] = field(default_factory=list)
    name: str = "lottery"

    def decide_knowing(self, sight: Sight, state: Truth) -> IntArray:
        """Drawn limits in the first month, after it the limits that there are."""
        if self.seen:
            return np.where(sight.asks == WELCOME, 0, sight.limit_yuan)
        self.seen.append((sight, state))
        drawn = np.random.Generator(np.random.Philox(self.number))
        return drawn.choice(np.array(LIMIT_GRID, dtype=np.int64), len(sight.asks))

    def decide(self, sight: Sight) -> IntArray:
        """As `decide_knowing`, for those who cannot tell."""
        return self.decide_knowing(sight, {})


@dataclass(frozen=True)
class Lots:
    """What lotteries told.

    Parameters
    ----------
    state : FeatureTable
        The truth about each borrower, `STATE`.
    features : FeatureTable
        What a lender knows of the same borrowers.
    drawn : Drawn
    """

    state: FeatureTable
    features: FeatureTable
    drawn: Drawn


def lots(loop: Loop, terms: BusinessTerms, lives: int) -> Lots:
    """Everybody who is up for a decision on the day of the take-over, in ``lives`` lotteries."""
    found: list[tuple[IntArray, FloatArray, FloatArray, FloatArray, FloatArray]] = []
    first: tuple[Sight, Truth] | None = None
    ids = loop.before.setting.borrower_id
    fixed = terms.fixed_cost * loop.lending / YEAR
    for life in range(1, lives + 1):
        # numbers of lotteries and of lives differ between months and blocks
        lottery = Lottery(10_000 * (loop.month + 1) + life + int(ids[0]) * 1_000)
        run = lent(loop, lottery, Fresh(life, loop.month + 1))
        first = lottery.seen[0]
        row = np.searchsorted(ids, first[0].histories.borrower_id)
        came = realised(course(loop, run), terms).rows(row)
        sound = run.past.columns["dpd"][run.calendar.run_up + loop.month][row] < DEFAULT_DAYS
        given = run.past.columns["limit_fen"][run.calendar.run_up + loop.month][row] / 100.0
        keep = np.flatnonzero(sound & (given > 0))
        ready = np.maximum(came.kept_ready - fixed, 0.0)  # a default ends the fixed cost early
        found.append((keep, given[keep], came.earned[keep], came.lost[keep], ready[keep]))
    assert first is not None, "one lottery at least"
    who = np.concatenate([one[0] for one in found])
    limit, earned, lost, ready = (np.concatenate([one[i] for one in found]) for i in range(1, 5))
    return Lots(
        state_table(first[1], first[0]).rows(who),
        sight_table(first[0]).rows(who),
        Drawn(limit, earned, lost, ready, fixed),
    )


def joined(parts: list[Lots]) -> Lots:
    """All lots together."""
    names = ("limit", "earned", "lost", "ready")
    drawn = [np.concatenate([getattr(p.drawn, name) for p in parts]) for name in names]
    return Lots(
        stacked([p.state for p in parts]),
        stacked([p.features for p in parts]),
        Drawn(drawn[0], drawn[1], drawn[2], drawn[3], parts[0].drawn.fixed),
    )


def sight_table(sight: Sight) -> FeatureTable:
    """What a lender knows of the people of a sight: our features, and the limit once proposed.

    The logarithm of what the legacy lender proposes is the last column: it speaks of what that
    lender saw and no feature holds.
    """
    histories, _ = readable(sight.histories)
    table = feature_table(histories.known_at(sight.month))
    column = replace(log_limit_feature(table.concepts[0].key), key="log_proposal")
    values = np.column_stack([table.values, np.log(np.maximum(sight.proposal_yuan, 1))])
    return FeatureTable(
        (*table.features, column), table.concepts, values, table.borrower_id, table.month
    )


def state_table(state: Truth, sight: Sight) -> FeatureTable:
    """The true state of the people of a sight as a table."""
    columns = [np.asarray(state[name], dtype=np.float64) for name in STATE]
    soon = np.asarray(state["ladder"], dtype=np.float64)
    columns += [soon[:, 0], soon[:, :3].sum(axis=1), soon.sum(axis=1)]
    columns += [np.asarray(state["unpaid"], dtype=np.float64).sum(axis=1)]
    keys = (*STATE, "due_next", "due_3m", "due_all", "unpaid_all")
    n = len(columns[0])
    return FeatureTable(
        tuple(_column(key) for key in keys),
        (_CONCEPT,),
        np.column_stack(columns),
        sight.histories.borrower_id,
        np.full(n, sight.month),
    )


def _column(key: str) -> Feature:
    return Feature(
        key=key,
        name=Words(key, key),
        unit="ratio",
        on_risk=Direction.EITHER,
        on_limit=Direction.EITHER,
        concept="state",
        actionable=Actionable.NOT,
        code="none",
        if_adverse=Words("{value}", "{value}"),
        source="the simulator's own state; no lender knows it",
    )
