"""What happened after a snapshot: the targets that models learn."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.features.windows import FEN_PER_YUAN
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories

# default of consumer credit: 90 days past due (Basel framework, CRE36.69)
DEFAULT_DAYS = 90
# written off at 180 days past due; assumption: the usual rule for consumer credit
CHARGE_OFF_DAYS = 180


def default_within(histories: Histories, month: str, horizon_months: int = 12) -> FloatArray:
    """Default in the months after a snapshot: 1 or 0, NaN where there is no outcome, shape (n,).

    1 when days past due reach 90 at any of the next ``horizon_months`` month ends. No outcome:
    the months are not all recorded; no open line with a balance or a limit; 90 days past due at
    the snapshot; or written off before.

    Parameters
    ----------
    histories : Histories
        Everything recorded, not cut at the snapshot.
    month : str
        Snapshot month.
    horizon_months : int

    Raises
    ------
    BadData
        The month lies outside the histories.
    """
    at = histories.month_index(month)
    window = _after(histories["dpd"], at, horizon_months)
    if window is None:
        return np.full(len(histories), np.nan)
    defaulted = (window >= DEFAULT_DAYS).any(axis=1).astype(np.float64)
    return np.where(_eligible(histories, at), defaulted, np.nan)


def mean_balance(histories: Histories, month: str, horizon_months: int = 12) -> FloatArray:
    """Mean posted balance of the months after a snapshot, yuan, shape (n,).

    NaN where there is no outcome, for the same borrowers as `default_within`.

    Raises
    ------
    BadData
        The month lies outside the histories.
    """
    at = histories.month_index(month)
    window = _after(histories["balance_fen"], at, horizon_months)
    if window is None:
        return np.full(len(histories), np.nan)
    balance = window.astype(np.float64).mean(axis=1) / FEN_PER_YUAN
    return np.where(_eligible(histories, at), balance, np.nan)


def _after(values: NDArray[Any], at: int, months: int) -> NDArray[Any] | None:
    """The next ``months`` months, shape (n, months); None when they are not all recorded."""
    window = values[:, at + 1 : at + 1 + months]
    return window if window.shape[1] == months else None


def _eligible(histories: Histories, at: int) -> NDArray[np.bool_]:
    dpd = histories["dpd"][:, : at + 1]
    usable = (histories["balance_fen"][:, at] > 0) | (histories["limit_fen"][:, at] > 0)
    sound = (dpd[:, -1] < DEFAULT_DAYS) & (dpd < CHARGE_OFF_DAYS).all(axis=1)
    return np.asarray(histories["on_book"][:, at].astype(bool) & usable & sound)
