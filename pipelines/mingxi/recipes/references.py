"""Who people are compared with: frozen once per model, from people it decided on."""

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.policy.limit_step import step_of
from mingxi.recipes.attributions import JUST_APPROVED
from mingxi.recipes.decided import Snapshot, decided
from mingxi.recipes.decision_model import DecisionModel, References
from mingxi.records.feature_table import stacked

# below this a group is too small to stand for "people one step up"; assumption
FEWEST = 50


def frozen_references(model: DecisionModel, snapshot: Snapshot, most: int) -> References:
    """People just approved, and people at each limit step, at most ``most`` of each.

    Just approved: those whose risk lies nearest below the line. A step: its members at even
    distances in the order of the table, so that no trait decides who is in.

    Raises
    ------
    BadData
        Fewer than `FEWEST` people are approved, so nobody can be compared with.
    """
    found = decided(model, snapshot)
    approved = np.flatnonzero(found.limit > 0)
    if len(approved) < FEWEST:
        raise BadData(
            "people to compare with",
            f"the policy approves {len(approved)} of {len(found)}",
            "Use more borrowers, or loosen the risk line of the policy",
        )
    nearest_line = approved[np.argsort(-found.pd_12m[approved], kind="stable")][:most]
    groups: dict[str, NDArray[np.int64]] = {JUST_APPROVED: np.sort(nearest_line)}
    steps = step_of(found.limit, model.policy)
    for step, amount in enumerate(model.policy.limit_steps):
        members = approved[steps[approved] == step]
        if len(members) >= FEWEST:
            groups[f"step:{amount}"] = members[_evenly(len(members), most)]
    table = stacked([snapshot.table.rows(rows) for rows in groups.values()])
    kind = np.repeat(list(groups), [len(rows) for rows in groups.values()])
    return References(table, kind)


def _evenly(n: int, most: int) -> NDArray[np.int64]:
    if n <= most:
        return np.arange(n)
    return np.linspace(0, n - 1, most).round().astype(np.int64)
