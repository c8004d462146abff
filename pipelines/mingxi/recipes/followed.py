"""T6: people live on and follow a printed step, or do not; the same noise, one behaviour apart.

Steps are replayed item by item when they are printed (M9). Here the world goes on to the promised
day: the person behaves as the step says, everything that hangs on it follows, and our models and
policy decide on what a lender would then know.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.calendar import month_end, month_of
from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.shares import share
from mingxi.features.data_quality import readable
from mingxi.features.standing import applications
from mingxi.features.table import feature_table
from mingxi.recipes.context import Context
from mingxi.recipes.decided import Snapshot, outcome
from mingxi.recipes.difficulty import months_between
from mingxi.recipes.generate import work_of
from mingxi.recipes.graded import Graded
from mingxi.recipes.lender import NO_REPAYMENTS
from mingxi.recipes.population import histories_of
from mingxi.records.decision import Advice
from mingxi.records.feature_table import FeatureTable
from mingxi.simulate.config import WorldConfig
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.world import common_tables, panel

IntArray = NDArray[np.int64]

# steps that the world knows how to take, by the item that they are about
BEHAVIOURS: Mapping[str, str] = {
    "instalment_share_6m": "no_instalment_spending",
    "ontime_share_12m": "pay_on_time",
    "dpd_now": "pay_on_time",
    "profile_items_missing": "complete_profile",
    "bureau_lenders": "close_lenders",
    "bureau_inquiries_3m": "no_inquiries",
    "investment_out_6m": "no_high_risk_use",
    "investment_share_3m": "no_high_risk_use",
}
MOST_PEOPLE = 400  # of each step; assumption: a share's error is then below 3 %
MONTHS_AHEAD = 12  # no printed step counts later

Follower = tuple[int, Advice]  # row, and the step that is taken


def followed(context: Context, graded: Graded) -> list[Metric]:
    """T6: what following a step brings by its day, beside not following it.

    Parameters
    ----------
    context : Context
        Of the fresh world.
    graded : Graded
    """
    config = work_of(context).config
    longer = replace(config, n_months=config.n_months + MONTHS_AHEAD)
    some = _followers(graded, context.settings.seed)
    if not some:
        return []
    with_step, without = (_limits(longer, graded, some, taken=taken) for taken in (True, False))
    rows = np.array([row for row, _ in some], dtype=np.int64)
    now = graded.rulings.limit[rows]
    promised = np.array([advice.limit_after for _, advice in some], dtype=np.int64)
    gain, n = with_step - without, len(some)
    told: list[tuple[str, str, NDArray[np.bool_]]] = [
        ("T6", "followers with the promised limit on the day", with_step >= promised),
        ("T6b", "non-followers with that limit on the day", without >= promised),
        ("T6c", "followers who get more than by not following", gain > 0),
        ("T6d", "followers who get less than by not following", gain < 0),
        (
            "T6e",
            "followers who gain what was promised, beside not following",
            gain >= promised - now,
        ),
    ]
    sides = ("least", "least", "least", "most", "least")
    return [
        Metric(key, name, share(yes), None, side, n)  # type: ignore[arg-type] # one of two words
        for (key, name, yes), side in zip(told, sides, strict=True)
    ]


def _followers(graded: Graded, seed: int) -> list[Follower]:
    """People with a step that the world can take, at most so many of each item, each once."""
    rng = np.random.default_rng(seed)
    every: dict[str, list[Follower]] = {}
    for i, one in enumerate(graded.decisions):
        for advice in one.advice:
            if advice.who == "you" and advice.feature.key in BEHAVIOURS:
                every.setdefault(advice.feature.key, []).append((i, advice))
    kept: dict[int, Advice] = {}
    for key in sorted(every, key=lambda k: (len(every[k]), k)):  # the rarest step first
        fresh = [one for one in every[key] if one[0] not in kept]
        chosen = rng.permutation(len(fresh))[:MOST_PEOPLE]
        kept.update(fresh[k] for k in chosen)
    return sorted(kept.items())


def _limits(config: WorldConfig, graded: Graded, some: list[Follower], *, taken: bool) -> IntArray:
    """Our limits on the day of each step, shape (n,)."""
    ids = graded.snapshot.table.borrower_id[[row for row, _ in some]].astype(np.int64)
    steps = _steps(config, graded, some, ids) if taken else ()
    histories, _ = readable(histories_of(config, panel(config, ids, steps)))
    incidents = common_tables(config).observed["incidents"].to_pandas(date_as_object=False)
    months = np.array([month_of(advice.earliest) for _, advice in some])
    found = np.zeros(len(some), dtype=np.int64)
    for month in np.unique(months).tolist():
        here = np.flatnonzero(months == month)
        known = histories.rows(here).known_at(month)
        standing = applications(known, NO_REPAYMENTS, incidents, month_end(month))
        rows = np.array([some[k][0] for k in here], dtype=np.int64)
        table = _completed(feature_table(known), graded.snapshot.table.rows(rows))
        found[here] = outcome(graded.model, Snapshot(table, standing)).limit
    return found


def _completed(table: FeatureTable, before: FeatureTable) -> FeatureTable:
    """The table with columns that histories do not hold as they were when the step was printed."""
    values = before.values.copy()
    values[:, : len(table.features)] = table.values
    before.check_order((*table.keys, *before.keys[len(table.features) :]))
    return replace(before, values=values, month=table.month)


def _steps(
    config: WorldConfig, graded: Graded, some: list[Follower], ids: IntArray
) -> tuple[Intervention, ...]:
    """What each does from the month after the decision on."""
    first = months_between(config.first_month, month_of(graded.rulings.on)) + 1
    who: dict[tuple[str, float | None], list[int]] = {}
    for borrower, (_, advice) in zip(ids.tolist(), some, strict=True):
        behaviour = BEHAVIOURS[advice.feature.key]
        several = float(ceil(advice.now - advice.target)) if behaviour == "close_lenders" else None
        who.setdefault((behaviour, several), []).append(borrower)
    return tuple(
        Intervention(behaviour, first, config.n_months - 1, tuple(people), value)
        for (behaviour, value), people in who.items()
    )
