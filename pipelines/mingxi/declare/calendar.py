"""Months as text (``"2025-12"``) and their last days: the clock of histories and decisions."""

import re
from calendar import monthrange
from datetime import date

from mingxi.declare.errors import BadConfig

# there is no year 0
_MONTH = re.compile(r"(?!0000)([0-9]{4})-(0[1-9]|1[0-2])")


def month_end(month: str) -> date:
    """Last day of a month.

    Raises
    ------
    BadConfig
        The text is not ``YYYY-MM``.

    Examples
    --------
    >>> month_end("2024-02")
    datetime.date(2024, 2, 29)
    """
    found = _MONTH.fullmatch(month)
    if found is None:
        raise BadConfig(
            f"month {month!r}", "it is no month of the form YYYY-MM", 'Write e.g. "2025-12"'
        )
    year, number = int(found[1]), int(found[2])
    return date(year, number, monthrange(year, number)[1])


def month_of(day: date) -> str:
    """Month of a day, as text.

    Examples
    --------
    >>> month_of(date(2025, 12, 31))
    '2025-12'
    """
    return f"{day.year:04d}-{day.month:02d}"


def later(month: str, months: int) -> str:
    """Month that lies ``months`` after (or before, if negative).

    Examples
    --------
    >>> later("2025-11", 3), later("2025-01", -1)
    ('2026-02', '2024-12')
    """
    first = month_end(month)
    count = first.year * 12 + first.month - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def months_from(first: str, count: int) -> tuple[str, ...]:
    """The ``count`` months from ``first`` on.

    Raises
    ------
    BadConfig
        ``first`` is not ``YYYY-MM``.

    Examples
    --------
    >>> months_from("2023-11", 3)
    ('2023-11', '2023-12', '2024-01')
    """
    month_end(first)
    return tuple(later(first, months) for months in range(count))
