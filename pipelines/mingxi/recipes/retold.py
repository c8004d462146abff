"""The same best limits told by other limit models: what each part of the telling costs."""

from dataclasses import dataclass, replace

from mingxi.declare.feature import Direction
from mingxi.models.distillation import distilled
from mingxi.models.limit_targets import Targets
from mingxi.models.outcome_bags import OutcomeBags
from mingxi.models.search_space import limit_settings
from mingxi.models.tree_settings import TreeSettings
from mingxi.recipes.decision_model import DecisionModel
from mingxi.records.feature_table import FeatureTable

# times the trees in use, and their leaves; assumption: what these cannot tell, no trees can
MORE_TREES, MORE_LEAVES = 3, 31


@dataclass(frozen=True)
class Retelling:
    """Best limits of past decisions, and who tells them otherwise.

    Parameters
    ----------
    model : DecisionModel
        All but the limit model stays.
    table : FeatureTable
        Rows of the decisions, the lender's information last.
    targets : Targets
    bags : OutcomeBags
    effort : (seed, threads)
    """

    model: DecisionModel
    table: FeatureTable
    targets: Targets
    bags: OutcomeBags
    effort: tuple[int, int]

    def without_proposals(self) -> DecisionModel:
        """Nothing of what the lender before knew is seen."""
        return self._told(self.table.columns(self.table.keys[:-1]), self._settings)

    def without_directions(self) -> DecisionModel:
        """A worse item may raise the limit: what it costs that it never does."""
        free = tuple(replace(one, on_limit=Direction.EITHER) for one in self.table.features)
        return self._told(replace(self.table, features=free), self._settings)

    def with_more_trees(self) -> DecisionModel:
        """Directions hold, and there are many more leaves: what it costs that trees are few."""
        few = self._settings
        many = replace(few, n_rounds=MORE_TREES * few.n_rounds, num_leaves=MORE_LEAVES)
        return self._told(self.table, many)

    @property
    def _settings(self) -> TreeSettings:
        return limit_settings(len(self.table))

    def _told(self, table: FeatureTable, settings: TreeSettings) -> DecisionModel:
        made = distilled(table, self.targets, self.bags, settings, self.effort)
        return replace(self.model, limit=made.model)
