"""What there is to learn from and to decide on: a synthetic world or a table of one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.adapters import store
from mingxi.adapters.config_file import resolve_path
from mingxi.declare.calendar import later, month_end
from mingxi.declare.errors import BadData
from mingxi.declare.words import Words
from mingxi.features.data_quality import DataQuality, delivered_once, readable
from mingxi.features.limit_decisions import limit_decisions, proposals
from mingxi.features.outcome import default_within, mean_balance
from mingxi.features.own_table import (
    OwnTable,
    own_applications,
    own_features,
    own_limit,
    own_privileged,
    own_table,
    own_target,
)
from mingxi.features.standing import applications, last_repayments
from mingxi.features.table import feature_table
from mingxi.models.proposal_residual import ExpectedProposal, informed
from mingxi.models.split import redrawn
from mingxi.recipes.decided import Snapshot
from mingxi.recipes.places import Places
from mingxi.recipes.settings import Settings
from mingxi.records.decision import Money
from mingxi.records.feature_table import FeatureTable, stacked
from mingxi.records.histories import Histories
from mingxi.records.limit_rows import LimitRows

FloatArray = NDArray[np.float64]

# months within which a default counts as early; assumption: the quarter and the half year
EARLY = (3, 6)
YUAN = Money(Words("元", "yuan"), "¥", Words("额度", "limit"))


@dataclass(frozen=True)
class Learning:
    """Rows with outcomes.

    Parameters
    ----------
    table : FeatureTable
        n rows; months mixed where there is time.
    default : ndarray of shape (n,)
        1 defaulted, 0 did not, NaN not known.
    limit : ndarray of shape (n,)
        Limit in force (money), given by whoever lent then; NaN none.
    balance : ndarray of shape (n,) | None
        Mean balance over the outcome window; None where the table has no later balances.
    limit_keys : tuple of str
        Features that a limit model may use.
    sooner : mapping of int to ndarray of shape (n,)
        Default within so many months, fewer than ``default`` looks at; empty without later months.
    decisions : LimitRows | None
        Decisions on limits to learn from; None where they are not on record or not asked for.
    """

    table: FeatureTable
    default: FloatArray
    limit: FloatArray
    balance: FloatArray | None
    limit_keys: tuple[str, ...]
    sooner: Mapping[int, FloatArray] = field(default_factory=dict)
    decisions: LimitRows | None = None

    def rows(self, keep: NDArray[Any]) -> "Learning":
        """The rows that ``keep`` selects (mask or positions), and these borrowers' decisions.

        Decisions later than the last month kept go: their outcomes were not known either.
        """
        balance = None if self.balance is None else self.balance[keep]
        table, default, limit = self.table.rows(keep), self.default[keep], self.limit[keep]
        sooner = {months: y[keep] for months, y in self.sooner.items()}
        decisions = self.decisions
        if decisions is not None and len(table):
            decisions = decisions.of(table.borrower_id, max(table.month.tolist()))
        return Learning(table, default, limit, balance, self.limit_keys, sooner, decisions)

    def redrawn(self, seed: int) -> "Learning":
        """Rows and decisions of borrowers drawn with repetition from those of the rows.

        As `rows` leaves them, decisions are of no other borrowers.
        """
        among = self.table.borrower_id
        drawn = self.rows(redrawn(among, seed))
        if self.decisions is None:
            return drawn
        again = redrawn(self.decisions.table.borrower_id, seed, among)
        return replace(drawn, decisions=self.decisions.rows(again))


def joined(parts: Sequence[Learning]) -> Learning:
    """Rows of several parts, in order.

    Balances stay only where every part has them.
    """
    balances = [part.balance for part in parts if part.balance is not None]
    return Learning(
        stacked([part.table for part in parts]),
        np.concatenate([part.default for part in parts]),
        np.concatenate([part.limit for part in parts]),
        np.concatenate(balances) if len(balances) == len(parts) else None,
        parts[0].limit_keys,
        {m: np.concatenate([part.sooner[m] for part in parts]) for m in parts[0].sooner},
    )


@dataclass(frozen=True)
class WorldMaterial:
    """A synthetic world as a lender sees it.

    Parameters
    ----------
    histories : Histories
    repayments, incidents : DataFrame
    quality : DataQuality
        What reading found wrong and set right.
    limit_events : DataFrame | None
        Decisions of the lender so far; None where they are not needed.
    """

    histories: Histories
    repayments: pd.DataFrame
    incidents: pd.DataFrame
    quality: DataQuality
    limit_events: pd.DataFrame | None = None

    def snapshot(
        self,
        month: str,
        keep: NDArray[Any] | None = None,
        lender: ExpectedProposal | None = None,
    ) -> Snapshot:
        """Borrowers who have applied by the end of ``month``, as known then.

        With ``lender``, the table also tells what the lender's own proposals add to it.
        """
        index = self.histories.month_index(month)
        applied = self.histories.fixed["open_month"] <= index
        chosen = self.histories.rows(applied if keep is None else keep[applied[keep]])
        known, on = chosen.known_at(month), month_end(month)
        table = feature_table(known)
        if lender is not None and self.limit_events is not None:
            offered = proposals(self.histories, self.limit_events, month, table.borrower_id)
            table = informed(lender, table, offered)
        return Snapshot(table, applications(known, self.repayments, self.incidents, on))

    def learning(self, months: tuple[str, ...], horizon_months: int) -> Learning:
        """Rows at the ends of ``months`` with their outcomes within the horizon."""
        tables, default, limit, balance = [], [], [], []
        sooner: dict[int, list[FloatArray]] = {m: [] for m in EARLY if m < horizon_months}
        for month in months:
            index = self.histories.month_index(month)
            outcome = default_within(self.histories, month, horizon_months)
            rows = np.flatnonzero(~np.isnan(outcome))
            some = self.histories.rows(rows)
            tables.append(feature_table(some.known_at(month)))
            default.append(outcome[rows])
            limit.append(some["limit_fen"][:, index] / 100.0)
            balance.append(mean_balance(some, month, horizon_months))
            for early, seen in sooner.items():
                seen.append(default_within(some, month, early))
        table = stacked(tables)
        parts = (np.concatenate(default), np.concatenate(limit), np.concatenate(balance))
        within = {m: np.concatenate(seen) for m, seen in sooner.items()}
        return Learning(table, *parts, table.keys, within)

    def decisions(self, last: str) -> LimitRows:
        """Decisions on limits until the month ``last``, with what came of them.

        Raises
        ------
        BadData
            The events are not there, or no decision has a known outcome.
        """
        if self.limit_events is None:
            raise BadData("decisions on limits", "the world has none on record", "Make all tables")
        return limit_decisions(self.histories, self.limit_events, last)

    def newcomers(
        self, months: tuple[str, ...], horizon_months: int, below: float
    ) -> Learning | None:
        """Rows with outcomes of those fewer than ``below`` months on the line; None: nobody."""
        found = []
        for month in months:
            index = self.histories.month_index(month)
            since = index - self.histories.fixed["open_month"]
            new = (since >= 0) & (since < below) & self.histories["on_book"][:, index].astype(bool)
            if new.any():
                some = replace(self, histories=self.histories.rows(new))
                found.append(some.learning((month,), horizon_months))
        found = [rows for rows in found if len(rows.table)]
        return joined(found) if found else None

    def repaid_amounts(self, borrower_id: NDArray[Any], month: str) -> Mapping[str, int]:
        """Amount of the last repayment known on the last day of ``month``, whole yuan."""
        found = last_repayments(borrower_id, self.repayments, month_end(month))
        return {
            str(b): int(a)
            for b, a, d in zip(borrower_id, found.amount, found.repaid_on, strict=True)
            if not np.isnat(d)
        }

    def used(self, borrower_id: NDArray[Any], month: str) -> NDArray[np.int64]:
        """Posted balance at the end of ``month`` in whole yuan, rounded up, shape (n,)."""
        rows = np.searchsorted(self.histories.borrower_id, borrower_id)
        fen = self.histories["balance_fen"][rows, self.histories.month_index(month)]
        rounded_up: NDArray[np.int64] = -(-fen // 100)
        return rounded_up


def world_material(places: Places) -> WorldMaterial:
    """The observed tables of a generated world.

    Raises
    ------
    BadData
        The world is not there, not whole, or a file is damaged.
    """
    if not (places.observed / store.MANIFEST).is_file():
        raise BadData(
            f"world {places.world!r}",
            f"there is none in {places.observed}",
            "Make it first: mingxi generate CONFIG",
        )
    histories, found = readable(store.load_histories(places.observed))
    wanted = store.world_manifest(places.observed).get("n_borrowers")
    if len(histories) != wanted:  # generating was interrupted between two blocks
        raise BadData(
            f"world {places.world!r}",
            f"{len(histories)} of {wanted} borrowers are in {places.observed}",
            "Go on making it: mingxi generate CONFIG",
        )
    repayments, twice = delivered_once(store.load_frame(places.observed, "repayments"))
    incidents = store.load_frame(places.observed, "incidents")
    events = store.load_frame(places.observed, "limit_events")
    return WorldMaterial(histories, repayments, incidents, found + twice, events)


@dataclass(frozen=True)
class TableMaterial:
    """A table of one's own: a frame, what its columns mean, and the hash of its file."""

    frame: pd.DataFrame
    spec: OwnTable
    data_hash: str

    def learning(self) -> Learning:
        """All rows with their outcome, past limit and what else is known of them by now."""
        beyond = own_privileged(self.frame, self.spec)
        table = replace(own_features(self.frame, self.spec), privileged=beyond)
        limit = own_limit(self.frame, self.spec)
        none = np.full(len(table), np.nan)
        return Learning(
            table,
            own_target(self.frame, self.spec),
            none if limit is None else limit,
            None,
            own_features(self.frame, self.spec, "limit").keys,
        )

    def raw_rows(self, keep: NDArray[Any]) -> pd.DataFrame:
        """Rows at positions ``keep`` as they stand in the file."""
        return self.frame.iloc[keep]

    def snapshot(self, month: str, keep: NDArray[Any] | None = None) -> Snapshot:
        """Rows of the table (all, or those at positions ``keep``) as applications in ``month``."""
        frame = self.frame if keep is None else self.frame.iloc[keep]
        on = month_end(month)
        return Snapshot(own_features(frame, self.spec), own_applications(frame, self.spec, on))


def table_material(settings: Settings, root: Path) -> TableMaterial:
    """The table that ``settings.table`` declares, read once (or a sample of it)."""
    assert settings.table is not None
    spec = own_table(settings.table)
    path = resolve_path(spec.path, root)
    frame = store.read_csv_or_parquet(path, spec.separator)
    if spec.sample is not None and spec.sample < len(frame):
        frame = frame.sample(spec.sample, random_state=settings.seed % 2**32).sort_index()
    return TableMaterial(frame, spec, store.content_hash(path))


def review_months(decide: str, count: int = 4) -> tuple[str, ...]:
    """The quarterly reviews before ``decide``, oldest first.

    Examples
    --------
    >>> review_months("2025-12", 2)
    ('2025-06', '2025-09')
    """
    return tuple(later(decide, -3 * k) for k in range(count, 0, -1))
