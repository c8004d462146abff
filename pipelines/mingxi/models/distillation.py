"""From best limits to a limit model: one set of trees in yuan that keeps the budget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mingxi.models.booster import more_trees
from mingxi.models.credit_limit import CreditLimit, fit_credit_limit, proposed_limit
from mingxi.models.limit_targets import Targets
from mingxi.models.outcome_bags import OutcomeBags
from mingxi.models.tree_settings import TreeSettings
from mingxi.models.worth import Worth, worth_of
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]

# attempts to use the budget up without exceeding it, from which use on it counts as used up, and
# the use that is aimed at
ATTEMPTS, USED_UP, AIM = 6, 0.98, 0.99
MOST_ROWS = 100_000  # to learn from; of 475,000 decisions, 237,000 taught no better limits
FIRST_SHARE = 1 / 3  # of the trees; assumption: a first third is near enough to climb from


@dataclass(frozen=True)
class Distilled:
    """A limit model, and what the outcome models expect of it.

    Parameters
    ----------
    model : CreditLimit
    target : ndarray of shape (n,)
        Limits it learned first, money.
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
    """Limit model of highest expected worth that its trees can tell, within the budget for loss.

    A first third of the trees learns the targets. All others climb the expected worth itself, by
    its slope and bend at the limits reached: trees cannot repeat every target, and which miss is
    cheap only the worth knows. The price of loss is set so that the model's own limits use the
    budget, and not those of the targets; they are asked about all decisions.

    Parameters
    ----------
    table : FeatureTable
        What the limit model may see of the decisions.
    targets : Targets
    bags : OutcomeBags
    settings : TreeSettings
    effort : (seed, threads)
    """
    floor = float(np.nanmin(targets.limit))
    # every k-th row: months follow one another in the rows, so all months are among them
    some = np.arange(0, len(table), -(-len(table) // MOST_ROWS))
    rows, aims, told = table.rows(some), targets.rows(some), bags.rows(some)
    worth = worth_of(aims, told)
    few = replace(settings, n_rounds=max(round(FIRST_SHARE * settings.n_rounds), 1))
    weight = worth.weight(np.nan_to_num(aims.limit, nan=floor))
    first = fit_credit_limit(rows, aims.limit, few, *effort, weight)
    rest = replace(settings, n_rounds=settings.n_rounds - few.n_rounds)
    tried: list[_Attempt] = []
    for _ in range(ATTEMPTS):
        model = _climbed(first, rows, worth, rest, effort)
        limit = np.maximum(proposed_limit(model, table), floor)
        used = float(bags.at(limit).loss.sum()) / targets.budget
        tried.append(_Attempt(worth.price, used, Distilled(model, targets.limit, limit)))
        if used <= 1.0 and (used >= USED_UP or worth.price == 0.0):
            break
        worth = worth.at_price(_next_price(tried))
    # the fullest use within the budget, or else the least beyond it
    return min(tried, key=lambda one: (one.used > 1.0, abs(one.used - 1.0))).found


@dataclass(frozen=True)
class _Attempt:
    """A price of loss, the share of the budget that the limits learned at it use, and they."""

    price: float
    used: float
    found: Distilled


def _next_price(tried: Sequence[_Attempt]) -> float:
    """Price at which the budget should be used up.

    On the line between a price too low and one too high; before there are both, as if the loss
    fell with the root of its price.
    """
    over = [one for one in tried if one.used > 1.0]
    under = [one for one in tried if one.used <= 1.0]
    if not over or not under:
        last = tried[-1]
        return max((1.0 + last.price) * (last.used / AIM) ** 2 - 1.0, 0.0)
    low, high = max(over, key=lambda one: one.price), min(under, key=lambda one: one.price)
    share = (low.used - AIM) / (low.used - high.used)
    return low.price + min(share, 1.0) * (high.price - low.price)


def _climbed(
    first: CreditLimit,
    table: FeatureTable,
    worth: Worth,
    settings: TreeSettings,
    effort: tuple[int, int],
) -> CreditLimit:
    """The model with more trees, each up the slope of the worth of all limits so far."""
    text = more_trees(first.booster_text, table, worth.pull, settings, *effort)
    return CreditLimit(text, first.keys)
