"""The application scorecard beside the behaviour scorecard, and what it is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mingxi.declare.calendar import later
from mingxi.evaluate.scorecard import scorecard
from mingxi.features.applicants import BROUGHT, HISTORY, NEW_MONTHS
from mingxi.models.application_score import fit_application
from mingxi.models.default_risk import DefaultRisk, crossed_pd, pd_12m, without_history
from mingxi.models.pd_term import PdTerm, fit_pd_term
from mingxi.models.search_space import risk_settings
from mingxi.models.split import Split
from mingxi.recipes.material import Learning, TableMaterial, WorldMaterial, joined
from mingxi.recipes.method import Method
from mingxi.recipes.settings import Snapshots


@dataclass(frozen=True)
class Newcomers:
    """Rows of people who have just come, month by month.

    Parameters
    ----------
    known : Learning | None
        Of borrowers who are learned from, up to the last month learned from.
    held_out : mapping of split to Learning
        Of borrowers nobody learned from: in the same months, and out of time.
    """

    known: Learning | None
    held_out: Mapping[str, Learning]

    def redrawn(self, seed: int) -> "Newcomers":
        """Those who are learned from, drawn with repetition."""
        return self if self.known is None else replace(self, known=self.known.redrawn(seed))


def newcomers(
    material: WorldMaterial | TableMaterial,
    learning: Learning,
    parts: Split,
    snapshots: Snapshots | None,
) -> Newcomers:
    """People in their first months on the line; nobody in a table of one's own."""
    if snapshots is None or isinstance(material, TableMaterial):
        return Newcomers(None, {})
    months, asked = material.histories.months, snapshots.horizon_months
    last = max(learning.table.month[parts.train].tolist())
    early = tuple(m for m in months if m <= last)
    # their outcomes begin after those that were learned from are complete
    late = tuple(m for m in months if later(last, asked) <= m <= snapshots.out_of_time[-1])
    learned = np.unique(learning.table.borrower_id[parts.train])
    aside = np.unique(learning.table.borrower_id[parts.test | parts.oot])
    found = material.newcomers(early, asked, NEW_MONTHS)
    after = material.newcomers(late, asked, NEW_MONTHS)
    held_out = {}
    if found is not None:
        held_out["test"] = found.rows(np.isin(found.table.borrower_id, aside))
        found = found.rows(~np.isin(found.table.borrower_id, aside))
    if after is not None:
        held_out["oot"] = after.rows(~np.isin(after.table.borrower_id, learned))
    return Newcomers(found, {name: rows for name, rows in held_out.items() if len(rows.table)})


def with_application(
    method: Method, rows: Learning, new: Newcomers, effort: tuple[int, int]
) -> Method:
    """The method with an application scorecard, where somebody has just come.

    Parameters
    ----------
    method : Method
    rows : Learning
        Rows that the method learned from.
    new : Newcomers
    effort : (seed, threads)
    """
    if new.known is None:
        return method
    both = joined([rows, new.known])
    settings = risk_settings(len(both.table))
    history = (HISTORY, NEW_MONTHS)
    own, _ = fit_application(both.table, both.default, BROUGHT, history, settings, effort)
    model = replace(method.risk, application=own)
    return replace(method, crossed=replace(method.crossed, model=model))


def pd_term(
    method: Method, rows: Learning, snapshots: Snapshots | None, effort: tuple[int, int]
) -> PdTerm | None:
    """Risk by shorter horizons, where outcomes have months."""
    if snapshots is None or not rows.sooner:
        return None
    stated = crossed_pd(method.crossed.raw, rows.default, method.crossed.fold)
    whole = (snapshots.horizon_months, rows.default, stated)
    return fit_pd_term(rows.table, whole, rows.sooner, effort)


def application_measures(model: DefaultRisk, new: Newcomers) -> dict[str, dict[str, float]]:
    """Measures of the application scorecard on newcomers nobody learned from, by split.

    ``auc_behaviour`` is what the behaviour scorecard would reach on the same rows.
    """
    if model.application is None:
        return {}
    out = {}
    alone = replace(model, application=None)
    for split, everybody in new.held_out.items():
        asked = without_history(model, everybody.table)
        if not asked.any():
            continue
        rows = everybody.rows(asked)
        stated = pd_12m(model, rows.table)
        found = scorecard(rows.default, stated, stated)
        other = scorecard(rows.default, pd_12m(alone, rows.table), stated)
        del found["psi"]
        out[split] = found | {"auc_behaviour": other["auc"]}
    return out
