"""What a lender can know of a policy that it has not used yet, and whether that is right.

A lender that draws one review in ten by lot has records of limits that nobody chose. From these
alone the worth of one decision of our policy is estimated, with a range. The world can do what no
lender can: live the same people at every limit that the lot might have drawn. So what the range
should hold is known, and records can be drawn again and again: other people, other lots.

One decision: at a quarterly review, the limit among those drawn by lot within `NEAR` of the
proposal that is nearest to what our policy says. Its worth: profit in the twelve months after, in
which the legacy lender goes on at the next review as it always does; a line counts for at most
`LARGEST_LOSS`, in the estimate and in the truth alike. So what is estimated is what records can
tell, and not the profit of using the policy for good: see `mingxi.recipes.evidence` for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.book import DEFAULT_DAYS, YEAR
from mingxi.evaluate.off_policy import Estimate, Logged, clustered_mean, doubly_robust
from mingxi.evaluate.realised import BusinessTerms, Course, realised
from mingxi.models.booster import Examples, Goal, fit_booster, raw_scores
from mingxi.models.limit_outcomes import with_log_limit
from mingxi.models.split import borrower_parts
from mingxi.models.tree_settings import TreeSettings
from mingxi.recipes.closed_loop import FEN_PER_YUAN, Loop, followed, taken_over
from mingxi.recipes.lottery import sight_table
from mingxi.recipes.rivals import bounded
from mingxi.records.feature_table import FeatureTable, stacked
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.kept.run import Run
from mingxi.simulate.lender.review import MULTIPLIERS, REGULAR
from mingxi.simulate.lender.sight import FOLLOW, Lender, Sight
from mingxi.simulate.numbers import number

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

AS_PROPOSED = int(np.flatnonzero(MULTIPLIERS == 1.0)[0])
# a policy is judged near what was done: far off there are few records, and few defaults in them
NEAR = 2.0
# yuan a line; larger single losses move an estimate by more than its range, which has not seen
# them: counted up to 20,000 yuan, ranges of 95 % held the truth in 73 to 85 of 100 sets of records
LARGEST_LOSS = 5_000.0
LEVEL = 0.95
# few leaves, many rows in each: the model only has to take chance away, its mistakes are mended
TREES = TreeSettings(
    num_leaves=4, n_rounds=30, learning_rate=0.05, min_data_in_leaf=1000, feature_fraction=0.8
)


@dataclass(frozen=True)
class Reviewed:
    """Decisions of one review, n rows and k limits.

    Parameters
    ----------
    table : FeatureTable
        What was known, with the logarithm of the proposal as the last column.
    limits : ndarray of shape (n, k)
        What each multiplier makes of the proposal, yuan.
    chance : ndarray of shape (n, k)
        Chance that this limit is given; multipliers that lead to the same limit share theirs.
    chosen : ndarray of shape (n,)
        Number of the limit nearest to our policy's, of those within `NEAR` of the proposal.
    worth : ndarray of shape (n, k)
        Profit of the twelve months after at each limit, lived with the same noise, yuan. The lot
        shows one of a row; the others are known here and to no lender.
    """

    table: FeatureTable
    limits: FloatArray
    chance: FloatArray
    chosen: IntArray
    worth: FloatArray


@dataclass(frozen=True)
class Judged:
    """Estimates from one set of records.

    Parameters
    ----------
    value, gain : Estimate
        Profit per decision of our policy; the same less what proposals as they stand bring.
    """

    value: Estimate
    gain: Estimate


@dataclass(frozen=True, eq=False)
class Onlooker:
    """A lender that leaves every decision to the legacy lender and notes what it would have done.

    Parameters
    ----------
    inner : Lender
    seen : list
        Takes the sight of each regular review, and the limits that ``inner`` would give.
    """

    inner: Lender
    seen: list[tuple[Sight, IntArray]] = field(default_factory=list)
    name: str = "onlooker"

    def decide(self, sight: Sight) -> IntArray:
        """`FOLLOW` for everybody."""
        if (sight.asks == REGULAR).any():
            self.seen.append((sight, np.asarray(self.inner.decide(sight))))
        return np.full(len(sight.asks), FOLLOW)


@dataclass(frozen=True, eq=False)
class Once:
    """A lender that decides at one review, as told, and follows the legacy lender ever after.

    Parameters
    ----------
    month : str
    borrower_id, limit : ndarray of shape (m,)
    """

    month: str
    borrower_id: IntArray
    limit: IntArray
    name: str = "once"

    def decide(self, sight: Sight) -> IntArray:
        """The limits told, in the month told."""
        answer = np.full(len(sight.asks), FOLLOW)
        if sight.month == self.month:
            place = np.searchsorted(self.borrower_id, sight.histories.borrower_id)
            place = np.minimum(place, len(self.borrower_id) - 1)
            mine = self.borrower_id[place] == sight.histories.borrower_id
            answer[mine] = self.limit[place[mine]]
        return answer


def reviewed(
    config: WorldConfig, lender: Lender, terms: BusinessTerms, month: int, block: Block
) -> Reviewed:
    """All regular reviews of a block at the end of ``month``, as recorded and as they might be."""
    loop = taken_over(config, block, month, YEAR)
    eye = Onlooker(lender)
    run = followed(loop, eye, 0)
    sight, ours = eye.seen[0]
    who = np.searchsorted(loop.before.setting.borrower_id, sight.histories.borrower_id)
    sound = run.past.columns["dpd"][run.calendar.run_up + month][who] < DEFAULT_DAYS
    keep = np.flatnonzero((sight.asks == REGULAR) & sound)
    proposal = sight.proposal_yuan[keep]
    limits = np.stack([bounded(proposal, proposal * m) for m in MULTIPLIERS], axis=1)
    worth = np.empty(limits.shape)
    for k in range(limits.shape[1]):
        once = Once(sight.month, sight.histories.borrower_id[keep], limits[:, k])
        worth[:, k] = _profit(loop, followed(loop, once, YEAR), terms)[who[keep]]
    return Reviewed(
        sight_table(sight).rows(keep),
        limits.astype(np.float64),
        _chances(limits, number(config.numbers, "review", "explored_share")),
        _first_of(limits)[np.arange(len(keep)), _nearest(limits, np.maximum(ours[keep], 1))],
        np.maximum(worth, -LARGEST_LOSS),
    )


def _nearest(limits: IntArray, wanted: IntArray) -> IntArray:
    gap = np.abs(np.log(limits) - np.log(wanted)[:, None])
    gap[:, (MULTIPLIERS < 1 / NEAR) | (MULTIPLIERS > NEAR)] = np.inf
    return np.asarray(np.argmin(gap, axis=1))


def _chances(limits: IntArray, explored: float) -> FloatArray:
    """Chance of each limit; the bounds of the product make several multipliers one limit."""
    each = np.full(len(MULTIPLIERS), explored / len(MULTIPLIERS))
    each[AS_PROPOSED] += 1.0 - explored
    same = limits[:, :, None] == limits[:, None, :]
    return np.asarray((same * each[None, None, :]).sum(axis=2))


def _first_of(limits: NDArray[Any]) -> IntArray:
    """For each limit the lowest number of an equal one: equal limits are one action, (n, k)."""
    same = limits[:, :, None] == limits[:, None, :]
    return np.asarray(np.argmax(same, axis=2))


def _profit(loop: Loop, run: Run, terms: BusinessTerms) -> FloatArray:
    first = run.calendar.run_up + loop.month + 1
    past = {name: values[first : first + YEAR] for name, values in run.past.columns.items()}
    lived = Course(
        past["balance_fen"] / FEN_PER_YUAN,
        past["limit_fen"] / FEN_PER_YUAN,
        past["dpd"],
        past["on_book"],
        YEAR,
    )
    return realised(lived, terms).profit


def together(parts: Sequence[Reviewed]) -> Reviewed:
    """All reviews as one."""
    names = ("limits", "chance", "chosen", "worth")
    columns = [np.concatenate([getattr(p, name) for p in parts]) for name in names]
    return Reviewed(stacked([p.table for p in parts]), *columns)


def judged(whole: Reviewed, size: int, seed: int, threads: int = 1) -> Judged:
    """Estimates from records of ``size`` decisions, drawn from all with their lots.

    People are drawn with replacement: each is somebody of an endless population whose members are
    as many kinds as there are rows.
    """
    drawn = np.random.Generator(np.random.Philox(seed))
    who = drawn.integers(0, len(whole.chosen), size)
    limits, chance, chosen = whole.limits[who], whole.chance[who], whole.chosen[who]
    own = _first_of(limits) == np.arange(limits.shape[1])
    bounds = np.cumsum(np.where(own, chance, 0.0), axis=1)
    lot = drawn.random(size) * bounds[:, -1]
    given = np.minimum((lot[:, None] >= bounds).sum(axis=1), limits.shape[1] - 1)
    table, row = whole.table.rows(who), np.arange(size)
    outcome = whole.worth[who, given]
    expected = _expected(table, limits, given, outcome, (seed, threads))
    logged = Logged(row, given, chance, outcome, expected)
    ours = doubly_robust(logged, chosen)
    stands = doubly_robust(logged, _first_of(limits)[:, AS_PROPOSED])
    return Judged(
        clustered_mean(ours, row, seed, LEVEL), clustered_mean(ours - stands, row, seed, LEVEL)
    )


@dataclass(frozen=True)
class Coverage:
    """How often ranges from records hold what is true.

    Parameters
    ----------
    repeats, decisions : int
        Sets of records, and decisions in each.
    level : float
        Share of ranges that should hold the truth.
    value, gain : float
        Truth: profit per decision, and what it gains over proposals as they stand, yuan.
    value_covered, gain_covered : float
        Share of ranges that hold it.
    value_bias, gain_bias, value_error, gain_error : float
        Mean of estimate − truth, and one standard error of that mean.
    """

    repeats: int
    decisions: int
    level: float
    value: float
    gain: float
    value_covered: float
    gain_covered: float
    value_bias: float
    gain_bias: float
    value_error: float
    gain_error: float


def coverage(whole: Reviewed, books: Sequence[Judged], size: int) -> Coverage:
    """What many sets of records say, beside the truth about the people they were drawn from."""
    row = np.arange(len(whole.chosen))
    worth = whole.worth[row, whole.chosen]
    truth = float(worth.mean()), float((worth - whole.worth[:, AS_PROPOSED]).mean())
    told = []
    for name, true in zip(("value", "gain"), truth, strict=True):
        found: list[Estimate] = [getattr(one, name) for one in books]
        off = np.array([one.value - true for one in found])
        covered = float(np.mean([one.covers(true) for one in found]))
        told.append((covered, float(off.mean()), float(off.std() / np.sqrt(len(off)))))
    (covered, bias, error), (gain_covered, gain_bias, gain_error) = told
    return Coverage(
        repeats=len(books),
        decisions=size,
        level=LEVEL,
        value=truth[0],
        gain=truth[1],
        value_covered=covered,
        gain_covered=gain_covered,
        value_bias=bias,
        gain_bias=gain_bias,
        value_error=error,
        gain_error=gain_error,
    )


def _expected(
    table: FeatureTable,
    limits: FloatArray,
    given: IntArray,
    outcome: FloatArray,
    effort: tuple[int, int],
) -> FloatArray:
    """Outcome that a model expects at each limit, from other people's records, shape (n, k)."""
    half = borrower_parts(table.borrower_id, [0.5], effort[0])
    logged = limits[np.arange(len(half)), given]
    found = np.empty(limits.shape)
    for part in (0, 1):
        learn, ask = half != part, half == part
        rows = with_log_limit(table.rows(learn), logged[learn])
        goal, known = Goal("regression", (0,) * len(rows.keys)), Examples(rows, outcome[learn])
        text = fit_booster(goal, known, None, TREES, *effort)
        for k in range(limits.shape[1]):
            asked = with_log_limit(table.rows(ask), limits[ask, k])
            found[ask, k] = raw_scores(text, rows.keys, asked)
    return found
