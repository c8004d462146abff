"""What happens at another limit: default and balance by borrower and limit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.models.booster import (
    Examples,
    Goal,
    fit_booster,
    raw_scores,
    risk_signs,
)
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]


def log_limit_feature(concept: str) -> Feature:
    """Declaration of the limit itself as a column: more limit never means less risk or balance.

    The logarithm, because doubling a limit changes behaviour about as much at 2,000 as at 20,000
    (arXiv 2007.05188). Only the outcome models see it; no letter ever speaks of it.
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
class LimitOutcomes:
    """Trained answers to "what if the limit were …".

    Parameters
    ----------
    default_text, balance_text : str
        Trees for the 12-month default (log-odds) and the mean balance (log of money).
    keys : tuple of str
        Features in the order learned, the log of the limit last.
    """

    default_text: str
    balance_text: str
    keys: tuple[str, ...]


def fit_limit_outcomes(
    default: tuple[Examples, Examples],
    balance: tuple[Examples, Examples],
    settings: TreeSettings,
    seed: int,
    threads: int,
) -> LimitOutcomes:
    """Outcome models learned from pairs of rows to learn from and rows to stop on.

    Parameters
    ----------
    default, balance : (Examples, Examples)
        Tables made by `with_log_limit`; default is 0 or 1, balance is money ≥ 0.
    settings : TreeSettings
    seed : int
    threads : int
    """
    features = default[0].table.features
    # how a feature moves the balance is nobody's declaration: only the limit's own sign is kept
    only_limit = tuple(0 for _ in features[:-1]) + risk_signs(features[-1:])
    on_risk, on_balance = Goal("binary", risk_signs(features)), Goal("tweedie", only_limit)
    return LimitOutcomes(
        fit_booster(on_risk, *default, settings, seed, threads),
        fit_booster(on_balance, *balance, settings, seed, threads),
        default[0].table.keys,
    )


def outcomes_at(
    outcomes: LimitOutcomes, table: FeatureTable, limit: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Default probability and mean balance (money) at ``limit``, each of shape (n,).

    Parameters
    ----------
    outcomes : LimitOutcomes
    table : FeatureTable
        Without the column of the limit.
    limit : ndarray of shape (n,)
        Money > 0. Neither answer falls when it rises.
    """
    rows = with_log_limit(table, limit)
    risk = raw_scores(outcomes.default_text, outcomes.keys, rows)
    balance = raw_scores(outcomes.balance_text, outcomes.keys, rows)
    return np.asarray(expit(risk)), np.exp(balance)
