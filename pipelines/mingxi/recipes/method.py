"""One method learned: the default-risk model and the limit model, from the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.discrimination import auc
from mingxi.models.credit_limit import (
    CreditLimit,
    ProfitTerms,
    TargetPlan,
    fit_credit_limit,
    optimal_limits,
)
from mingxi.models.default_risk import DefaultRisk, RiskSettings, fit_default_risk, pd_12m
from mingxi.models.search_space import limit_settings, outcome_settings
from mingxi.models.split import Split
from mingxi.recipes.material import Learning

FloatArray = NDArray[np.float64]


# divisions of the borrowers over which target limits are averaged; measured: see reports/LOG.md
BAGS = 4


@dataclass(frozen=True)
class Method:
    """A fitted pair of models and the limits that the second one learned.

    Parameters
    ----------
    risk : DefaultRisk
    limit : CreditLimit
    target : ndarray of shape (m,)
        Limits that were learned, for the rows of train and valid; NaN where none was supported.
    """

    risk: DefaultRisk
    limit: CreditLimit
    target: FloatArray


def fitted_risk(
    learning: Learning, parts: Split, settings: RiskSettings, seed: int, threads: int
) -> DefaultRisk:
    """Default-risk model from the rows of train, stopped and calibrated on those of valid."""
    examples = [
        (learning.table.rows(part), learning.default[part]) for part in (parts.train, parts.valid)
    ]
    return fit_default_risk(examples[0], examples[1], settings, seed, threads)


def fitted_method(
    learning: Learning,
    parts: Split,
    settings: RiskSettings,
    terms: ProfitTerms | None,
    effort: tuple[int, int],
) -> Method:
    """Both models.

    Parameters
    ----------
    learning : Learning
    parts : Split
    settings : RiskSettings
    terms : ProfitTerms | None
        What lending earns and costs; None: imitate the limits given in the past.
    effort : (seed, threads)
    """
    seed, threads = effort
    risk = fitted_risk(learning, parts, settings, seed, threads)
    rows = learning.rows(parts.train | parts.valid)
    target = rows.limit
    if terms is not None:
        target = _bagged_targets(rows, terms, seed, threads)
    limit = fit_credit_limit(
        rows.table.columns(learning.limit_keys),
        target,
        limit_settings(len(rows.table)),
        seed,
        threads,
    )
    return Method(risk, limit, target)


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


def search_score(learning: Learning, parts: Split, fit: Any, seed: int, threads: int) -> Any:
    """Function from search parameters to the AUC on valid, with what a reader wants to know."""

    def score(params: Mapping[str, float]) -> tuple[float, Mapping[str, Any]]:
        model = fitted_risk(learning, parts, fit(params), seed, threads)
        found = auc(learning.default[parts.valid], pd_12m(model, learning.table.rows(parts.valid)))
        return found, {"n_trees": model.booster_text.count("\nTree=")}

    return score
