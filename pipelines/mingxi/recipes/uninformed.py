"""Our limit policy told by a model that sees nothing of what the lender before knew."""

from dataclasses import replace

from mingxi.models.distillation import distilled
from mingxi.models.limit_targets import optimal_limits
from mingxi.models.search_space import limit_settings
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.learned_limit import LimitPlan, Prepared


def without_proposals(
    model: DecisionModel, found: Prepared, plan: LimitPlan, effort: tuple[int, int]
) -> DecisionModel:
    """The same best limits, learned by a model that the lender's information is kept from."""
    table = found.rows.table.columns(found.rows.table.keys[:-1])
    targets = optimal_limits(found.rows, found.bags, plan.targets)
    made = distilled(table, targets, found.bags, limit_settings(len(table)), effort)
    return replace(model, limit=made.model)
