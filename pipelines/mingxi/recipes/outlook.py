"""What could become of a limit: steps that work, and curves of one item at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mingxi.explain.recourse import Outcome, Steps, working_steps
from mingxi.explain.what_if import levers
from mingxi.policy.in_force import rounding_unit
from mingxi.recipes.case import Case
from mingxi.recipes.decided import Snapshot, shown_limits
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.principal import RISK_LINE
from mingxi.recipes.rounds import answered_together
from mingxi.records.decision import Lever, Question

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Outlook:
    """What replays of one decision showed.

    Parameters
    ----------
    steps : Steps
    what_if : tuple of Lever
    """

    steps: Steps
    what_if: tuple[Lever, ...]


NOTHING = Outlook(Steps((), ()), ())


def outlooks(found: Sequence[Case], snapshot: Snapshot, limits: IntArray) -> list[Outlook]:
    """Steps and curves of each case; the replays of all of them are scored together.

    Trees and rules are asked a few times for a whole block of people instead of twice for each:
    asking costs more than answering.

    Parameters
    ----------
    found : sequence of Case
        Of every row of ``snapshot``, in their order.
    snapshot : Snapshot
    limits : ndarray of shape (n,)
        Limits shown.
    """

    def answers(who: Sequence[int], asked: Sequence[_Asked]) -> list[IntArray]:
        """Limits of people at other rows of theirs, all decided at once."""
        model = found[0].model
        at: dict[int, IntArray] = {}
        for confirming, models in ((False, (model,)), (True, model.confirming())):
            here = [i for i, one in enumerate(asked) if one.confirming is confirming]
            if here:
                rows = [asked[i].rows for i in here]
                limits = _limits(models, snapshot, [who[i] for i in here], rows)
                at |= dict(zip(here, limits, strict=True))
        return [at[i] for i in range(len(asked))]

    works = [
        partial(_outlook, case, int(limit)) for case, limit in zip(found, limits, strict=True)
    ]
    return answered_together(works, answers)


def _limits(
    models: Sequence[DecisionModel],
    snapshot: Snapshot,
    who: Sequence[int],
    rows: Sequence[FloatArray],
) -> list[IntArray]:
    """Limits shown by each model to each of the people at other rows of theirs, each (k, m)."""
    sizes = [len(one) for one in rows]
    same = snapshot.rows(np.repeat(who, sizes))
    moved = replace(same, table=replace(same.table, values=np.concatenate(rows)))
    shown = np.array([shown_limits(model, moved) for model in models])
    return np.split(shown, np.cumsum(sizes)[:-1], axis=1)


@dataclass(frozen=True)
class _Asked:
    """Rows (m, p) of one person, put to the models in use, or to those that confirm."""

    rows: FloatArray
    confirming: bool


def _outlook(case: Case, limit: int, ask: Callable[[_Asked], IntArray]) -> Outlook:
    """What can be told of one person; ``ask`` gives limits for each model asked, (k, m)."""
    paused = case.question in (Question.CANNOT_DRAW, Question.CANNOT_REDRAW)
    # limits that are only described cannot say what a step would bring
    if paused or not case.model.causal:
        return NOTHING
    refused_by_score = any(r.rule.key == RISK_LINE and not r.passed for r in case.rulings)
    against = case.risk if limit == 0 and refused_by_score else case.limit
    table, on = case.snapshot.table, case.snapshot.applications.on
    columns = {key: i for i, key in enumerate(table.keys)}
    row = table.values[0]
    rounding = rounding_unit(case.model.policy, on)

    def replay(rows: FloatArray) -> Outcome:
        """What the models in use and the policy answer."""
        return Outcome(ask(_Asked(rows, confirming=False))[0], rounding)

    def others(rows: FloatArray) -> IntArray:
        """What the models learned again answer, (k, m)."""
        return ask(_Asked(rows, confirming=True))

    confirm = others if case.model.confirmers else None
    steps = working_steps(against, row, columns, replay, on, confirm)
    return Outlook(steps, levers(against, row, columns, replay, confirm))
