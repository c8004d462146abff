"""The limit learned from profit: residual, outcomes, allocation, distillation, evidence."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.models.booster import tree_shares
from mingxi.models.credit_limit import CreditLimit, ProfitTerms
from mingxi.models.distillation import Distilled, distilled
from mingxi.models.limit_evidence import LimitEvidence
from mingxi.models.limit_outcomes import Growth
from mingxi.models.limit_targets import PerLine, TargetPlan, Targets, optimal_limits
from mingxi.models.outcome_bags import OutcomeBags, outcome_bags
from mingxi.models.proposal_residual import (
    LENDER_INFORMATION,
    ExpectedProposal,
    fit_expected_proposal,
    with_lender_information,
)
from mingxi.models.search_space import (
    limit_settings,
    outcome_settings,
    owed_settings,
    proposal_settings,
)
from mingxi.recipes.settings import Amount, Limit
from mingxi.records.feature_table import FeatureTable
from mingxi.records.limit_rows import LimitRows

FloatArray = NDArray[np.float64]

SHARE_ROWS = 2000  # a share of hundredths is steady over so many


@dataclass(frozen=True)
class LimitPlan:
    """How a limit is learned from profit.

    Parameters
    ----------
    terms : ProfitTerms
    bags : int
    targets : TargetPlan
    """

    terms: ProfitTerms
    bags: int = 4
    targets: TargetPlan = field(default_factory=TargetPlan)


@dataclass(frozen=True)
class Prepared:
    """What can be learned of decisions before anybody says what a limit may cost.

    Parameters
    ----------
    rows : LimitRows
        With the lender's information as their last column.
    expected : ExpectedProposal
    bags : OutcomeBags
    """

    rows: LimitRows
    expected: ExpectedProposal
    bags: OutcomeBags


@dataclass(frozen=True)
class LearnedLimit:
    """A limit model with what it learned and what is expected of it."""

    model: CreditLimit
    target: FloatArray
    proposed: FloatArray
    expected: ExpectedProposal
    evidence: LimitEvidence


def limit_plan(limit: Limit, terms: ProfitTerms | None) -> LimitPlan | None:
    """Plan that the settings ask for; None for imitation."""
    if terms is None:
        return None
    exposure = {name: _asked(amount) for name, amount in limit.budget.exposure.items()}
    targets = TargetPlan(caution=limit.caution, loss=_asked(limit.budget.loss), exposure=exposure)
    return LimitPlan(terms, limit.bags, targets)


def prepared(rows: LimitRows | None, plan: LimitPlan, effort: tuple[int, int]) -> Prepared:
    """Residual of the proposals, and outcomes in bags; effort: (seed, threads).

    Raises
    ------
    BadData
        There are no decisions.
    """
    if rows is None or not len(rows):
        raise BadData(
            "a limit learned from profit",
            "there are no decisions on limits with an outcome",
            "Use limit.method: imitation",
        )
    n = len(rows)
    expected, left = fit_expected_proposal(rows.table, rows.proposal, proposal_settings(n), effort)
    informed = replace(rows, table=with_lender_information(rows.table, left))
    bags = outcome_bags(informed, plan.terms, growth(n), plan.bags, effort)
    return Prepared(informed, expected, bags)


def growth(n_rows: int) -> Growth:
    """How the trees of outcomes are grown for so many decisions."""
    return Growth(owed_settings(n_rows), outcome_settings(n_rows))


def learned_limit(found: Prepared, plan: LimitPlan, effort: tuple[int, int]) -> LearnedLimit:
    """Limit model within the budgets of the plan; effort: (seed, threads)."""
    targets = optimal_limits(found.rows, found.bags, plan.targets)
    table = found.rows.table
    made = distilled(table, targets, found.bags, limit_settings(len(table)), effort)
    evidence = _evidence(found, plan, targets, made)
    return LearnedLimit(made.model, made.target, made.limit, found.expected, evidence)


def lender_share(model: CreditLimit, table: FeatureTable) -> float | None:
    """Share of what moves the limit that is lender information; None: the model has none."""
    if LENDER_INFORMATION.key not in model.keys:
        return None
    some = table.rows(np.linspace(0, len(table) - 1, min(len(table), SHARE_ROWS)).astype(int))
    shares = tree_shares(model.booster_text, model.keys, some)
    return float(shares[model.keys.index(LENDER_INFORMATION.key)])


def _asked(budget: Amount) -> float | PerLine:
    if budget.per_line is not None:
        return PerLine(budget.per_line)
    assert budget.times is not None, "settings have refused a budget without an amount"
    return budget.times


def _evidence(
    found: Prepared, plan: LimitPlan, targets: Targets, made: Distilled
) -> LimitEvidence:
    rows, bags = found.rows, found.bags
    n = len(rows)
    tried = targets.allocation.choice >= 0
    best = np.where(tried, targets.limit, rows.limit)
    near = _near(rows, plan.targets)
    slopes = [(bag.slopes[0].mean, bag.slopes[1].mean) for bag in bags.bags]
    owed, balance = np.array(slopes).T
    sds = [(bag.slopes[0].sd, bag.slopes[1].sd) for bag in bags.bags]
    sd = np.mean(sds, axis=0)
    return LimitEvidence(
        decisions=n,
        borrowers=len(np.unique(rows.table.borrower_id)),
        by_lot=float((rows.lot != 0).mean()),
        balance_slope=(float(balance.mean()), float(sd[1])),
        owed_slope=(float(owed.mean()), float(sd[0])),
        proposal_spread=float(np.log(rows.table.values[:, -1]).std()),
        supported=float(targets.supported.sum() / near),
        caution=plan.targets.caution,
        loss_ratio=bags.loss_ratio,
        legacy=_expected(bags, rows.mean_limit),
        best=_expected(bags, best),
        learned=_expected(bags, made.limit),
        prices=targets.allocation.prices,
        budget=targets.budget / n,
        lender_share=lender_share(made.model, rows.table),
    )


def _expected(bags: OutcomeBags, limit: FloatArray) -> dict[str, float]:
    found = bags.at(limit)
    return {
        "profit": float(found.profit.mean()),
        "loss": float(found.loss.mean()),
        "limit": float(limit.mean()),
    }


def _near(rows: LimitRows, plan: TargetPlan) -> int:
    ratio = np.array(plan.grid) / rows.proposal[:, None]
    return max(int(((ratio >= 1 / plan.support) & (ratio <= plan.support)).sum()), 1)
