"""Decisions that are graded: people whom nobody trained on, decided and explained whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mingxi.policy.policy import Policy
from mingxi.policy.rulings import outcomes
from mingxi.policy.trace import Trace
from mingxi.recipes.attributions import Attributions
from mingxi.recipes.case import Case
from mingxi.recipes.context import Context
from mingxi.recipes.decide import positions
from mingxi.recipes.decided import Snapshot, decided, questions
from mingxi.recipes.decision_model import DecisionModel, load_decision_model
from mingxi.recipes.decisions import Before, Record, cases
from mingxi.recipes.decisions import told as told_of
from mingxi.recipes.material import WorldMaterial
from mingxi.recipes.places import places
from mingxi.records.decision import Decision, Reason
from mingxi.records.law import LAWLESS
from mingxi.records.rulings import Rulings

BoolArray = NDArray[np.bool_]

# another seed is another population; assumption: any number that no run is likely to choose
FRESH_SEED = 1_000_003
# rows explained at once: enough for the kernels, few enough for memory
BLOCK = 1_000


@dataclass(frozen=True)
class Graded:
    """Everybody's decision in a fresh world, with what it was made from.

    Parameters
    ----------
    found : Attributions
    snapshot : Snapshot
    rulings : Rulings
    cases : list of Case
        Of every row.
    decisions : list of Decision
        Of the same rows.
    before : Before
        The review before.
    """

    found: Attributions
    snapshot: Snapshot
    rulings: Rulings
    cases: list[Case]
    decisions: list[Decision]
    before: Before

    @property
    def model(self) -> DecisionModel:
        """The model that decided."""
        return self.found.model

    @cached_property
    def deciding(self) -> BoolArray:
        """Steps that were stated to decide, alone or together, shape (k, n)."""
        return np.array([c.binding | c.jointly for c in self.rulings.columns])

    def reasons(self) -> Iterator[tuple[int, Reason]]:
        """Row and reason of every principal reason."""
        for i, one in enumerate(self.decisions):
            for reason in one.reasons:
                yield i, reason

    def seen(self, under: Policy | None = None) -> Trace:
        """What people would see under another policy, all else as it is."""
        return self.under(self.rulings.pd_12m, self.rulings.proposed.astype(np.float64), under)

    def under(
        self, pd_12m: NDArray[np.float64], proposed: NDArray[np.float64], policy: Policy | None
    ) -> Trace:
        """What people would see if the models had answered otherwise."""
        chosen = policy or self.model.policy
        return outcomes(self.snapshot.applications, pd_12m, proposed, chosen)

    def changed(self, other: Trace) -> BoolArray:
        """Who would see something else, shape (n,)."""
        now = self.rulings
        return np.asarray(
            (other.limit != now.limit)
            | (other.available != now.available)
            | (other.draw_open != now.draw_open)
        )


def fresh(context: Context) -> Context:
    """The same settings for people who were never learned from: another seed, another folder."""
    settings, world = context.settings, context.settings.world
    assert world is not None
    other = settings.model_copy(
        update={
            "seed": settings.seed + FRESH_SEED,
            "world": world.model_copy(update={"name": f"{world.name}-fresh"}),
        }
    )
    return replace(context, settings=other, places=places(other, context.places.root))


def graded(context: Context, material: WorldMaterial) -> Graded:
    """Decisions of everybody in ``material`` at the month that the settings decide on."""
    assert context.settings.snapshots is not None
    folder = context.places.models
    model = load_decision_model(folder / "champion")
    earlier = load_decision_model(folder / "earlier") if (folder / "earlier").is_dir() else model
    now = material.snapshot(context.settings.snapshots.decide, lender=model.lender)
    past = material.snapshot(context.settings.snapshots.previous, lender=model.lender)
    rulings = decided(model, now)
    at = positions(now.table.borrower_id, past.table.borrower_id)
    before = Before(past, decided(earlier, past), at)
    asked = questions(rulings, before.rulings, at, now.applications)
    found = Attributions(model, earlier, context.workers)
    every: list[Case] = []
    told: list[Decision] = []
    with context.counted("explain", len(rulings)) as done:
        for rows in _blocks(len(rulings)):
            some = now.rows(rows)
            here = decided(model, some)
            part = cases(found, some, here, asked[rows], replace(before, position=at[rows]))
            every += part
            told += told_of(part, some, here, Record(LAWLESS, {}, {}))
            done(int(rows[-1]) + 1)
    return Graded(found, now, rulings, every, told, before)


def _blocks(n: int) -> Iterable[NDArray[np.int64]]:
    return (np.arange(start, min(start + BLOCK, n)) for start in range(0, n, BLOCK))
