"""Our limit policy at several budgets of loss, and the same method without the lender's proposals.

The evidence of a policy at equal loss needs versions of it that lose less and more than the
legacy lender. They are learned as the policy itself was, from the same decisions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingxi.models.distillation import distilled
from mingxi.models.limit_targets import optimal_limits
from mingxi.models.outcome_bags import outcome_bags
from mingxi.models.search_space import limit_settings, outcome_settings
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.learned_limit import LimitPlan, learned_limit, prepared
from mingxi.records.limit_rows import LimitRows


def at_budgets(
    model: DecisionModel,
    decisions: LimitRows,
    plan: LimitPlan,
    shares: Sequence[float],
    effort: tuple[int, int],
) -> Iterator[tuple[float, DecisionModel]]:
    """The policy at each share of the budget of ``plan``.

    At share 1 it is ``model`` itself, as it was trained and is deployed.
    """
    found = prepared(decisions, plan, effort)
    for share in shares:
        if share == 1.0:
            yield share, model
            continue
        made = learned_limit(found, _at(plan, share), effort)
        yield share, replace(model, limit=made.model, lender=made.expected)


def without_proposals(
    model: DecisionModel,
    decisions: LimitRows,
    plan: LimitPlan,
    shares: Sequence[float],
    effort: tuple[int, int],
) -> Iterator[tuple[float, DecisionModel]]:
    """The same method where nothing stands for what the lender knew beside the features."""
    n = len(decisions)
    bags = outcome_bags(decisions, plan.terms, outcome_settings(n), plan.bags, effort)
    for share in shares:
        targets = optimal_limits(decisions, bags, _at(plan, share).targets)
        made = distilled(decisions.table, targets, bags, limit_settings(n), effort)
        yield share, replace(model, limit=made.model)


def _at(plan: LimitPlan, share: float) -> LimitPlan:
    return replace(plan, targets=replace(plan.targets, loss=share * plan.targets.loss))
