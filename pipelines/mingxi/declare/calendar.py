"""Months as text (``"2025-12"``) and their last days: the clock of histories and decisions."""

from calendar import monthrange
from datetime import date

from mingxi.declare.errors import BadConfig


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
    year, _, number = month.partition("-")
    if not (len(year) == 4 and year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        raise BadConfig(
            f"month {month!r}", "it is not of the form YYYY-MM", 'Write e.g. "2025-12"'
        )
    return date(int(year), int(number), monthrange(int(year), int(number))[1])


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
