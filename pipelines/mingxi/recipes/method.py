"""One method learned: the default-risk model and the limit model, from the same rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.discrimination import auc
from mingxi.models.booster import n_trees, raw_scores
from mingxi.models.credit_limit import CreditLimit, fit_credit_limit, proposed_limit
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
from mingxi.models.limit_evidence import LimitEvidence
from mingxi.models.proposal_residual import ExpectedProposal
from mingxi.models.search_space import limit_settings, settings_from
from mingxi.recipes.decision_model import Confirmer
from mingxi.recipes.learned_limit import LimitPlan, learned_limit, prepared
from mingxi.recipes.material import Learning

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Method:
    """A fitted pair of models and the limits that the second one learned.

    Parameters
    ----------
    crossed : CrossFitted
        The default-risk model with the scores by which it was calibrated.
    limit : CreditLimit
    target, proposed : ndarray of shape (m,)
        Limits that were learned, NaN where none was supported; and what the model makes of them.
    lender : ExpectedProposal | None
        What the limit model takes of the lender's own proposals; None where it takes nothing.
    evidence : LimitEvidence | None
        How the limit was learned from profit; None for an imitation.
    confirmers : tuple of Confirmer
        Both models learned again, to confirm what is advised.
    """

    crossed: CrossFitted
    limit: CreditLimit
    target: FloatArray
    proposed: FloatArray
    lender: ExpectedProposal | None = None
    evidence: LimitEvidence | None = None
    confirmers: tuple[Confirmer, ...] = ()

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
    plan: LimitPlan | None,
    effort: tuple[int, int],
) -> Method:
    """Both models.

    Parameters
    ----------
    rows : Learning
        Rows to learn from, all with an outcome; with decisions where the limit is learned from
        profit.
    settings : RiskSettings
    plan : LimitPlan | None
        How the limit is learned from profit; None: imitate the limits given in the past.
    effort : (seed, threads)
    """
    crossed = fit_default_risk(rows.table, rows.default, settings, *effort)
    if plan is not None:
        made = learned_limit(prepared(rows.decisions, plan, effort), plan, effort)
        return Method(
            crossed, made.model, made.target, made.proposed, made.expected, made.evidence
        )
    table = rows.table.columns(rows.limit_keys)
    limit = fit_credit_limit(table, rows.limit, limit_settings(len(table)), *effort)
    return Method(crossed, limit, rows.limit, proposed_limit(limit, table))


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
        """Score after each fold, for the pruner."""
        found, grown = [], []
        for number in range(N_FOLDS):
            asked = fold == number
            settings = settings_from(params, start)
            trees = fold_trees(rows.table, rows.default, asked, settings, effort)
            found.append(auc(rows.default[asked], trees.raw))
            grown.append(n_trees(trees.text))
            yield float(np.mean(found)), {"n_trees": float(np.mean(grown))}

    return score
