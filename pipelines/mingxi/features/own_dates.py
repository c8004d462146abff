"""Dates in the columns of an own table."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.features.own_expressions import ColumnValue

MOST_LATE = 0.001  # assumption: a row in a thousand may be a slip of the pen; more is a rule


def dates(raw: "pd.Series[Any]", asked: ColumnValue, form: str | None) -> "pd.Series[Any]":
    """Days that a column holds, NaT where a cell is empty.

    Parameters
    ----------
    raw : Series
        As it stands in the file.
    asked : ColumnValue
        Who asks for it.
    form : str | None
        As in `strftime`; None: ISO 8601.

    Raises
    ------
    BadData
        A cell holds something else.
    """
    found = pd.to_datetime(raw, format=form or "ISO8601", errors="coerce")
    strange = found.isna() & raw.notna()
    if strange.any():
        raise BadData(
            asked.place,
            f"column {asked.column!r} holds {str(raw[strange].iloc[0])!r}, which is no day or "
            "month",
            "Give its format, e.g. `format: '%Y-%m-%d'`",
        )
    return found


def whole_months(earlier: "pd.Series[Any]", later: "pd.Series[Any]") -> NDArray[np.float64]:
    """Calendar months from one day to the other, shape (n,); NaN where one is not known.

    Also NaN where the first lies after the second: a date that cannot be right is not known.

    Examples
    --------
    >>> day = lambda text: pd.Series(pd.to_datetime([text]))
    >>> whole_months(day("2009-11-30"), day("2011-02-01")).tolist()
    [15.0]
    >>> whole_months(day("2011-02-02"), day("2011-02-01")).tolist()
    [nan]
    """
    months = (later.dt.year - earlier.dt.year) * 12 + later.dt.month - earlier.dt.month
    found = months.where(earlier <= later).to_numpy(dtype=np.float64, na_value=np.nan)
    return np.asarray(found)


def refuse_known_later(
    found: "pd.Series[Any]", then: "pd.Series[Any]", asked: ColumnValue
) -> None:
    """Refuse a date that lies after the time of its row: it was not known when decided.

    Raises
    ------
    BadData
        More than one row in a thousand.
    """
    late = found > then
    if late.mean() > MOST_LATE:
        raise BadData(
            asked.place,
            f"column {asked.column!r} lies after the time of the row in {int(late.sum())} of "
            f"{len(late)} rows: it is known only later",
            "Take it out of the features and exclude it",
        )
