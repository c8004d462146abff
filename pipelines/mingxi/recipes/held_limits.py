"""What a limit does, seen: the same people with a quarter to four times what was proposed to them.

Each is held for all months of lending, with the same noise, so what differs is what the limit did.
Beside it stands what the outcome models expect, who chose our limits by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.policy_score import since_take_over
from mingxi.evaluate.realised import Realised
from mingxi.models.outcome_bags import Curves, OutcomeBags
from mingxi.models.profit import ProfitTerms
from mingxi.recipes.closed_loop import Lived, Loop, closed_book, lived_under, taken_over
from mingxi.recipes.lender import OurLender
from mingxi.recipes.rivals import bounded
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.lender.review import WELCOME
from mingxi.simulate.lender.sight import Sight

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# as far as a limit may be chosen from what was proposed; see `TargetPlan.support`
TIMES = (0.25, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, eq=False)
class Held:
    """A lender that once gives every line a multiple of what was proposed, and opens none.

    Parameters
    ----------
    times : float
    seen : list
        Takes the first sight.
    """

    times: float
    seen: list[Sight] = field(default_factory=list)
    name: str = "held"

    def decide(self, sight: Sight) -> IntArray:
        """The multiple at first, then what there is."""
        if self.seen:
            return np.where(sight.asks == WELCOME, 0, sight.limit_yuan)
        self.seen.append(sight)
        held = bounded(sight.proposal_yuan, self.times * sight.proposal_yuan)
        return np.where(sight.asks == WELCOME, 0, held)


@dataclass(frozen=True)
class HeldBlock:
    """One block: what came of n people with a line at each of `TIMES`, and what was expected."""

    came: tuple[Realised, ...]
    expected: tuple[Curves, ...]


@dataclass(frozen=True)
class HeldLimits:
    """Means over all people at each of ``times`` the proposal, money per person.

    Parameters
    ----------
    times : tuple of float
    people : int
    default, lost, profit : tuple of float
        What came: of lending since the take-over, followed to its end.
    lost_expected, profit_expected : tuple of float
        What the outcome models expect of one year.
    added, removed : float
        Share of people who default at the highest multiple and not at the lowest, and the other
        way round.
    """

    times: tuple[float, ...]
    people: int
    default: tuple[float, ...]
    lost: tuple[float, ...]
    profit: tuple[float, ...]
    lost_expected: tuple[float, ...]
    profit_expected: tuple[float, ...]
    added: float
    removed: float

    def slopes(self) -> tuple[float, float]:
        """Log of the loss per log of the limit, from half to twice: true, expected.

        NaN where nothing is lost: lending may even spare a loss that earlier lending brings.
        """
        return self._slope(self.lost), self._slope(self.lost_expected)

    def _slope(self, lost: tuple[float, ...]) -> float:
        low, high = self.times.index(0.5), self.times.index(2.0)
        if min(lost[low], lost[high]) <= 0.0:
            return float("nan")
        return float(np.log(lost[high] / lost[low]) / np.log(self.times[high] / self.times[low]))


@dataclass(frozen=True)
class HeldWork:
    """What is held in every block; see `held_block`."""

    config: WorldConfig
    month: int
    lending: int
    lender: OurLender
    bags: OutcomeBags
    terms: ProfitTerms


def held_block(work: HeldWork, block: Block) -> HeldBlock:
    """The people of a block with a line, at every multiple of their proposals."""
    loop = taken_over(work.config, block, work.month, work.lending)
    closed = closed_book(loop, work.terms)
    came, expected = [], []
    for times in TIMES:
        held = Held(times)
        lived = lived_under(loop, held, work.terms)
        rows, at = _lines(loop, lived, held.seen[0])
        came.append(since_take_over(lived.came, closed).rows(at))
        expected.append(_expected(work, held.seen[0], rows, lived.first_limit[at]))
    return HeldBlock(tuple(came), tuple(expected))


def held_limits(blocks: Sequence[HeldBlock]) -> HeldLimits:
    """All blocks together."""
    came = [b.came for b in blocks]
    expected = [b.expected for b in blocks]
    default = _of_everybody(came, "default")
    return HeldLimits(
        times=TIMES,
        people=default.shape[1],
        default=_means(default),
        lost=_means(_of_everybody(came, "lost")),
        profit=_means(_of_everybody(came, "profit")),
        lost_expected=_means(_of_everybody(expected, "loss")),
        profit_expected=_means(_of_everybody(expected, "profit")),
        added=float((default[-1] > default[0]).mean()),
        removed=float((default[-1] < default[0]).mean()),
    )


def _of_everybody(blocks: Sequence[Sequence[Realised | Curves]], name: str) -> FloatArray:
    """An amount of everybody at each multiple, (multiples, n)."""
    return np.array(
        [np.concatenate([getattr(b[i], name) for b in blocks]) for i in range(len(TIMES))]
    )


def _means(values: FloatArray) -> tuple[float, ...]:
    return tuple(values.mean(axis=1).tolist())


def _lines(loop: Loop, lived: Lived, sight: Sight) -> tuple[IntArray, IntArray]:
    """Rows of the sight and of what was lived that are one person's line, in one order."""
    ids = loop.before.setting.borrower_id[lived.position]
    asked = np.flatnonzero((sight.asks != WELCOME) & (sight.proposal_yuan > 0))
    if not len(asked):
        return asked, asked
    row = np.searchsorted(sight.histories.borrower_id[asked], ids)
    row = np.minimum(row, len(asked) - 1)
    there = (sight.histories.borrower_id[asked][row] == ids) & (lived.first_limit > 0)
    return asked[row[there]], np.flatnonzero(there)


def _expected(work: HeldWork, sight: Sight, rows: IntArray, limit: IntArray) -> Curves:
    seen = work.lender.seen(sight).rows(rows)
    told = work.bags.of_others(seen.table, sight.proposal_yuan[rows].astype(np.float64))
    return told.at(limit.astype(np.float64))
