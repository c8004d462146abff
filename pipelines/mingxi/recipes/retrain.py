"""The default-risk model trained again: with other seeds, from other draws of the borrowers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.explanations.overlap import mean_overlap
from mingxi.evaluate.retrains import retrain_spread
from mingxi.explain.contributions import against_many, reference_set
from mingxi.explain.forest import forest
from mingxi.models.default_risk import fit_trees, pd_12m
from mingxi.policy.tier import TIERS, tier
from mingxi.recipes.attributions import JUST_APPROVED
from mingxi.recipes.decided import Snapshot, outcome
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.material import Learning
from mingxi.recipes.method import Method
from mingxi.records.feature_table import FeatureTable

SEEDS, DRAWS = "other seeds", "other draws of the borrowers"
FIRST = 4  # concepts that are compared: as many as a letter tells at most
ROWS = 500  # people whose reasons are compared; assumption: they pin the mean overlap to 0.02
RISKIEST = 0.2  # of those at risk: to others no reason is told; assumption: a fifth


def retrained(
    method: Method,
    rows: Learning,
    model: DecisionModel,
    judged: Snapshot,
    effort: tuple[int, int, int],
) -> dict[str, dict[str, float]]:
    """How far people's risk, tiers, limits and reasons move when the trees are grown again.

    Either the trees get another seed, or as many borrowers as there are are drawn with
    replacement. Dials, calibration, application scorecard and the limit model stay.

    Parameters
    ----------
    method : Method
        The models in use.
    rows : Learning
        Rows that they learned from.
    model : DecisionModel
        What decides with them.
    judged : Snapshot
        People whom no model saw.
    effort : (number of retrains of each kind, seed, threads)

    Returns
    -------
    dict
        By what was changed: the measures of `retrain_spread`, and ``open_kept`` and
        ``limit_kept`` (shares of people and retrains with the same answer whether there is a
        limit, and with the same limit) and ``reasons_alike`` (mean Jaccard index of the first
        four concepts that raise the risk, among the riskiest fifth).
    """
    count, seed, threads = effort
    rows = replace(rows, decisions=None)  # the limit model stays
    out = {}
    for kind in (SEEDS, DRAWS):
        again = []
        for dials in ((seed + 1 + number, threads) for number in range(count)):
            drawn = rows
            if kind == DRAWS:
                drawn = rows.redrawn(dials[0])
            text = fit_trees(drawn.table, drawn.default, method.chosen, dials)
            again.append(replace(model, risk=replace(method.risk, booster_text=text)))
        out[kind] = _moved(model, again, judged, threads)
    return out


def _moved(
    model: DecisionModel, again: Sequence[DecisionModel], judged: Snapshot, threads: int
) -> dict[str, float]:
    on = model.versions.data_as_of
    bounds = [model.policy.tiers[name].on(on).value for name in TIERS]
    stated = pd_12m(model.risk, judged.table)
    restated = np.array([pd_12m(one.risk, judged.table) for one in again])
    tiers = np.array([tier(one, bounds) for one in restated])
    limit = outcome(model, judged).limit
    limits = np.array([outcome(one, judged).limit for one in again])
    some = judged.table.rows(_riskiest(stated))
    first = _first_concepts(model, some, threads)
    alike = [
        mean_overlap(list(zip(first, _first_concepts(one, some, threads), strict=True)))
        for one in again
    ]
    return {
        **retrain_spread(stated, restated, tier(stated, bounds), tiers),
        "open_kept": float(((limits > 0) == (limit > 0)).mean()),
        "limit_kept": float((limits == limit).mean()),
        "reasons_alike": float(np.mean(alike)),
    }


def _first_concepts(model: DecisionModel, table: FeatureTable, threads: int) -> list[list[str]]:
    """Concepts that raise each one's risk most, against people just approved."""
    assert model.references is not None
    members = model.references.members(JUST_APPROVED).leading(model.risk.keys)
    table = table.leading(model.risk.keys)
    reference = reference_set(forest(model.risk.booster_text), members.values, members.groups())
    push = against_many(reference, table.values, threads).push
    keys = [c.key for c in table.concepts]
    order = np.argsort(-push, axis=1, kind="stable")[:, :FIRST]
    return [[keys[j] for j in top if push[i, j] > 0] for i, top in enumerate(order)]


def _riskiest(stated: NDArray[np.float64]) -> NDArray[np.int64]:
    """Some of the riskiest fifth, at even distances by risk."""
    most = np.argsort(-stated, kind="stable")[: max(1, round(RISKIEST * len(stated)))]
    return most[np.linspace(0, len(most) - 1, min(ROWS, len(most))).astype(np.int64)]
