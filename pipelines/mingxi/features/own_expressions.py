"""What a feature of an own table is worked out from: a small closed vocabulary over columns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from mingxi.declare.errors import nearest
from mingxi.features.own_document import Part
from mingxi.features.windows import above as exceeding
from mingxi.features.windows import highest, mean, share, total
from mingxi.records.feature_table import FloatArray

Code: TypeAlias = str | int | float
# values of k parts for n rows, shape (n, k), and a bound → (n,)
Operation = Callable[[FloatArray], FloatArray]
BoundOperation = Callable[[FloatArray, float], FloatArray]


@dataclass(frozen=True)
class ColumnValue:
    """Values of one column, special codes replaced."""

    place: str
    column: str


@dataclass(frozen=True)
class Constant:
    """The same number for every row."""

    value: float


@dataclass(frozen=True)
class Derived:
    """An operation over parts; ``bound`` only for operations that hold values against one."""

    place: str
    operation: str
    parts: tuple["Expression", ...]
    bound: float | None = None


@dataclass(frozen=True)
class CodeCount:
    """How many of the columns hold one of the codes, as they stand in the file."""

    place: str
    columns: tuple[ColumnValue, ...]
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class MonthsBetween:
    """Whole calendar months from the date in one column to the date in another.

    ``format`` as in `strftime`; None: ISO 8601.
    """

    place: str
    earlier: ColumnValue
    later: ColumnValue
    format: str | None = None


Expression: TypeAlias = ColumnValue | Constant | Derived | CodeCount | MonthsBetween


def difference(values: FloatArray) -> FloatArray:
    """First minus second part, shape (n,)."""
    return np.asarray(values[:, 0] - values[:, 1])


def ratio(values: FloatArray) -> FloatArray:
    """First over second part, shape (n,); NaN where the second is not positive."""
    return share(values[:, 0], values[:, 1])


def lowest(values: FloatArray) -> FloatArray:
    """Smallest known value, shape (n,); NaN if none is known."""
    return -highest(-values)


def spread(values: FloatArray) -> FloatArray:
    """Standard deviation of the known values, shape (n,); NaN if none is known.

    Examples
    --------
    >>> spread(np.array([[1.0, 3.0, np.nan]]))
    array([1.])
    """
    return np.sqrt(mean((values - mean(values)[:, None]) ** 2))


def trend(values: FloatArray) -> FloatArray:
    """Least-squares rise per step over parts listed oldest first, shape (n,).

    NaN if one is missing.

    Examples
    --------
    >>> trend(np.array([[1.0, 3.0, 5.0]]))
    array([2.])
    """
    steps = np.arange(values.shape[1]) - (values.shape[1] - 1) / 2.0
    # summed column by column: a matrix product would depend on how many rows there are
    rises = sum(values[:, i] * step for i, step in enumerate(steps))
    return np.asarray(rises / float((steps**2).sum()))


def count_above(values: FloatArray, bound: float) -> FloatArray:
    """Number of known parts above ``bound``, shape (n,); NaN if none is known."""
    return total(exceeding(values, bound))


def count_below(values: FloatArray, bound: float) -> FloatArray:
    """Number of known parts below ``bound``, shape (n,); NaN if none is known."""
    return total(exceeding(-values, -bound))


def steps_since_above(values: FloatArray, bound: float) -> FloatArray:
    """Position of the first part above ``bound``, listed newest first, shape (n,).

    0: the newest is; the number of parts: none is; NaN if none is known.

    Examples
    --------
    >>> steps_since_above(np.array([[0.0, 2.0, 1.0], [0.0, 0.0, 0.0]]), 0.0)
    array([1., 3.])
    """
    hit = values > bound
    first = np.where(hit.any(axis=1), hit.argmax(axis=1), values.shape[1])
    return np.where(np.isnan(values).all(axis=1), np.nan, first.astype(np.float64))


# fewest and most parts, and the operation
OPERATIONS: dict[str, tuple[int, int | None, Operation]] = {
    "ratio": (2, 2, ratio),
    "difference": (2, 2, difference),
    "sum": (1, None, total),
    "mean": (1, None, mean),
    "max": (1, None, highest),
    "min": (1, None, lowest),
    "spread": (2, None, spread),
    "trend": (2, None, trend),
}
# operation and the key of its bound
BOUND_OPERATIONS: dict[str, tuple[str, BoundOperation]] = {
    "count_above": ("above", count_above),
    "count_below": ("below", count_below),
    "steps_since_above": ("above", steps_since_above),
}
CODE_COUNT = "count_codes"
MONTHS_BETWEEN = "months_between"
VOCABULARY = (*OPERATIONS, *BOUND_OPERATIONS, CODE_COUNT, MONTHS_BETWEEN)


def expression(part: Part) -> Expression:
    """Expression that a part of a document says: a column name, a number or ``{operation: …}``.

    Raises
    ------
    BadConfig
        The operation is not known or has the wrong number or kind of parts.
    """
    if isinstance(part.value, str):
        return ColumnValue(part.place, part.text())
    if isinstance(part.value, dict):
        entries = part.entries()
        if len(entries) != 1:
            raise part.wrong(f"it holds {len(entries)} keys", "Write one operation")
        name, inner = entries[0]
        return operation(str(name), inner)
    return Constant(part.number())


def operation(name: str, part: Part) -> Expression:
    """Expression of one operation and its arguments."""
    if name in OPERATIONS:
        fewest, most, _ = OPERATIONS[name]
        parts = tuple(expression(item) for item in part.items())
        if len(parts) < fewest or (most is not None and len(parts) > most):
            wanted = f"{fewest}" if most == fewest else f"at least {fewest}"
            raise part.wrong(f"it has {len(parts)} parts", f"Give {wanted}")
        return Derived(part.place, name, parts)
    if name in BOUND_OPERATIONS:
        bound, _ = BOUND_OPERATIONS[name]
        given = part.mapping(("columns", bound))
        parts = tuple(expression(item) for item in given["columns"].items())
        return Derived(part.place, name, parts, given[bound].number())
    if name == CODE_COUNT:
        given = part.mapping(("columns", "codes"))
        columns = tuple(ColumnValue(c.place, c.text()) for c in given["columns"].items())
        return CodeCount(part.place, columns, tuple(code(c) for c in given["codes"].items()))
    if name == MONTHS_BETWEEN:
        return _months_between(part)
    raise part.wrong(f"operation {name!r} is not known", nearest(name, VOCABULARY))


def _months_between(part: Part) -> MonthsBetween:
    given = part.mapping(("from", "to"), ("format",))
    ends = [ColumnValue(given[end].place, given[end].text()) for end in ("from", "to")]
    return MonthsBetween(
        part.place, ends[0], ends[1], given["format"].text() if "format" in given else None
    )


def code(part: Part) -> Code:
    """A value as it stands in a file: a text or a number."""
    if isinstance(part.value, str):
        return part.text()
    number = part.number()
    return int(number) if number.is_integer() else number


def columns_of(found: Expression) -> tuple[ColumnValue, ...]:
    """All columns that an expression reads, in order of appearance."""
    if isinstance(found, ColumnValue):
        return (found,)
    if isinstance(found, CodeCount):
        return found.columns
    if isinstance(found, MonthsBetween):
        return (found.earlier, found.later)
    if isinstance(found, Derived):
        return tuple(c for part in found.parts for c in columns_of(part))
    return ()


def dates_of(found: Expression) -> tuple[MonthsBetween, ...]:
    """All spans between dates that an expression reads, in order of appearance."""
    if isinstance(found, MonthsBetween):
        return (found,)
    if isinstance(found, Derived):
        return tuple(span for part in found.parts for span in dates_of(part))
    return ()
