"""The limit model: one set of trees with squared error on money, so that every yuan adds up."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.models.booster import Examples, Goal, fit_booster, limit_signs, raw_scores
from mingxi.models.profit import LIMIT_GRID, ProfitTerms
from mingxi.models.split import borrower_parts
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

__all__ = [
    "LIMIT_GRID",
    "CreditLimit",
    "ProfitTerms",
    "fit_credit_limit",
    "proposed_limit",
]

FloatArray = NDArray[np.float64]

STOP_SHARE = 0.2  # assumption: a fifth of the borrowers is enough to see when to stop


@dataclass(frozen=True)
class CreditLimit:
    """A trained limit model as plain values.

    Parameters
    ----------
    booster_text : str
        LightGBM's text of the trees; the raw score is money, the sum of the leaves reached.
    keys : tuple of str
        Features in the order learned.
    """

    booster_text: str
    keys: tuple[str, ...]


def fit_credit_limit(
    table: FeatureTable,
    target_limit: FloatArray,
    settings: TreeSettings,
    seed: int,
    threads: int,
    weight: FloatArray | None = None,
) -> CreditLimit:
    """Limit model that reproduces ``target_limit`` from the features alone.

    The same for both births of a target: distilled from the profit grid (`optimal_limits`), or
    imitation of limits given in the past. Constraints are the declared directions on the limit.
    A fifth of the borrowers is set aside to decide when to stop.

    Without ``weight`` fitted twice. Limits scatter more where they are large, so the second time
    an error counts in inverse proportion to the limit that the first fit expects: otherwise the
    large limits decide all splits and many of the smallest proposals end below zero. Such weights
    depend on the features alone, so means stay means and every yuan still adds up.

    Parameters
    ----------
    table : FeatureTable
    target_limit : ndarray of shape (n,)
        Money; rows with NaN are left out.
    settings : TreeSettings
    seed : int
    threads : int
    weight : ndarray of shape (n,), optional
        How much an error in each target counts, > 0.

    Raises
    ------
    BadData
        No target is known, or one is infinite.
    BadDeclaration
        Directions and kinds of features disagree.
    """
    known = ~np.isnan(target_limit)
    if not known.any():
        raise BadData("target limits", "none is known", "Provide limits or outcomes at limits")
    plain = Examples(table.rows(known), target_limit[known])
    aside = borrower_parts(plain.table.borrower_id, [STOP_SHARE], seed) == 0

    def fitted(examples: Examples) -> CreditLimit:
        """Trees grown on what is not set aside, stopped on what is."""
        goal = Goal("regression", limit_signs(table.features))
        learned, stop = examples.rows(~aside), examples.rows(aside)
        text = fit_booster(goal, learned, stop, settings, seed, threads)
        return CreditLimit(text, table.keys)

    if weight is not None:
        return fitted(replace(plain, weight=weight[known]))
    first = proposed_limit(fitted(plain), plain.table)
    return fitted(Examples(plain.table, plain.y, _weight(first, plain.y)))


def proposed_limit(model: CreditLimit, table: FeatureTable) -> FloatArray:
    """Limit the model proposes, money, shape (n,): finite, not rounded, not capped.

    Raises
    ------
    ModelMismatch
        The table has other columns than the model, or another order.
    """
    return raw_scores(model.booster_text, model.keys, table)


def _weight(first: FloatArray, target: FloatArray) -> FloatArray:
    # no row counts for more than the middle of the smallest tenth of the targets would
    size = np.abs(target)
    floor = max(float(np.quantile(size, 0.05)), 0.01 * float(size.mean()), 1e-9)
    weight = 1.0 / np.maximum(first, floor)
    return np.asarray(weight / weight.mean())
