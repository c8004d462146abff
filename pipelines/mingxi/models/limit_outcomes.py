"""What happens at another limit: default and balance by borrower and limit.

Each outcome is a level and a slope. The level, what a borrower does at the limit proposed, is
learned by trees from everybody. The slope, what a limit does to it, is read from lots alone: trees
that get the limit as a feature take for its effect what is due to those who got it, and in the
simulator chosen limits then lost a third more than promised.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.models.booster import Examples, Goal, fit_booster, raw_scores, risk_signs
from mingxi.models.lot_response import Slope, lot_slope
from mingxi.models.split import borrower_parts
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable
from mingxi.records.limit_rows import LimitRows

FloatArray = NDArray[np.float64]

# without lots these are all there is. Balance: a tenth of a larger limit is drawn on average and
# far more where the line is full (Gross and Souleles 2002; Aydin 2022), so nearly in proportion;
# default: the chance rises with what is owed. assumption: widths that a hundred lots outweigh
BALANCE_PRIOR, DEFAULT_PRIOR = Slope(0.7, 0.3), Slope(0.5, 0.5)


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
class Levels:
    """Trees of what borrowers do at the limit proposed.

    Parameters
    ----------
    default_text, balance_text : str
        Raw scores are log-odds, and the logarithm of money.
    keys : tuple of str
        Features in the order learned, the logarithm of the proposal last.
    """

    default_text: str
    balance_text: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Expected:
    """Levels of n borrowers at the limits proposed to them, and how they answer to another.

    Parameters
    ----------
    default : ndarray of shape (n,)
        Log-odds.
    balance : ndarray of shape (n,)
        Logarithm of money.
    slopes : (Slope, Slope)
        Of default and of balance, per logarithm of the limit.
    """

    default: FloatArray
    balance: FloatArray
    slopes: tuple[Slope, Slope]

    def at(self, limit: FloatArray, proposal: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Default probability and balance (money) at ``limit``; neither falls when it rises.

        Parameters
        ----------
        limit : ndarray of shape (n,) or (n, g)
            Money > 0.
        proposal : ndarray of shape (n,)
            Money > 0.
        """
        wide = (slice(None),) + (None,) * (limit.ndim - 1)
        more = np.log(limit) - np.log(proposal)[wide]
        risk = expit(self.default[wide] + self.slopes[0].mean * more)
        balance = np.exp(self.balance[wide] + self.slopes[1].mean * more)
        return np.asarray(risk), np.asarray(np.minimum(balance, limit))


def fit_levels(rows: LimitRows, settings: TreeSettings, seed: int, threads: int) -> Levels:
    """Trees of default and balance, learned from all rows and grown to the settings' end.

    Lots are as likely to raise a limit as to lower it, and independent of the borrower; so levels
    may be learned as if there were none.
    """
    table = with_log_limit(rows.table, rows.proposal)
    # how a feature moves the balance is nobody's declaration; and a proposal stands for what its
    # lender thought of the borrower, so it has no sign either
    free = tuple(0 for _ in table.features)
    signs = (*risk_signs(rows.table.features), 0)
    default, balance = Examples(table, rows.default), Examples(table, rows.balance)
    return Levels(
        fit_booster(Goal("binary", signs), default, None, settings, seed, threads),
        fit_booster(Goal("tweedie", free), balance, None, settings, seed, threads),
        table.keys,
    )


def levels_of(
    levels: Levels, table: FeatureTable, proposal: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Log-odds of default and logarithm of balance at the limit proposed, each (n,)."""
    seen = with_log_limit(table, proposal)
    return (
        raw_scores(levels.default_text, levels.keys, seen),
        raw_scores(levels.balance_text, levels.keys, seen),
    )


def crossed_levels(
    rows: LimitRows, settings: TreeSettings, seed: int, threads: int
) -> tuple[FloatArray, FloatArray]:
    """Levels of each row from trees that learned from the other half of the borrowers, (n,).

    Parameters
    ----------
    rows : LimitRows
    settings : TreeSettings
    seed : int
        Divides the borrowers.
    threads : int
    """
    half = borrower_parts(rows.table.borrower_id, [0.5], seed)
    default, balance = np.empty(len(rows)), np.empty(len(rows))
    for number in (0, 1):
        asked = half == number
        levels = fit_levels(rows.rows(~asked), settings, seed, threads)
        mine = rows.rows(asked)
        default[asked], balance[asked] = levels_of(levels, mine.table, mine.proposal)
    return default, balance


def expected_of(rows: LimitRows, levels: tuple[FloatArray, FloatArray]) -> Expected:
    """Levels with the slopes that the lots of these rows show."""
    default, balance = levels
    slopes = (
        lot_slope(rows.default, default, rows.lot, "log-odds", DEFAULT_PRIOR),
        lot_slope(rows.balance, balance, rows.lot, "log", BALANCE_PRIOR),
    )
    return Expected(default, balance, slopes)
