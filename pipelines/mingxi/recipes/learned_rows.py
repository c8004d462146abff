"""Which rows of a world models are learned from, and which only judge them."""

from dataclasses import replace

from mingxi.models.split import Split, SplitPlan, split
from mingxi.recipes.material import Learning, WorldMaterial
from mingxi.recipes.settings import Settings


def world_rows(settings: Settings, material: WorldMaterial) -> tuple[Learning, Split]:
    """Rows with outcomes, decisions with them where the limit is learned from profit; their parts.

    The same to whoever asks: the training, and those who learn again from what it learned from.
    """
    snapshots = settings.snapshots
    assert snapshots is not None, "settings of a world have snapshots"
    shares = (settings.training.holdout_share, settings.seed)
    plan = SplitPlan(snapshots.train, snapshots.out_of_time, *shares)
    learning = material.learning((*plan.train_months, *plan.oot_months), snapshots.horizon_months)
    if settings.limit.method == "profit":
        learning = replace(learning, decisions=material.decisions(max(plan.train_months)))
    return learning, split(learning.table.borrower_id, learning.table.month, plan)


def learned_rows(settings: Settings, material: WorldMaterial) -> Learning:
    """The rows that models are learned from."""
    learning, parts = world_rows(settings, material)
    return learning.rows(parts.train)
