"""How groups fare whose traits no model reads."""

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.fairness import banded, decided_by_group, risk_by_group
from mingxi.recipes.decide import DecidedNow
from mingxi.recipes.material import TableMaterial, WorldMaterial
from mingxi.recipes.train import Trained
from mingxi.records.columns import FIXED
from mingxi.records.feature_table import FeatureTable
from mingxi.report.model_facts import GroupFacts

StrArray = NDArray[np.str_]

AGES = (25.0, 35.0, 45.0, 60.0)  # years; assumption: bands that statistics of households use
MANY = 8  # levels from which numbers are put into bands
NONE = float("nan")


def group_facts(
    material: WorldMaterial | TableMaterial,
    trained: Trained,
    stated: NDArray[np.float64],
    now: DecidedNow,
) -> dict[str, tuple[GroupFacts, ...]]:
    """Figures by protected trait and group; empty where the data hold no such trait.

    Decisions are those of everybody now, outcomes those of people nobody learned from.

    Parameters
    ----------
    material : WorldMaterial | TableMaterial
    trained : Trained
    stated : ndarray of shape (n,)
        Probabilities of the rows of ``trained.learning``.
    now : DecidedNow
    """
    learning, parts = trained.learning, trained.parts
    judged = parts.test | parts.oot
    rows = learning.table.rows(judged)
    known = _traits(material, rows, np.flatnonzero(judged))
    today = now.snapshot.table
    out = {}
    for name, group in _traits(material, today, np.arange(len(today))).items():
        decided = decided_by_group(group, now.rulings.limit, now.rulings.pd_12m)
        seen = {
            r.group: r
            for r in risk_by_group(
                known[name], learning.default[judged], stated[judged], rows.borrower_id
            )
        }
        found = []
        for d in decided:
            r = seen.get(d.group)
            outcome = (r.rows, r.stated, r.came_true, r.low, r.high, r.auc) if r else None
            found.append(
                GroupFacts(
                    d.group,
                    d.people,
                    d.with_limit,
                    d.impact_ratio,
                    d.median_limit,
                    *(outcome or (0, NONE, NONE, NONE, NONE, NONE)),
                )
            )
        out[name] = tuple(found)
    return out


def _traits(
    material: WorldMaterial | TableMaterial, table: FeatureTable, rows: NDArray[np.int64]
) -> dict[str, StrArray]:
    """Groups of the rows of ``table`` by trait; of an own table, ``rows`` are its positions."""
    if isinstance(material, TableMaterial):
        frame = material.frame.iloc[rows]
        names = [c.column for c in material.spec.roles.protected]
        return {name: _grouped(frame[name].to_numpy()) for name in names}
    at = np.searchsorted(material.histories.borrower_id, table.borrower_id)
    fixed = material.histories.fixed
    return {c.name: _grouped(fixed[c.name][at]) for c in FIXED if c.protected}


def _grouped(values: NDArray[np.generic]) -> StrArray:
    if values.dtype.kind in "iuf" and len(np.unique(values)) > MANY:
        return banded(values.astype(np.float64), AGES)
    return values.astype(str)
