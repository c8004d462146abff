"""Values of an own table: columns read with their special codes, expressions worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.declare.errors import BadData, nearest
from mingxi.declare.words import Words
from mingxi.features.own_dates import dates, whole_months
from mingxi.features.own_expressions import (
    BOUND_OPERATIONS,
    OPERATIONS,
    Code,
    CodeCount,
    ColumnValue,
    Constant,
    Expression,
    MonthsBetween,
    columns_of,
)
from mingxi.records.feature_table import FloatArray


@dataclass(frozen=True)
class SpecialCode:
    """A value of a column that is no plain number.

    Parameters
    ----------
    column : str
    code : str | int | float
        As it stands in the file.
    meaning : Words
    reads_as : float | None
        Number that it counts as; NaN: as missing; None: as the number it is.
    """

    column: str
    code: Code
    meaning: Words
    reads_as: float | None


@dataclass(frozen=True)
class OwnRows:
    """Rows of an own table and the special codes that hold in them."""

    frame: pd.DataFrame
    codes: tuple[SpecialCode, ...]

    def values(self, found: Expression) -> FloatArray:
        """Values of an expression, shape (n,); NaN is unknown.

        Raises
        ------
        BadData
            A column is missing or holds text that is no declared code.
        """
        n = len(self.frame)
        if isinstance(found, Constant):
            return np.full(n, found.value)
        if isinstance(found, ColumnValue):
            return self.numbers(found)
        if isinstance(found, CodeCount):
            held = [self.holds(c, found.codes) for c in found.columns]
            return np.asarray(np.sum(held, axis=0), dtype=np.float64)
        if isinstance(found, MonthsBetween):
            return whole_months(*(self.dates(c, found.format) for c in columns_of(found)))
        parts = np.column_stack([self.values(part) for part in found.parts])
        if found.bound is None:
            return OPERATIONS[found.operation][2](parts)
        bounded = BOUND_OPERATIONS[found.operation][1]
        return bounded(parts, found.bound)

    def numbers(self, asked: ColumnValue) -> FloatArray:
        """Numbers of a column, special codes replaced, shape (n,)."""
        raw = self.raw(asked)
        marks = [
            (self.holds(asked, (c.code,)), c.reads_as)
            for c in self.codes
            if c.column == asked.column and c.reads_as is not None
        ]
        plain = raw.mask(np.any([m for m, _ in marks], axis=0)) if marks else raw
        numbers = _numbers(plain).to_numpy(dtype=np.float64, na_value=np.nan)
        _refuse(asked, raw, np.isnan(numbers) & plain.notna().to_numpy(), "is no number")
        _refuse(asked, raw, np.isinf(numbers), "is not finite")
        for mark, value in marks:
            numbers = np.where(mark, value, numbers)
        return numbers

    def dates(self, asked: ColumnValue, form: str | None) -> "pd.Series[Any]":
        """Days in a column, NaT where a cell is empty or holds a declared code.

        Raises
        ------
        BadData
            A cell holds something else.
        """
        raw = self.raw(asked)
        codes = tuple(c.code for c in self.codes if c.column == asked.column)
        return dates(raw.mask(self.holds(asked, codes)), asked, form)

    def levels(self, asked: ColumnValue, categories: Sequence[str]) -> FloatArray:
        """Level number of a nominal column, shape (n,); NaN where the cell is empty.

        Raises
        ------
        BadData
            A value is none of the declared categories.
        """
        raw = self.raw(asked)
        missing = [c.code for c in self.codes if c.column == asked.column]
        levels = np.full(len(raw), np.nan)
        for number, category in enumerate(categories):
            levels[self.holds(asked, (category,))] = number
        strange = np.isnan(levels) & raw.notna().to_numpy() & ~self.holds(asked, tuple(missing))
        _refuse(asked, raw, strange, "is none of the declared categories")
        return levels

    def holds(self, asked: ColumnValue, codes: Sequence[Code]) -> NDArray[np.bool_]:
        """Whether a column holds one of ``codes`` as it stands in the file, shape (n,)."""
        raw = self.raw(asked)
        found = np.zeros(len(raw), dtype=np.bool_)
        for wanted in codes:
            found |= _same(raw, wanted).fillna(False).to_numpy(dtype=np.bool_)
        return found

    def raw(self, asked: ColumnValue) -> "pd.Series[Any]":
        """A column as it stands in the file.

        Raises
        ------
        BadData
            The table lacks it; the place that asks and the nearest column are named.
        """
        names = [str(name) for name in self.frame.columns]
        if asked.column not in names:
            raise BadData(
                asked.place,
                f"the table has no column {asked.column!r}",
                nearest(asked.column, names),
            )
        return self.frame[asked.column]


def _same(raw: "pd.Series[Any]", wanted: Code) -> "pd.Series[Any]":
    """Whether each cell is ``wanted``; 1 in the declaration and "1" in the file are the same."""
    if not pd.api.types.is_numeric_dtype(raw):
        return raw.eq(wanted) if isinstance(wanted, str) else _numbers(raw).eq(wanted)
    number = _numbers(pd.Series([wanted]))[0]
    return raw.eq(number)


def _numbers(raw: "pd.Series[Any]") -> "pd.Series[Any]":
    try:
        return pd.to_numeric(raw, errors="coerce")
    except OverflowError:  # a whole number beyond all floats; as text it becomes infinite
        return pd.to_numeric(raw.astype(str), errors="coerce")


def _refuse(asked: ColumnValue, raw: "pd.Series[Any]", wrong: NDArray[np.bool_], why: str) -> None:
    if wrong.any():
        example = str(raw[wrong].iloc[0])
        raise BadData(
            asked.place,
            f"column {asked.column!r} holds {example!r}, which {why} ({int(wrong.sum())} rows)",
            "Declare it under special_codes with its meaning, or correct the table",
        )
