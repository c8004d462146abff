"""Both models learned again from redrawn borrowers, to confirm what is advised."""

from mingxi.models.default_risk import RiskSettings, fit_trees
from mingxi.recipes.decision_model import Confirmer
from mingxi.recipes.learned_limit import LimitPlan, learned_limit, prepared
from mingxi.recipes.material import Learning

# seeds of their own: whoever judges a run later draws other borrowers
SEEDS_FROM = 1_000


def confirmers(
    rows: Learning,
    settings: RiskSettings,
    plan: LimitPlan,
    count: int,
    effort: tuple[int, int],
) -> tuple[Confirmer, ...]:
    """Trees of ``count`` pairs of models, the two of a pair from the same redrawn borrowers.

    What trees make of chance is another in each, what the records say is the same.

    Parameters
    ----------
    rows : Learning
        What the models in use were learned from, decisions included.
    settings : RiskSettings
        How the trees of risk in use were grown, their number included.
    plan : LimitPlan
    count : int
        0 or more.
    effort : (seed, threads)

    Raises
    ------
    BadData
        There are no decisions.
    """
    return tuple(
        _confirmer(rows, settings, plan, (effort[0] + SEEDS_FROM + number, effort[1]))
        for number in range(count)
    )


def _confirmer(
    rows: Learning, settings: RiskSettings, plan: LimitPlan, effort: tuple[int, int]
) -> Confirmer:
    drawn = rows.redrawn(effort[0])
    risk = fit_trees(drawn.table, drawn.default, settings, effort)
    limit = learned_limit(prepared(drawn.decisions, plan, effort), plan, effort).model
    return Confirmer(risk, limit.booster_text)
