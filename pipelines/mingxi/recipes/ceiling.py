"""How near the risk model is to what its facts can tell, and whether its word holds.

mingxi ceiling configs/quick.yaml

What the facts can tell is measured, not guessed: the same features, learned from ten times as many
people. The people who judge are made for it and were never written anywhere: some of the world
that was learned from (the same economy, other people), some of a world with another seed. Last,
the method is learned anew in many economies: how the level of one moves is that one's luck.
"""

from dataclasses import dataclass, replace

from scipy.special import expit

from mingxi.adapters import store
from mingxi.declare.calendar import later
from mingxi.declare.errors import BadConfig
from mingxi.evaluate.calibration import calibration_slope, decile_slope
from mingxi.evaluate.discrimination import auc, ks
from mingxi.evaluate.early_warning import recall_at
from mingxi.evaluate.paired import NOISE, auc_gap
from mingxi.features.history import FROM_MONTHS
from mingxi.models.booster import Examples, Goal, fit_booster, raw_scores, risk_signs
from mingxi.models.default_risk import pd_12m
from mingxi.models.pd_term import pd_by_horizon
from mingxi.models.tree_settings import TreeSettings
from mingxi.recipes.context import Context
from mingxi.recipes.decision_model import DecisionModel, load_decision_model
from mingxi.recipes.economies import economies
from mingxi.recipes.generate import work_of
from mingxi.recipes.graded import FRESH_SEED
from mingxi.recipes.material import Learning
from mingxi.recipes.population import Asked, cut, population
from mingxi.recipes.settings import Snapshots
from mingxi.simulate.config import BLOCK, WorldConfig

LEARN, JUDGE = 200_000, 80_000  # borrowers; two thirds of them owe or may owe at a month end
# grown for several 100,000 rows: twice the leaves and half the pace of the model judged
LARGE = TreeSettings(
    num_leaves=15, learning_rate=0.05, min_data_in_leaf=500, n_rounds=400, early_stopping=50
)
BUDGETS = (0.01, 0.05, 0.10)  # shares of people who can be looked at


@dataclass(frozen=True)
class Judges:
    """Fresh people at the out-of-time month, and those among them who had just come."""

    name: str
    rows: Learning
    new: Learning | None


def ceiling(context: Context, learn: int = LEARN, judge: int = JUDGE) -> dict[str, float]:
    """Print, write and return the figures, by name.

    Parameters
    ----------
    context : Context
    learn : int
        Borrowers that the large model learns from.
    judge : int
        Borrowers of each of the two worlds that judge.

    Raises
    ------
    BadConfig
        The configuration has no world.
    BadData
        The model has not been trained.
    """
    asked = context.settings.snapshots
    if asked is None:
        raise BadConfig(
            "mingxi ceiling",
            f"{context.settings.name!r} describes a table of its own, where nobody fresh is made",
            "Give a configuration with a `world:` section, e.g. configs/quick.yaml",
        )
    model = load_decision_model(context.places.models / "champion")
    config = work_of(context).config
    # a block beyond those that were learned from: nobody is in two parts
    start = -(-config.n_borrowers // BLOCK) * BLOCK
    larger = replace(config, n_borrowers=start + judge + learn)
    other = replace(larger, seed=config.seed + FRESH_SEED)
    found: dict[str, float] = {}
    same = _judges(context, "same economy", larger, (start, start + judge), asked)
    found |= _judged(model, same)
    found |= _judged(
        model, _judges(context, "other economy", other, (start, start + judge), asked)
    )
    rows = _made(
        context,
        larger,
        (start + judge, start + judge + learn),
        Asked(asked.train, asked.horizon_months),
    )[0]
    found |= _against_large(context, model, rows, same.rows)
    found |= economies(context, asked)
    for name, value in found.items():
        context.console.print(f"{name:<66}{value:.4f}")
    store.write_json(context.places.reports / "ceiling.json", found)
    return found


def _judges(
    context: Context, name: str, config: WorldConfig, people: tuple[int, int], asked: Snapshots
) -> Judges:
    month = asked.out_of_time[-1]
    months = tuple(later(month, -k) for k in range(11, -1, -1))
    some = Asked((month,), asked.horizon_months, months, FROM_MONTHS)
    return Judges(name, *_made(context, config, people, some))


def _made(
    context: Context, config: WorldConfig, people: tuple[int, int], asked: Asked
) -> tuple[Learning, Learning | None]:
    with context.counted(f"borrowers {people[0]:,} to {people[1]:,}", len(cut(people))) as done:
        return population(config, people, asked, context.workers, done)


def _judged(model: DecisionModel, judges: Judges) -> dict[str, float]:
    """Figures of the model in use on fresh people."""
    table, y = judges.rows.table, judges.rows.default
    found = {"": (y, pd_12m(model.risk, table))}
    if judges.new is not None:
        found[", newcomers"] = (judges.new.default, pd_12m(model.risk, judges.new.table))
    if model.term is not None:
        early = pd_by_horizon(model.term, model.risk, table)
        for i, months in enumerate(model.term.horizons[:-1]):
            found[f", within {months} months"] = (judges.rows.sooner[months], early[:, i])
    out: dict[str, float] = {}
    for kind, (seen, stated) in found.items():
        who = judges.name + kind
        slope, error = decile_slope(seen, stated)
        out |= {
            f"{who}: people": float(len(seen)),
            f"{who}: defaults": float(seen.sum()),
            f"{who}: AUC": auc(seen, stated),
            f"{who}: KS": ks(seen, stated),
            f"{who}: stated rate": float(stated.mean()),
            f"{who}: rate that came true": float(seen.mean()),
            f"{who}: calibration slope by decile": slope,
            f"{who}: its standard error": error,
            f"{who}: calibration slope of the log-odds": calibration_slope(seen, stated)[0],
        }
        for share in BUDGETS:
            out[f"{who}: defaults among the riskiest {share:.0%}"] = recall_at(seen, stated, share)
    if judges.new is not None:
        alone = replace(model.risk, application=None)
        behaviour = auc(judges.new.default, pd_12m(alone, judges.new.table))
        out[f"{judges.name}, newcomers: AUC of the behaviour scorecard"] = behaviour
    return out


def _against_large(
    context: Context, model: DecisionModel, rows: Learning, judged: Learning
) -> dict[str, float]:
    """What the same features tell when many more people are learned from."""
    with context.step(f"learn from {len(rows.table):,} rows"):
        aside = rows.table.borrower_id % 10 == 0  # decide when to stop
        parts = [Examples(rows.table.rows(k), rows.default[k]) for k in (~aside, aside)]
        goal = Goal("binary", risk_signs(rows.table.features))
        effort = (context.settings.seed, context.workers)
        text = fit_booster(goal, parts[0], parts[1], LARGE, *effort)
    large = raw_scores(text, rows.table.keys, judged.table)
    stated = pd_12m(model.risk, judged.table)
    gap = auc_gap(judged.default, large, stated, judged.table.borrower_id)
    return {
        "rows of the large model": float(len(rows.table)),
        "rate that it states": float(expit(large).mean()),
        "its calibration slope by decile": decile_slope(judged.default, expit(large))[0],
        "AUC of the large model": auc(judged.default, large),
        "AUC that the model in use leaves": gap.gap,
        "what chance makes of it (95 %)": NOISE * gap.error,
    }
