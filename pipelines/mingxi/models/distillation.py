"""From best limits to a limit model: one set of trees in yuan that keeps the budget."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.models.credit_limit import CreditLimit, fit_credit_limit, proposed_limit
from mingxi.models.limit_targets import Targets
from mingxi.models.outcome_bags import OutcomeBags
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]

# attempts to come within the budget, and how far below it each aims
ATTEMPTS, BELOW = 4, 1.002
STEP = 0.3  # of the limit; assumption: about how far trees miss a target


@dataclass(frozen=True)
class Distilled:
    """A limit model, and what the outcome models expect of it.

    Parameters
    ----------
    model : CreditLimit
    target : ndarray of shape (n,)
        Limits it learned, money.
    limit : ndarray of shape (n,)
        What it proposes for the rows it learned from, at least ``floor``, money.
    """

    model: CreditLimit
    target: FloatArray
    limit: FloatArray


def distilled(
    table: FeatureTable,
    targets: Targets,
    bags: OutcomeBags,
    settings: TreeSettings,
    effort: tuple[int, int],
) -> Distilled:
    """Limit model learned from the targets, its expected loss within their budget.

    Trees smooth what a grid makes jump. Where their limits together would lose more than the
    budget, all targets are lowered by one factor and learned again.

    Parameters
    ----------
    table : FeatureTable
        What the limit model may see of the decisions.
    targets : Targets
    bags : OutcomeBags
    settings : TreeSettings
    effort : (seed, threads)
    """
    floor, factor = float(np.nanmin(targets.limit)), 1.0
    weight = regret(bags, targets.limit)
    for _ in range(ATTEMPTS):
        target = factor * targets.limit
        model = fit_credit_limit(table, target, settings, *effort, weight)
        limit = np.maximum(proposed_limit(model, table), factor * floor)
        over = float(bags.at(limit).loss.sum()) / targets.budget
        if over <= 1.0:
            break
        factor /= BELOW * over
    return Distilled(model, target, limit)


def regret(bags: OutcomeBags, target: FloatArray) -> FloatArray:
    """What a yuan of error costs near each target, squared: profit's own curvature, shape (n,).

    An error where profit is flat costs nothing, so the trees may spend their splits where it is
    steep. Where it bends the wrong way, the flattest tenth stands in.
    """
    limit = np.nan_to_num(target, nan=float(np.nanmin(target)))
    aside = [bags.at(limit * (1.0 + step)).profit for step in (-STEP, STEP)]
    drop = bags.at(limit).profit - np.mean(aside, axis=0)
    bend = np.maximum(drop, 0.0) / (STEP * limit) ** 2
    low, high = np.quantile(bend, [0.1, 0.99])
    weight = np.clip(bend, max(low, 1e-6 * high, 1e-300), max(high, 1e-300))
    return np.asarray(weight / weight.mean())
