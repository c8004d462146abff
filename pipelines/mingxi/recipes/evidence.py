"""Evidence that a limit policy earns what it promises: lived in a closed loop, beside its rivals.

mingxi evidence configs/quick.yaml

Everybody takes over the same book of fresh borrowers on the same day, lends for some months, and
is followed until every loan is repaid or in default. What earlier lending earns and loses anyway
is taken off (`mingxi.recipes.closed_loop.closed_book`); the budget of loss is what the legacy
lender loses on the same people. What an optimiser promises of itself is no result. Beside it
stand what estimates from records alone would have said, and what a limit does to the same people,
held at a quarter to four times what was proposed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from mingxi.adapters import store
from mingxi.adapters.scale import over_blocks
from mingxi.declare.errors import BadConfig
from mingxi.models.drawn_response import fit_drawn_response
from mingxi.models.limit_targets import optimal_limits
from mingxi.models.profit import ProfitTerms
from mingxi.models.tree_settings import TreeSettings
from mingxi.recipes.closed_loop import taken_over
from mingxi.recipes.context import Context
from mingxi.recipes.decision_model import DecisionModel, load_decision_model
from mingxi.recipes.difficulty import months_between
from mingxi.recipes.evidence_blocks import Found, Work, lived_block
from mingxi.recipes.evidence_files import record_evidence, write_evidence
from mingxi.recipes.evidence_summary import Evidence, summary
from mingxi.recipes.generate import work_of
from mingxi.recipes.held_limits import HeldLimits, HeldWork, held_block, held_limits
from mingxi.recipes.learned_limit import LimitPlan, Prepared, limit_plan, prepared
from mingxi.recipes.learned_rows import learned_rows
from mingxi.recipes.lender import OurLender, our_lender
from mingxi.recipes.logged import Coverage, Judged, Reviewed, coverage, judged, reviewed
from mingxi.recipes.logged import together as reviews
from mingxi.recipes.lottery import Lots, joined, lots
from mingxi.recipes.material import Learning, world_material
from mingxi.recipes.oracle import WithFeatures, WithState
from mingxi.recipes.retold import Retelling
from mingxi.recipes.rivals import (
    LEGACY,
    MORE_TREES,
    NO_DIRECTIONS,
    ORACLE,
    OURS,
    UNDISTILLED,
    Keep,
    Random,
    Rival,
    ScaledLegacy,
    imitation,
    naive,
    uncapped,
)
from mingxi.recipes.undistilled import Undistilled
from mingxi.simulate.config import Block, WorldConfig, blocks

SEED_STEP = 1_000  # worlds of evidence are other worlds than the one learned from
RECORDS_STEP, HELD_STEP = 700, 300
LOTTERY_STEP, LIVES = 500, 3  # lotteries per person; assumption: more people tell more
# assumption: wide enough that the loss of the legacy lender lies inside for every policy
SCALES, LOW_SCALES = (0.5, 1.0, 1.25, 2.0), (0.1, 0.25, 0.5, 1.0)
NAIVE_MONTHS = 4  # last training months; assumption: a poor method needs no more rows
PRICES = (0.5, 1.0, 2.0)  # of a yuan of expected loss; assumption as above
# few leaves: of many limits the luckiest is taken, and small leaves are lucky
LOTTERY_TREES = TreeSettings(
    num_leaves=8, n_rounds=120, learning_rate=0.1, min_data_in_leaf=1000, feature_fraction=0.8
)
RAISED = (LEGACY, OURS, ORACLE)


@dataclass(frozen=True)
class Plan:
    """How much evidence.

    Parameters
    ----------
    borrowers : int
        Fresh people per seed.
    months : int
        Of lending.
    seeds : int
        Worlds.
    drawn : int
        People of the lottery that the oracles learn from.
    books : int
        Books of people on which estimates from records are checked.
    """

    borrowers: int = 20_000
    months: int = 12
    seeds: int = 3
    drawn: int = 50_000
    books: int = 24

    def __post_init__(self) -> None:
        if min(self.borrowers, self.months, self.seeds, self.drawn) < 1 or self.books < 0:
            raise BadConfig("evidence", f"one of {self} is below 1", "Use whole numbers from 1 on")


def evidence(context: Context, plan: Plan) -> Evidence:
    """Live, measure, write below the run's reports, and print.

    Raises
    ------
    BadConfig
        The configuration has no profit to speak of, or its review is at no quarter end.
    BadData
        Nothing has been trained yet.
    """
    terms, month, named = _asked(context)
    model = load_decision_model(context.places.models / "champion")
    config = fresh_world(context, plan, month)
    with context.step("outcomes"):
        known = _known(context, terms)
    with context.step("rivals"):
        rivals = _rivals(context, model, config, known)
    with context.step("lottery"):
        rivals += _oracles(context, config, plan, month)
    with context.step("records"):
        records = _records(context, model, config, plan, month)
    with context.step("curves"):
        held = _held(
            context,
            HeldWork(
                config, month, plan.months, our_lender(model, config), known.found.bags, terms
            ),
        )
    found = _lived(context, Work(config, month, plan.months, rivals, RAISED, terms), plan)
    with context.step("scores"):
        result = summary(found, rivals, named, plan.months, context.settings.seed)
        result = replace(result, records=records, held=held, promised=_promised(context))
        write_evidence(context, result)
        record_evidence(context, result)
    return result


def _promised(context: Context) -> dict[str, float]:
    """Figures of the training of the policy in use."""
    path = context.places.models / "metrics.json"
    found = store.read_json(path) if path.is_file() else {}
    return dict(found.get("limit_learning", {}))


def _asked(context: Context) -> tuple[ProfitTerms, int, str]:
    asked, config = context.settings.snapshots, work_of(context).config
    assert asked is not None, "work_of has refused tables of one's own"
    month = months_between(config.first_month, asked.decide)
    if context.terms is None:
        raise BadConfig(
            f"evidence for {context.settings.name!r}",
            "past limits are imitated there, so nothing was promised",
            "Use limit.method: profit",
        )
    if month % 3 != 2:
        raise BadConfig(
            f"evidence from snapshots.decide {asked.decide} on",
            "lines are reviewed at quarter ends only",
            "Use a March, June, September or December",
        )
    return context.terms, month, asked.decide


def fresh_world(context: Context, plan: Plan, month: int) -> WorldConfig:
    """The world of the configuration with other people, who go on applying while we lend."""
    config = work_of(context).config
    people = config.numbers["people"]
    last = replace(people["late_months"], value=float(month + plan.months))
    numbers = {**config.numbers, "people": {**people, "late_months": last}}
    return replace(config, n_borrowers=plan.borrowers, numbers=numbers)


@dataclass(frozen=True)
class Known:
    """What there is to learn of outcomes, from the people whom the training learned from.

    Parameters
    ----------
    plan : LimitPlan
    found : Prepared
    rows : Learning
        Of the last training months, for poorer methods.
    """

    plan: LimitPlan
    found: Prepared
    rows: Learning


def _known(context: Context, terms: ProfitTerms) -> Known:
    asked, plan = context.settings.snapshots, limit_plan(context.settings.limit, terms)
    assert asked is not None, "work_of has refused tables of one's own"
    assert plan is not None, "_asked has refused imitations"
    material = world_material(context.places)
    rows = learned_rows(context.settings, material)
    late = np.isin(rows.table.month, asked.train[-NAIVE_MONTHS:])
    effort = (context.settings.seed, context.workers)
    return Known(plan, prepared(rows.decisions, plan, effort), rows.rows(late))


def _rivals(
    context: Context, model: DecisionModel, config: WorldConfig, known: Known
) -> tuple[Rival, ...]:
    plan, found = known.plan, known.found
    effort = (context.settings.seed, context.workers)
    targets = optimal_limits(found.rows, found.bags, plan.targets)
    price = targets.allocation.prices["loss"]

    def lender(one: DecisionModel, name: str, scale: float = 1.0) -> OurLender:
        """A decision model as a lender of the world."""
        return replace(our_lender(one, config), name=name, scale=scale)

    def undistilled(scale: float) -> Undistilled:
        """The best limits of our own outcome models, told by no limit model."""
        return Undistilled(lender(model, OURS, scale), found.bags, plan.targets, price)

    def scaled(name: str, one: DecisionModel, scales: Sequence[float] = SCALES) -> Rival:
        """A decision model as a rival, at every scale of its proposals."""
        return Rival(name, tuple((s, lender(one, name, s)) for s in scales))

    retelling = Retelling(model, found.rows.table, targets, found.bags, effort)
    copied = imitation(known.rows, *effort)
    misled = naive(known.rows, plan.terms, *effort)
    return (
        Rival(LEGACY, tuple((s, ScaledLegacy(s)) for s in SCALES)),
        scaled(OURS, model),
        Rival(UNDISTILLED, tuple((s, undistilled(s)) for s in SCALES)),
        scaled("no caps", replace(model, policy=uncapped(model.policy))),
        scaled("no proposal", retelling.without_proposals()),
        scaled(NO_DIRECTIONS, retelling.without_directions()),
        scaled(MORE_TREES, retelling.with_more_trees()),
        scaled("imitation", replace(model, limit=copied)),
        scaled("naive", replace(model, limit=misled), LOW_SCALES),
        Rival("keep", ((1.0, Keep()),)),
        Rival("random", ((1.0, Random(effort[0])),)),
    )


def _oracles(context: Context, config: WorldConfig, plan: Plan, month: int) -> tuple[Rival, ...]:
    """Lenders that learned from limits drawn by lot, in a world of their own."""
    assert context.terms is not None
    world = replace(config, seed=config.seed + LOTTERY_STEP, n_borrowers=plan.drawn)
    work = partial(_drawn, world, plan, context.terms)
    # two times of the year, so that the oracle does not learn one month by heart
    items = [(block, at) for block in blocks(world) for at in (month - 3, month)]
    told = joined(over_blocks(work, items, context.workers))
    learn = (LOTTERY_TREES, context.settings.seed, context.workers)
    state = fit_drawn_response(told.state, told.drawn, *learn)
    features = fit_drawn_response(told.features, told.drawn, *learn)
    return (
        Rival(ORACLE, tuple((p, WithState(state, p)) for p in PRICES)),
        Rival("feature oracle", tuple((p, WithFeatures(features, p)) for p in PRICES)),
    )


def _drawn(config: WorldConfig, plan: Plan, terms: ProfitTerms, item: tuple[Block, int]) -> Lots:
    block, month = item
    return lots(taken_over(config, block, month, plan.months), terms, LIVES)


def _records(
    context: Context, model: DecisionModel, config: WorldConfig, plan: Plan, month: int
) -> Coverage | None:
    """Estimates of our policy from records alone, again and again, beside the truth."""
    if not plan.books:
        return None
    assert context.terms is not None
    world = replace(config, seed=config.seed + RECORDS_STEP, n_borrowers=plan.drawn)
    work = partial(reviewed, world, our_lender(model, world), context.terms, month)
    whole = reviews(over_blocks(work, blocks(world), context.workers))
    size = len(whole.chosen) * 4 // 5
    judge = partial(_judged, whole, size)
    seeds = [config.seed + k for k in range(plan.books)]
    return coverage(whole, over_blocks(judge, seeds, context.workers), size)


def _held(context: Context, work: HeldWork) -> HeldLimits:
    """What limits do to people of another world, beside what was expected."""
    config = replace(work.config, seed=work.config.seed + HELD_STEP)
    found = over_blocks(
        partial(held_block, replace(work, config=config)), blocks(config), context.workers
    )
    return held_limits(found)


def _judged(whole: Reviewed, size: int, seed: int) -> Judged:
    return judged(whole, size, seed)


def _lived(context: Context, work: Work, plan: Plan) -> list[Found]:
    seeds = [work.config.seed + SEED_STEP * (k + 1) for k in range(plan.seeds)]
    items = [(seed, block) for seed in seeds for block in blocks(work.config)]
    with context.counted("closed loop", len(items)) as done:
        return over_blocks(partial(lived_block, work), items, context.workers, done)
