"""Days and months of the world; days are counted from 1970-01-01."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.calendar import month_end, months_from
from mingxi.declare.errors import BadConfig

Days = NDArray[np.int64]


@dataclass(frozen=True)
class Calendar:
    """First days of all months, run-up included.

    Parameters
    ----------
    first_month : str
        ``"2023-01"``: month 0.
    run_up : int
        Months before month 0 that are simulated but not shown.
    n_months : int
        Months shown.
    """

    first_month: str
    run_up: int
    n_months: int

    def __post_init__(self) -> None:
        month_end(self.first_month)  # refuses what is no month

    def first_day(self, month: int) -> int:
        """Day number of the first day of month ``month`` (negative: before month 0).

        Examples
        --------
        >>> Calendar("2023-01", 6, 36).first_day(1) - Calendar("2023-01", 6, 36).first_day(0)
        31
        """
        start = np.datetime64(self.first_month, "M") + np.timedelta64(month, "M")
        return int(start.astype("datetime64[D]").astype(np.int64))

    def first_days(self, months: range) -> Days:
        """Day numbers of the first days of ``months``, shape (months,)."""
        first = np.datetime64(self.first_month, "M")
        starts = first + np.arange(months.start, months.stop, months.step)
        return starts.astype("datetime64[D]").astype(np.int64)

    def last_day(self, month: int) -> int:
        """Day number of the last day of month ``month``."""
        return self.first_day(month + 1) - 1

    def names(self) -> tuple[str, ...]:
        """Texts of the months shown.

        Examples
        --------
        >>> Calendar("2023-11", 6, 3).names()
        ('2023-11', '2023-12', '2024-01')
        """
        return months_from(self.first_month, self.n_months)


@cache
def day_number(yyyymmdd: float) -> int:
    """Day number of a date written as a number.

    Raises
    ------
    BadConfig
        There is no such date.

    Examples
    --------
    >>> day_number(19700102)
    1
    """
    text = f"{int(yyyymmdd):08d}"
    try:
        day = np.datetime64(f"{text[:4]}-{text[4:6]}-{text[6:]}", "D")
    except ValueError:
        raise BadConfig(
            f"date {yyyymmdd!r}", "there is no such day", "Write it as yyyymmdd"
        ) from None
    return int(day.astype(np.int64))
