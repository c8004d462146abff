"""What happens at another limit: balance, and what is owed when a default comes.

Each outcome is a level and a slope. The level, what a borrower does at the limit proposed, is
learned by trees from everybody. The slope, what a limit does to it, is read from lots alone: trees
that get the limit as a feature take for its effect what is due to those who got it, and in the
simulator chosen limits then lost a third more than promised.

What is owed at a default is learned as one amount. As a chance times a balance it chose far worse
in the simulator: the two go together, and a share of the undrawn limit is a guess.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.models.booster import Examples, Goal, fit_booster, raw_scores
from mingxi.models.lot_response import Response, Slope, lot_response
from mingxi.models.split import borrower_parts
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable
from mingxi.records.limit_rows import LimitRows

FloatArray = NDArray[np.float64]

# without lots these are all there is. Balance: a tenth of a larger limit is drawn on average and
# far more where the line is full (Gross and Souleles 2002; Aydin 2022), so nearly in proportion;
# what is owed at a default: the same, and the chance of one rises with what is owed.
# assumption: widths that a hundred lots outweigh
BALANCE_PRIOR, OWED_PRIOR = Slope(0.7, 0.3), Slope(1.2, 0.5)
# near 1: what is lost must add up, and with 1.5 the trees stated half of the losses that came
POWER = 1.1


def log_limit_feature(concept: str) -> Feature:
    """Declaration of the limit itself as a column: more limit never means less risk or balance.

    The logarithm, because doubling a limit changes behaviour about as much at 2,000 as at 20,000
    (arXiv 2007.05188). No letter ever speaks of it.
    """
    return Feature(
        key="log_limit",
        name=Words("额度的对数", "Logarithm of the limit"),
        unit="ratio",
        on_risk=Direction.RAISES,
        on_limit=Direction.RAISES,
        concept=concept,
        actionable=Actionable.NOT,
        code="none",
        if_adverse=Words("你的额度是 {value}。", "Your limit is {value}."),
        source="arXiv 2007.05188, response to log(limit)",
    )


def with_log_limit(table: FeatureTable, limit: FloatArray) -> FeatureTable:
    """Table with one more column: the natural logarithm of ``limit`` (money > 0, shape (n,))."""
    concept = table.concepts[0].key  # a column needs one; outcome models are never explained
    return FeatureTable(
        (*table.features, log_limit_feature(concept)),
        table.concepts,
        np.column_stack([table.values, np.log(limit)]),
        table.borrower_id,
        table.month,
    )


@dataclass(frozen=True)
class Growth:
    """How the trees of both outcomes are grown."""

    owed: TreeSettings
    balance: TreeSettings


@dataclass(frozen=True)
class Levels:
    """Trees of what borrowers do at the limit proposed.

    Parameters
    ----------
    owed_text, balance_text : str
        Raw scores are logarithms of money.
    keys : tuple of str
        Features in the order learned, the logarithm of the proposal last.
    """

    owed_text: str
    balance_text: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Expected:
    """Levels of n borrowers at the limits proposed to them, and how they answer to another.

    Parameters
    ----------
    owed : ndarray of shape (n,)
        Logarithm of what is owed when a default comes, those without one counted as 0.
    balance : ndarray of shape (n,)
        Logarithm of money.
    slopes : (Slope, Slope)
        Of what is owed and of the balance, per logarithm of the limit.
    """

    owed: FloatArray
    balance: FloatArray
    slopes: tuple[Slope, Slope]

    @property
    def risk(self) -> FloatArray:
        """Logarithm of the share of a balance that defaults, to sort borrowers by, (n,)."""
        return np.asarray(self.owed - self.balance)

    def rows(self, keep: NDArray[Any]) -> "Expected":
        """The borrowers that ``keep`` (mask or positions) selects."""
        return replace(self, owed=self.owed[keep], balance=self.balance[keep])

    def at(self, limit: FloatArray, proposal: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Owed at a default and balance (money) at ``limit``; neither falls when it rises.

        Parameters
        ----------
        limit : ndarray of shape (n,) or (n, g)
            Money > 0.
        proposal : ndarray of shape (n,)
            Money > 0.
        """
        wide = (slice(None),) + (None,) * (limit.ndim - 1)
        more = np.log(limit) - np.log(proposal)[wide]
        owed = np.exp(self.owed[wide] + self.slopes[0].mean * more)
        balance = np.exp(self.balance[wide] + self.slopes[1].mean * more)
        return np.asarray(owed), np.asarray(np.minimum(balance, limit))


def fit_levels(rows: LimitRows, growth: Growth, seed: int, threads: int) -> Levels:
    """Trees of both outcomes, learned from all rows and grown to the settings' end.

    Lots are independent of the borrower, so levels may be learned as if there were none; what lots
    add on average is taken off where the answer to them is read, see `lot_response`.

    No feature has a sign. Its declared direction is that of the chance of a default; who is less
    likely to default often owes more, and trees held to the signs of the chance gained about half
    as much in the simulator. A proposal stands for what its lender thought, so it has none.
    """
    table = with_log_limit(rows.table, rows.proposal)
    free = Goal("tweedie", tuple(0 for _ in table.features), POWER)
    owed, balance = Examples(table, rows.exposure), Examples(table, rows.balance)
    return Levels(
        fit_booster(free, owed, None, growth.owed, seed, threads),
        fit_booster(free, balance, None, growth.balance, seed, threads),
        table.keys,
    )


def levels_of(
    levels: Levels, table: FeatureTable, proposal: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Logarithms of what is owed at a default and of the balance at the limit proposed, (n,)."""
    seen = with_log_limit(table, proposal)
    return (
        raw_scores(levels.owed_text, levels.keys, seen),
        raw_scores(levels.balance_text, levels.keys, seen),
    )


def crossed_levels(
    rows: LimitRows, growth: Growth, seed: int, threads: int
) -> tuple[tuple[Levels, Levels], tuple[FloatArray, FloatArray]]:
    """Trees of either half of the borrowers, and levels of each row from those of the other half.

    Parameters
    ----------
    rows : LimitRows
    growth : Growth
    seed : int
        Divides the borrowers.
    threads : int

    Returns
    -------
    (Levels, Levels), (ndarray of shape (n,), ndarray of shape (n,))
        The second pair as in `levels_of`.
    """
    half = borrower_parts(rows.table.borrower_id, [0.5], seed)
    owed, balance = np.empty(len(rows)), np.empty(len(rows))
    taught = [fit_levels(rows.rows(half != asked), growth, seed, threads) for asked in (0, 1)]
    for asked, levels in enumerate(taught):
        mine = rows.rows(half == asked)
        owed[half == asked], balance[half == asked] = levels_of(levels, mine.table, mine.proposal)
    return (taught[0], taught[1]), (owed, balance)


@dataclass(frozen=True)
class OutcomeModel:
    """Levels from either half of the borrowers, mended on the other, and the slopes of lots.

    Parameters
    ----------
    halves : (Levels, Levels)
    owing, using : Response
        Of what is owed at a default, and of the balance.
    """

    halves: tuple[Levels, Levels]
    owing: Response
    using: Response

    def expected(self, owed: FloatArray, balance: FloatArray) -> Expected:
        """What is expected where trees that never saw a row say these levels, each (n,)."""
        slopes = (self.owing.slope, self.using.slope)
        return Expected(self.owing.mended(owed), self.using.mended(balance), slopes)

    def expected_of(self, table: FeatureTable, proposal: FloatArray) -> Expected:
        """What is expected of people whom neither half has seen."""
        said = [levels_of(half, table, proposal) for half in self.halves]
        owed, balance = np.mean(said, axis=0)
        return self.expected(owed, balance)


def fit_outcome_model(
    rows: LimitRows, growth: Growth, seed: int, threads: int
) -> tuple[OutcomeModel, Expected]:
    """Outcome model, and what it expects of each row by trees that never saw it."""
    halves, (owed, balance) = crossed_levels(rows, growth, seed, threads)
    owing = lot_response(rows.exposure, owed, rows.lot, OWED_PRIOR)
    using = lot_response(rows.balance, balance, rows.lot, BALANCE_PRIOR)
    model = OutcomeModel(halves, owing, using)
    return model, model.expected(owed, balance)
