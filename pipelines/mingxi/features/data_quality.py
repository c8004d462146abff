"""Histories and events fit to read: what cannot be is unknown, what came twice counts once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories
from mingxi.records.reading import FILE_AGE, OF_THE_MONTH, OWN_PAST, READINGS, Plausible

BoolArray = NDArray[np.bool_]

PAST_MONTHS, FEWEST_MONTHS = 12, 3
EVENT_ID = "event_id"


@dataclass(frozen=True)
class DataQuality:
    """What reading found.

    Parameters
    ----------
    missing : int
        Values not recorded, from the month of application on.
    implausible : int
        Values outside their declared bounds: read as unknown.
    old_reports : int
        Months in which the credit report is an older one.
    repeated : int
        Events that were delivered more than once and count once.
    """

    missing: int = 0
    implausible: int = 0
    old_reports: int = 0
    repeated: int = 0

    @property
    def line(self) -> str:
        """All of it in one line.

        Examples
        --------
        >>> DataQuality(1204, 33, 5, 84).line
        '1,204 values missing, 33 implausible, 5 old reports, 84 repeats'
        """
        return (
            f"{self.missing:,} values missing, {self.implausible:,} implausible, "
            f"{self.old_reports:,} old reports, {self.repeated:,} repeats"
        )

    def __add__(self, other: "DataQuality") -> "DataQuality":
        return DataQuality(
            self.missing + other.missing,
            self.implausible + other.implausible,
            self.old_reports + other.old_reports,
            self.repeated + other.repeated,
        )


def readable(histories: Histories) -> tuple[Histories, DataQuality]:
    """The same histories with implausible values unknown, and what was found.

    A value is judged by its own month and the person's months before, never by later ones: what is
    known at a snapshot does not depend on what came after.
    """
    monthly = dict(histories.monthly)
    applied = np.arange(len(histories.months)) >= histories.fixed["open_month"][:, None]
    missing = implausible = 0
    for name in READINGS:
        values = np.asarray(histories[name], dtype=np.float64)
        missing += int((np.isnan(values) & applied).sum())
        wrong = implausible_values(histories, name)
        implausible += int(wrong.sum())
        monthly[name] = np.where(wrong, np.nan, values) if wrong.any() else values
    old = old_reports(histories)
    for name in OF_THE_MONTH:
        monthly[name] = np.where(old, np.nan, monthly[name])
    found = DataQuality(missing, implausible, int(old.sum()))
    return Histories(histories.months, histories.fixed, monthly), found


def delivered_once(events: pd.DataFrame) -> tuple[pd.DataFrame, DataQuality]:
    """Events without repeated deliveries (by ``event_id``, the first stays), and how many.

    A table without event numbers is handed back as it is.

    Examples
    --------
    >>> delivered_once(pd.DataFrame({"event_id": [7, 7, 9], "fen": [1, 1, 1]}))[1].repeated
    1
    """
    if EVENT_ID not in events.columns:
        return events, DataQuality()
    again = events[EVENT_ID].duplicated()
    return events[~again].reset_index(drop=True), DataQuality(repeated=int(again.sum()))


def implausible_values(histories: Histories, name: str) -> BoolArray:
    """Values of a column outside one of its declared bounds, shape (n, months); unknown is not."""
    values = np.asarray(histories[name], dtype=np.float64)
    wrong = np.zeros(values.shape, dtype=bool)
    for bounds in READINGS[name]:
        if bounds.against == OWN_PAST:
            wrong |= _unlike_own_past(values, bounds)
        elif bounds.against:
            wrong |= _outside(_ratio(values, histories[bounds.against]), bounds)
        else:
            # before the application all is zero, which says nothing
            wrong |= _outside(values, bounds) & (values != 0)
    return wrong


def old_reports(histories: Histories) -> BoolArray:
    """Months whose credit report is as old as that of the month before, shape (n, months)."""
    age = np.asarray(histories[FILE_AGE], dtype=np.float64)
    old = np.zeros(age.shape, dtype=bool)
    old[:, 1:] = (age[:, 1:] > 0) & (age[:, 1:] <= age[:, :-1])
    return old


def _outside(values: FloatArray, bounds: Plausible) -> BoolArray:
    return np.asarray((values < bounds.lowest) | (values > bounds.highest))


def _ratio(values: FloatArray, against: NDArray[np.generic]) -> FloatArray:
    """Ratio where both are positive, else NaN."""
    other = np.asarray(against, dtype=np.float64)
    both = (values > 0) & (other > 0)
    return np.where(both, values / np.where(both, other, 1.0), np.nan)


def _unlike_own_past(values: FloatArray, bounds: Plausible) -> BoolArray:
    positive = np.where(values > 0, values, np.nan)
    wrong = np.zeros(values.shape, dtype=bool)
    # whose values lie within the factor of each other has none that is unlike the rest
    most = np.where(np.isnan(positive), -np.inf, positive).max(axis=1, initial=-np.inf)
    least = np.where(np.isnan(positive), np.inf, positive).min(axis=1, initial=np.inf)
    factor = min(bounds.highest, 1.0 / bounds.lowest if bounds.lowest > 0 else np.inf)
    doubtful = np.flatnonzero(most > factor * least)
    own = positive[doubtful]
    for month in range(FEWEST_MONTHS, values.shape[1]):
        before = own[:, max(month - PAST_MONTHS, 0) : month]
        enough = np.flatnonzero((~np.isnan(before)).sum(axis=1) >= FEWEST_MONTHS)
        if not len(enough):
            continue
        ratio = own[enough, month] / np.nanmedian(before[enough], axis=1)
        wrong[doubtful[enough], month] = _outside(ratio, bounds)
    return wrong
