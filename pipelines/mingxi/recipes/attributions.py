"""Attributions of a decision model: against its frozen references, and against earlier selves."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.words import Words
from mingxi.explain.change import YouAndMethod, you_and_method
from mingxi.explain.contributions import (
    ReferenceSet,
    against_many,
    reference_set,
    refuse_other_columns,
)
from mingxi.explain.factors import RowPushes, attribution
from mingxi.explain.forest import Forest, forest
from mingxi.explain.ledger import whole_amounts
from mingxi.models.default_risk import without_history
from mingxi.recipes.decision_model import DecisionModel
from mingxi.records.decision import Attribution, ReferenceGroup, ReferenceKind
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Target = Literal["limit", "risk"]
Trees = Literal["limit", "risk", "application"]  # whoever has no history has a scorecard apart

JUST_APPROVED = "just_approved"
GROUP_NAMES: dict[ReferenceKind, Words] = {
    "just_approved": Words("刚好获批的人", "people just approved"),
    "next_step": Words("额度高一档的人", "people one limit step up"),
    "yourself_last_time": Words("上次的你", "yourself last time"),
}


@dataclass(frozen=True)
class _Prepared:
    concepts: ReferenceSet
    features: ReferenceSet
    medians: FloatArray
    group: ReferenceGroup


class Attributions:
    """Prepared explainer of one decision model (and of the method before it).

    Parameters
    ----------
    model : DecisionModel
        With its references frozen.
    earlier : DecisionModel | None
        The method that decided last time; None: the same one.
    threads : int
    """

    def __init__(self, model: DecisionModel, earlier: DecisionModel | None, threads: int) -> None:
        self.model, self.earlier, self.threads = model, earlier, threads
        self._prepared: dict[tuple[Trees, str], _Prepared] = {}

    @cached_property
    def limit_forest(self) -> Forest:
        """Flat limit model."""
        return forest(self.model.limit.booster_text)

    @cached_property
    def risk_forest(self) -> Forest:
        """Flat risk model (log-odds before calibration)."""
        return forest(self.model.risk.booster_text)

    @cached_property
    def application_forest(self) -> Forest:
        """Flat application scorecard (log-odds before calibration)."""
        own = self.model.risk.application
        return forest(own.booster_text) if own else self.risk_forest

    @cached_property
    def earlier_forest(self) -> Forest:
        """Flat limit model of the method that decided last time."""
        return forest(self.earlier.limit.booster_text) if self.earlier else self.limit_forest

    def reference(self, target: Target, kind: str) -> ReferenceSet:
        """Prepared reference set with concepts as players."""
        return self._group(target, kind).concepts

    def reference_of_facts(self, target: Target, kind: str) -> ReferenceSet:
        """The same people with single features as players."""
        return self._group(target, kind).features

    def ledger_amounts(self, table: FeatureTable, proposed: IntArray) -> tuple[IntArray, IntArray]:
        """Base (n,) and concept amounts (n, k) against people just approved, in whole units."""
        rows = self._rows("limit", table)
        found = against_many(
            self._group("limit", JUST_APPROVED).concepts, rows.values, self.threads
        )
        return whole_amounts(found.base, found.push, proposed)

    def against_group(
        self, target: Target, kind: str, table: FeatureTable, proposed: IntArray
    ) -> list[Attribution]:
        """Attribution of every row against one frozen reference group.

        Parameters
        ----------
        target : {"limit", "risk"}
        kind : str
            ``"just_approved"`` or ``"step:<limit>"``.
        table : FeatureTable
        proposed : ndarray of shape (n,)
            Whole units shown as the limit model's proposal.
        """
        thin = without_history(self.model.risk, table)
        if target == "limit" or not thin.any():
            return self._against(target, target, kind, table, proposed)
        found: list[Attribution | None] = [None] * len(table)
        scorecards: tuple[tuple[Trees, NDArray[np.bool_]], ...]
        scorecards = (("risk", ~thin), ("application", thin))
        for trees, mine in scorecards:
            told = self._against(target, trees, kind, table.rows(mine), proposed[mine])
            for i, one in zip(np.flatnonzero(mine), told, strict=True):
                found[i] = one
        return [one for one in found if one is not None]

    def _against(
        self, target: Target, trees: Trees, kind: str, table: FeatureTable, proposed: IntArray
    ) -> list[Attribution]:
        if not len(table):
            return []
        prepared = self._group(trees, kind)
        rows = self._rows(trees, table)
        players = against_many(prepared.concepts, rows.values, self.threads)
        facts = against_many(prepared.features, rows.values, self.threads)
        base, amounts = whole_amounts(players.base, players.push, proposed)
        totals = proposed
        if target == "risk":  # log-odds are not money
            base, amounts, totals = base * 0, amounts * 0, proposed * 0
        return [
            attribution(
                target,
                prepared.group,
                RowPushes(
                    float(players.base[i]),
                    float(players.output[i]),
                    players.push[i],
                    facts.push[i],
                    rows.values[i],
                    prepared.medians,
                ),
                (int(base[i]), amounts[i], int(totals[i])),
                (rows.concepts, rows.features),
            )
            for i in range(len(rows))
        ]

    def against_last_time(
        self, table: FeatureTable, past: FeatureTable, proposed: tuple[IntArray, IntArray]
    ) -> list[tuple[Attribution, int]]:
        """Attribution against yourself last time and the method's own amount, per row.

        Parameters
        ----------
        table, past : FeatureTable
            Rows now and at the earlier decision, in the same order.
        proposed : (earlier, today's) ndarray of shape (n,)
            Whole units of both proposals; base, concepts and method add up to today's.
        """
        now, before = self._rows("limit", table), self._rows("limit", past)
        refuse_other_columns(self.earlier_forest, before.keys)
        players = self._moved(now, before, now.groups())
        facts = self._moved(now, before, np.arange(len(now.features)))
        with_method = np.c_[players.you, players.method]
        base, amounts = whole_amounts(players.before, with_method, proposed[1])
        out = []
        for i in range(len(now)):
            group = ReferenceGroup(
                "yourself_last_time",
                GROUP_NAMES["yourself_last_time"],
                1,
                _ids_hash([str(past.borrower_id[i]), str(past.month[i])]),
            )
            # base and earlier proposal are the same number unless floating point put the sum on
            # the other side of a half; the method, which is nobody's behaviour, carries that unit
            method = int(amounts[i, -1]) + int(base[i] - proposed[0][i])
            pushes = RowPushes(
                float(players.before[i]),
                float(players.before[i] + players.you[i].sum()),
                players.you[i],
                facts.you[i],
                now.values[i],
                before.values[i],
            )
            you = (int(proposed[0][i]), amounts[i, :-1], int(proposed[1][i]) - method)
            found = attribution("limit", group, pushes, you, (now.concepts, now.features))
            out.append((found, method))
        return out

    def _trees(self, target: Trees) -> Forest:
        if target == "limit":
            return self.limit_forest
        return self.risk_forest if target == "risk" else self.application_forest

    def _rows(self, target: Trees, table: FeatureTable) -> FeatureTable:
        rows = (
            self.model.limit_rows(table)
            if target == "limit"
            else table.leading(self.model.risk.keys)
        )
        refuse_other_columns(self._trees(target), rows.keys)
        return rows

    def _moved(self, now: FeatureTable, before: FeatureTable, groups: IntArray) -> YouAndMethod:
        return you_and_method(
            (self.earlier_forest, self.limit_forest),
            (before.values, now.values),
            groups,
            self.threads,
        )

    def _group(self, target: Trees, kind: str) -> _Prepared:
        if (target, kind) not in self._prepared:
            assert self.model.references is not None
            members = self.model.references.members(kind)
            rows, trees = self._rows(target, members), self._trees(target)
            shown: ReferenceKind = "just_approved" if kind == JUST_APPROVED else "next_step"
            ids = [f"{a}@{b}" for a, b in zip(rows.borrower_id, rows.month, strict=True)]
            self._prepared[target, kind] = _Prepared(
                reference_set(trees, rows.values, rows.groups()),
                reference_set(trees, rows.values, np.arange(len(rows.features))),
                _medians(rows.values),
                ReferenceGroup(shown, GROUP_NAMES[shown], len(rows), _ids_hash(ids)),
            )
        return self._prepared[target, kind]


def _medians(rows: FloatArray) -> FloatArray:
    """Median of the known values of each column; NaN where nothing is known."""
    known = [column[~np.isnan(column)] for column in rows.T]
    return np.array([np.median(c) if len(c) else np.nan for c in known])


def _ids_hash(ids: Sequence[str]) -> str:
    return blake2b("\n".join(sorted(ids)).encode(), digest_size=8).hexdigest()
