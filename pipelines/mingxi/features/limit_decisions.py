"""Decisions of the lender so far as rows to learn a limit from: before, by lot, and after."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.features.outcome import CHARGE_OFF_DAYS, DEFAULT_DAYS
from mingxi.features.table import feature_table
from mingxi.features.windows import FEN_PER_YUAN
from mingxi.records.feature_table import FloatArray, stacked
from mingxi.records.histories import Histories
from mingxi.records.limit_rows import LimitRows

IntArray = NDArray[np.int64]

YEAR = 12
EVENT_COLUMNS = ("borrower_id", "month", "proposal_fen", "new_fen", "told")
# decisions that set a limit from the whole record; cuts in between and closings follow events
WHOLE = ("welcome", "regular review")
# a default of month t + 15 began three months before, with the last loans of the year
LOSS_MONTHS = 15
# a loan that stops being paid is in default three months later; until then what is owed from
# before shrinks evenly. assumption: over nine months, the mean term of a loan
BEFORE_DEFAULT, TERM = 3, 9
GROUPED = ("region", "segment")  # families that an exposure may be limited in
# month k of the year moves the balances of the 12 - k months that follow it
_WEIGHT = np.arange(YEAR, 0, -1) / np.arange(1, YEAR + 1).sum()


@dataclass(frozen=True)
class _Lots:
    """Log of limit over proposal in force after each month end, (n borrowers, months)."""

    in_force: FloatArray

    def of_year(self, row: IntArray, at: int) -> FloatArray:
        """Log of the year's mean limit over the proposal, from month ``at`` on, shape (m,).

        Of the limit, not of its logarithm: four times the limit for a quarter moves what is owed
        far more than the fourth root of it for a year. With mean logarithms the answer to a limit
        was overstated, see reports/LOG.md.
        """
        months = np.minimum(np.arange(at, at + YEAR), self.in_force.shape[1] - 1)
        more = np.expm1(self.in_force[row[:, None], months])
        return np.asarray(np.log1p(np.einsum("ij,j->i", more, _WEIGHT)))


def limit_decisions(
    histories: Histories, events: pd.DataFrame, last: str, loss_months: int = LOSS_MONTHS
) -> LimitRows:
    """Decisions from the first month to ``last`` whose outcome is known.

    A limit given by lot stands until the next review draws again. So the lots of the whole year
    count, not that of one day alone: what they made of its mean limit is what chance did.

    Parameters
    ----------
    histories : Histories
        Everything recorded.
    events : DataFrame
        `EVENT_COLUMNS`; month is the position in the histories.
    last : str
        Month, included.
    loss_months : int
        Months after a decision in which a default is still put down to the year of lending.

    Raises
    ------
    BadData
        A column is missing, or there is no decision with a known outcome.
    """
    lost = [name for name in EVENT_COLUMNS if name not in events]
    if lost:
        raise BadData("limit events", f"they lack {lost}", "Make the world again")
    row = np.searchsorted(histories.borrower_id, events["borrower_id"].to_numpy(dtype=np.int64))
    month = events["month"].to_numpy(dtype=np.int64)
    proposal = events["proposal_fen"].to_numpy(dtype=np.float64) / FEN_PER_YUAN
    limit = events["new_fen"].to_numpy(dtype=np.float64) / FEN_PER_YUAN
    lots = _lots(histories, row, month, proposal, limit)
    whole = np.isin(events["told"].to_numpy(dtype=str), WHOLE) & (proposal > 0) & (limit > 0)
    known = len(histories.months) - 1 - max(loss_months, YEAR)
    found = []
    for at in range(min(histories.month_index(last), known) + 1):
        some = np.flatnonzero(whole & (month == at))
        some = some[np.argsort(row[some], kind="stable")]
        some = some[_sound(histories, row[some], at)]
        if len(some):
            given = (proposal[some], limit[some], lots.of_year(row[some], at))
            found.append(_rows(histories, row[some], at, loss_months, given))
    if not found:
        raise BadData(
            "decisions on limits to learn from",
            f"none until {last} has {loss_months} months after it",
            "Use earlier training months, or a longer world",
        )
    names = ("proposal", "limit", "lot", "default", "balance", "exposure")
    columns = {name: np.concatenate([getattr(part, name) for part in found]) for name in names}
    traits = {name: np.concatenate([part.traits[name] for part in found]) for name in GROUPED}
    return LimitRows(stacked([part.table for part in found]), **columns, traits=traits)


def proposals(
    histories: Histories, events: pd.DataFrame, month: str, borrower_id: NDArray[Any]
) -> FloatArray:
    """What was last proposed to each borrower by the end of ``month``, money; NaN: nothing yet."""
    at = histories.month_index(month)
    seen = events[(events["month"] <= at) & (events["proposal_fen"] > 0)]
    last = seen.sort_values("month", kind="stable").groupby("borrower_id")["proposal_fen"].last()
    fen = last.reindex(borrower_id).to_numpy(dtype=np.float64)
    return np.asarray(fen / FEN_PER_YUAN)


def before_decision(known: Histories) -> Histories:
    """What was known before the decisions of the last month: the line as it was a month ago."""
    monthly = dict(known.monthly)
    for name in ("limit_fen", "on_book"):
        values = known[name].copy()
        values[:, -1] = values[:, -2] if values.shape[1] > 1 else 0
        monthly[name] = values
    return Histories(known.months, known.fixed, monthly)


def _rows(
    histories: Histories,
    row: IntArray,
    at: int,
    loss_months: int,
    given: tuple[FloatArray, FloatArray, FloatArray],
) -> LimitRows:
    some = histories.rows(row)
    after = slice(at + 1, at + 1 + loss_months)
    bad = some["dpd"][:, after] >= DEFAULT_DAYS
    owed = some["balance_fen"][:, after] / FEN_PER_YUAN
    gone = np.maximum.accumulate(bad, axis=1)
    default = gone[:, -1]
    first = bad.argmax(axis=1)
    left = np.clip(1.0 - (first + 1 - BEFORE_DEFAULT) / TERM, 0.0, 1.0)
    before = left * some["balance_fen"][:, at] / FEN_PER_YUAN
    lent_since = np.maximum(owed[np.arange(len(row)), first] - before, 0.0)
    live = np.where(gone, 0.0, owed)[:, :YEAR].mean(axis=1)
    return LimitRows(
        feature_table(before_decision(some.known_at(histories.months[at]))),
        *given,
        default.astype(np.float64),
        live,
        np.where(default, lent_since, 0.0),
        {name: some.fixed[name].astype(str) for name in GROUPED},
    )


def _sound(histories: Histories, row: IntArray, at: int) -> NDArray[np.bool_]:
    dpd = histories["dpd"][row, : at + 1]
    return np.asarray((dpd[:, -1] < DEFAULT_DAYS) & (dpd < CHARGE_OFF_DAYS).all(axis=1))


def _lots(
    histories: Histories, row: IntArray, month: IntArray, proposal: FloatArray, limit: FloatArray
) -> _Lots:
    """Lot in force after each month end: that of the last decision until then."""
    inside = (proposal > 0) & (limit > 0) & (month >= 0)
    shape = (len(histories), len(histories.months))
    lot, decided = np.zeros(shape), np.zeros(shape, dtype=bool)
    lot[row[inside], month[inside]] = np.log(limit[inside] / proposal[inside])
    decided[row[inside], month[inside]] = True
    last = np.maximum.accumulate(np.where(decided, np.arange(shape[1]), -1), axis=1)
    return _Lots(np.where(last >= 0, np.take_along_axis(lot, np.maximum(last, 0), axis=1), 0.0))
