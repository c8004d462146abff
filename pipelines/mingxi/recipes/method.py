"""One method learned: the default-risk model and the limit model, from the same rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.discrimination import auc
from mingxi.models.booster import n_trees, raw_scores
from mingxi.models.credit_limit import (
    CreditLimit,
    ProfitTerms,
    TargetPlan,
    fit_credit_limit,
    optimal_limits,
)
from mingxi.models.default_risk import (
    N_FOLDS,
    CrossFitted,
    DefaultRisk,
    RiskSettings,
    fit_default_risk,
    fit_trees,
    fold_trees,
    folds,
)
from mingxi.models.search_space import limit_settings, outcome_settings, settings_from
from mingxi.recipes.material import Learning

FloatArray = NDArray[np.float64]


# divisions of the borrowers over which target limits are averaged; measured: see reports/LOG.md
BAGS = 4


@dataclass(frozen=True)
class Method:
    """A fitted pair of models and the limits that the second one learned.

    Parameters
    ----------
    crossed : CrossFitted
        The default-risk model with the scores by which it was calibrated.
    limit : CreditLimit
    target : ndarray of shape (m,)
        Limits that were learned, for the training rows; NaN where none was supported.
    """

    crossed: CrossFitted
    limit: CreditLimit
    target: FloatArray

    @property
    def risk(self) -> DefaultRisk:
        """The default-risk model."""
        return self.crossed.model

    @property
    def chosen(self) -> RiskSettings:
        """How the default-risk trees were grown, their number included."""
        return self.crossed.settings


def fitted_method(
    rows: Learning,
    settings: RiskSettings,
    terms: ProfitTerms | None,
    effort: tuple[int, int],
) -> Method:
    """Both models.

    Parameters
    ----------
    rows : Learning
        Rows to learn from, all with an outcome.
    settings : RiskSettings
    terms : ProfitTerms | None
        What lending earns and costs; None: imitate the limits given in the past.
    effort : (seed, threads)
    """
    seed, threads = effort
    crossed = fit_default_risk(rows.table, rows.default, settings, seed, threads)
    target = rows.limit
    if terms is not None:
        target = _bagged_targets(rows, terms, seed, threads)
    limit = fit_credit_limit(
        rows.table.columns(rows.limit_keys),
        target,
        limit_settings(len(rows.table)),
        seed,
        threads,
    )
    return Method(crossed, limit, target)


def _bagged_targets(rows: Learning, terms: ProfitTerms, seed: int, threads: int) -> FloatArray:
    """Mean of the most profitable limits over bags that divide the borrowers differently.

    The best point of a grid jumps with the sample; a limit that people live with should not.
    """
    assert rows.balance is not None, "profit needs balances; settings refuse it otherwise"
    bags = [
        optimal_limits(
            rows.table,
            rows.limit,
            rows.default,
            rows.balance,
            terms,
            TargetPlan(outcome_settings(len(rows.table)), seed=seed + bag, threads=threads),
        )
        for bag in range(BAGS)
    ]
    return np.asarray(np.mean(bags, axis=0))


def folded_scores(
    rows: Learning, settings: RiskSettings, effort: tuple[int, int]
) -> tuple[FloatArray, NDArray[np.int64]]:
    """Log-odds of each row from trees that never saw its borrower, and its fold, each (n,).

    How many trees are grown is seen on another fold, so the rows of a fold decide nothing about
    the trees that judge them.
    """
    fold = folds(rows.table, rows.default, effort[0])
    raw = np.empty(len(fold))
    for number in range(N_FOLDS):
        asked, others = fold == number, rows.rows(fold != number)
        aside = fold[fold != number] == (number + 1) % N_FOLDS
        stopped = fold_trees(others.table, others.default, aside, settings, effort)
        enough = replace(settings, n_rounds=n_trees(stopped.text))
        trees = fit_trees(others.table, others.default, enough, effort)
        raw[asked] = raw_scores(trees, rows.table.keys, rows.table.rows(asked))
    return raw, fold


def search_score(rows: Learning, start: RiskSettings, effort: tuple[int, int]) -> Any:
    """Function from search parameters to the mean AUC over folds, told fold by fold.

    A search may give up on parameters after the first folds. Every trial is asked about the same
    folds, so their luck is the same for all.

    Parameters
    ----------
    rows : Learning
        Rows to learn from, all with an outcome.
    start : RiskSettings
        Settings that the parameters replace.
    effort : (seed, threads)
    """
    fold = folds(rows.table, rows.default, effort[0])

    def score(params: Mapping[str, float]) -> Iterator[tuple[float, Mapping[str, Any]]]:
        found, grown = [], []
        for number in range(N_FOLDS):
            asked = fold == number
            settings = settings_from(params, start)
            trees = fold_trees(rows.table, rows.default, asked, settings, effort)
            found.append(auc(rows.default[asked], trees.raw))
            grown.append(n_trees(trees.text))
            yield float(np.mean(found)), {"n_trees": float(np.mean(grown))}

    return score
