"""T1 to T5: the legacy lender's decisions explained, beside what truly moved them.

A model learns from one world what the legacy lender proposed at its reviews. Reviews of people in
another world are then explained as ours are: exact values against yourself last time. That world
knows what every cause did to each proposal, to the yuan. Causes that no column shows (the lender's
own impression, lots, ceilings) are left out on the side of the truth.

The legacy lender multiplies, so the model learns logarithms; steps of a logarithm become yuan by
the same exact shares of a product by which the world keeps its account.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.adapters import store
from mingxi.adapters.truth import read_truth
from mingxi.declare.calendar import later
from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.naming import Naming, naming
from mingxi.explain.contributions import against_one
from mingxi.explain.forest import forest
from mingxi.features.table import feature_table
from mingxi.models.booster import Examples, Goal, fit_booster, limit_signs, raw_scores
from mingxi.models.path_contributions import path_contributions
from mingxi.models.tree_settings import TreeSettings
from mingxi.recipes.context import Context
from mingxi.recipes.material import WorldMaterial
from mingxi.recipes.places import Places
from mingxi.records.feature_table import FeatureTable, stacked
from mingxi.simulate.lender.shares import shapley_shares

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# what a person thinks of as one thing: causes of the world, and concepts of the features
SAME: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "repayment": (
        ("L01", "L02", "L17"),
        ("late_payments", "old_late_payments", "history"),
    ),
    "credit report": (("L08",), ("bureau_record",)),
    "borrowing rhythm": (("L03",), ("borrow_repay_cycles",)),
    "lenders": (("L04",), ("many_lenders",)),
    "burden": (("L05",), ("debt_burden", "line_use")),
    "use of funds": (("L06", "L07"), ("use_of_funds",)),
    "income and papers": (("income", "L10"), ("income",)),
    "activity": (("L09",), ("activity",)),
    "outside score": (("L11",), ("outside_score",)),
}
REVIEW = "regular review"
REVIEWS_LEARNED = 8  # quarterly reviews that are learned from; assumption: two years
# assumption: a plain model, large enough to follow ten causes
TREES = TreeSettings(
    num_leaves=63,
    n_rounds=500,
    learning_rate=0.06,
    min_data_in_leaf=30,
    feature_fraction=0.5,
    bagging_fraction=0.7,
)
CLEAR = 2.0  # a largest cause this many times the next can hardly be mistaken
LEAST_MOVE = 0.05  # of the proposal; a review that moved less is no event
LEAST_YUAN = 100.0  # a true amount below the rounding unit does not matter


@dataclass(frozen=True)
class Reviewed:
    """The same people at two reviews of the legacy lender.

    Parameters
    ----------
    past, now : FeatureTable
    proposed : ndarray of shape (n,)
        What was proposed at the earlier one, yuan.
    true : ndarray of shape (n, causes)
        What each of `SAME` did to the proposal in between, yuan.
    """

    past: FeatureTable
    now: FeatureTable
    proposed: FloatArray
    true: FloatArray

    def rows(self, keep: IntArray) -> "Reviewed":
        """The people at positions ``keep``."""
        past, now = self.past.rows(keep), self.now.rows(keep)
        return Reviewed(past, now, self.proposed[keep], self.true[keep])


def true_causes(
    context: Context, learned_from: WorldMaterial, other: tuple[Places, WorldMaterial]
) -> list[Metric]:
    """How often the told causes are the true ones, beside three other ways to tell.

    Parameters
    ----------
    context : Context
    learned_from : WorldMaterial
        The world of the run.
    other : (Places, WorldMaterial)
        Another world; its truth is read, so it must not be sealed.
    """
    text = _imitation(context, learned_from)
    people = _reviewed(context, other)
    moved = np.abs(people.true.sum(axis=1)) >= LEAST_MOVE * people.proposed
    some = people.rows(np.flatnonzero(moved))
    ways = _ways(text, some, context.workers)
    n = len(some.proposed)
    clear = _clear(some.true)
    alone = naming(some.true[clear], ways["- ours"][clear], LEAST_YUAN)
    return [
        *(
            row
            for way, told in ways.items()
            for row in _rows(way, naming(some.true, told, LEAST_YUAN), n)
        ),
        Metric(
            "T1e",
            "largest true cause told first: ours, clear causes",
            alone.first,
            None,
            "least",
            int(clear.sum()),
        ),
        Metric(
            "T5",
            "legacy proposals: share of variance learned",
            _learned(text, people),
            None,
            "least",
            len(people.proposed),
        ),
    ]


def _rows(name: str, found: Naming, n: int) -> list[Metric]:
    key, of = name.split(" ", 1)
    measured = (
        ("T1", "largest true cause told first", found.first),
        ("T2", "largest true cause in the first three", found.three),
        ("T3", "signs right, of causes that matter", found.sign),
        ("T4", "median error of the yuan told, of the true", found.error),
    )
    side = ("least", "least", "least", "most")
    return [
        Metric(f"{t}{key}".rstrip("-"), f"{what}: {of}", value, None, way, n)  # type: ignore[arg-type]
        for (t, what, value), way in zip(measured, side, strict=True)
    ]


def _ways(text: str, people: Reviewed, threads: int) -> Mapping[str, FloatArray]:
    """Yuan told of each cause, by way of telling."""
    past, now, groups = people.past, people.now, people.now.groups()
    ours = against_one(forest(text), now.values, past.values, groups, threads).push
    earlier, today = (path_contributions(text, table) for table in (past, now))
    of_concept = np.eye(len(now.concepts))[groups]
    size = np.abs(today @ of_concept)
    way = np.sign(ours.sum(axis=1))[:, None]
    steps = {
        "- ours": ours,
        "b difference of two SHAP vectors": (today - earlier) @ of_concept,
        "c largest SHAP values of today": way * size,
        "d global order of SHAP values": way * size.mean(axis=0),
    }
    return {
        name: _joined(now, shapley_shares(people.proposed, log)) for name, log in steps.items()
    }


def _clear(true: FloatArray) -> NDArray[np.bool_]:
    """Events with one cause far larger than any other."""
    size = np.sort(np.abs(true), axis=1)
    return np.asarray(size[:, -1] >= CLEAR * size[:, -2])


def _joined(table: FeatureTable, told: FloatArray) -> FloatArray:
    """Amounts by concept → amounts by what is thought of as one thing."""
    at = {c.key: i for i, c in enumerate(table.concepts)}
    return np.column_stack(
        [told[:, [at[key] for key in concepts]].sum(axis=1) for _, concepts in SAME.values()]
    )


def _imitation(context: Context, material: WorldMaterial) -> str:
    """Trees of the logarithm of what the legacy lender proposes at its reviews."""
    snapshots = context.settings.snapshots
    assert snapshots is not None
    events = _reviews(context.places)
    tables, target = [], []
    for back in range(REVIEWS_LEARNED):
        month = later(snapshots.previous, -3 * back)
        rows, proposed = _at(events, material, month)
        tables.append(feature_table(material.histories.rows(rows).known_at(month)))
        target.append(np.log(proposed))
    table = stacked(tables)
    goal = Goal("regression", limit_signs(table.features))
    examples = Examples(table, np.concatenate(target))
    return fit_booster(goal, examples, None, TREES, context.settings.seed, context.workers)


def _reviewed(context: Context, other: tuple[Places, WorldMaterial]) -> Reviewed:
    places, material = other
    snapshots = context.settings.snapshots
    assert snapshots is not None
    events = _reviews(places)
    before, proposed = _at(events, material, snapshots.previous)
    after, _ = _at(events, material, snapshots.decide)
    rows = np.intersect1d(before, after)
    rows = rows[~np.isin(rows, _in_between(places, material, snapshots.decide))]
    known = [
        feature_table(material.histories.rows(rows).known_at(month))
        for month in (snapshots.previous, snapshots.decide)
    ]
    last = proposed[np.searchsorted(before, rows)]
    return Reviewed(known[0], known[1], last, _true(places, material, rows, snapshots.decide))


def _reviews(places: Places) -> pd.DataFrame:
    events = store.load_frame(places.observed, "limit_events")
    return events[events["told"] == REVIEW]


def _at(events: pd.DataFrame, material: WorldMaterial, month: str) -> tuple[IntArray, FloatArray]:
    """Rows of the histories that were reviewed in a month, rising, and what was proposed."""
    here = events[events["month"] == material.histories.month_index(month)]
    here = here.drop_duplicates("borrower_id").sort_values("borrower_id")
    rows = np.searchsorted(material.histories.borrower_id, here["borrower_id"].to_numpy())
    return rows, here["proposal_fen"].to_numpy(dtype=np.float64) / 100.0


def _in_between(places: Places, material: WorldMaterial, month: str) -> IntArray:
    """Rows of people whose limit was looked at between the two reviews."""
    events = store.load_frame(places.observed, "limit_events")
    index = material.histories.month_index(month)
    some = events[events["month"].between(index - 2, index - 1)]
    return np.searchsorted(material.histories.borrower_id, some["borrower_id"].to_numpy())


def _true(places: Places, material: WorldMaterial, rows: IntArray, month: str) -> FloatArray:
    causes = read_truth(places.truth, "limit_causes").to_pandas()
    causes = causes[causes["month"] == material.histories.month_index(month)]
    amounts = causes.pivot_table(
        index="borrower_id", columns="mechanism", values="yuan", aggfunc="sum", fill_value=0
    ).reindex(material.histories.borrower_id[rows], fill_value=0)
    return np.column_stack(
        [
            amounts.reindex(columns=list(mechanisms), fill_value=0).sum(axis=1).to_numpy(float)
            for mechanisms, _ in SAME.values()
        ]
    )


def _learned(text: str, people: Reviewed) -> float:
    """Share of the variance of the logarithm of proposals that was learned."""
    true = np.log(people.proposed)
    rest = true - raw_scores(text, people.past.keys, people.past)
    return 1.0 - float(rest.var() / true.var()) if len(rest) else float("nan")
