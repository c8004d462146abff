"""Observed tables with their faults, and the flags that say which cells are wrong and how."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mingxi.simulate.faults.change import Change, Repeat
from mingxi.simulate.faults.faults_table import FAULT_CAUSES
from mingxi.simulate.faults.observed import Observed
from mingxi.simulate.kept.run import Run
from mingxi.simulate.month import Array, BoolArray, IntArray
from mingxi.simulate.tables.of_run import Tables, observed_tables, panel_tables, texts

FAULT_TABLE = "faults"
NONE = -1  # month of an event, number of a month: written as null


def recorded_tables(run: Run) -> tuple[Tables, pa.Table]:
    """What a lender has of a run, faults included, and the flags of the faults.

    Parameters
    ----------
    run : Run

    Returns
    -------
    tables : mapping of str to pyarrow.Table
        With every fault turned off: `mingxi.simulate.tables.of_run.observed_tables`, to the bit.
    flags : pyarrow.Table
        One row per changed cell or repeated event: ``borrower_id``, ``month`` (null for events),
        ``event_id`` (null for months), ``table``, ``column`` ("" for a repeated event), ``fault``,
        ``true_value`` (fen, points, days … as without the fault; a day as its number since
        1970-01-01; null for a repeated event).
    """
    return faulty(Observed(observed_tables(run), run.setting, run.calendar))


def recorded_panel(run: Run) -> Tables:
    """What a lender has of a run without its events, faults included.

    To the bit what `recorded_tables` holds under the same names.
    """
    return _book(Observed(panel_tables(run), run.setting, run.calendar)).tables()


def faulty(seen: Observed) -> tuple[Tables, pa.Table]:
    """Tables with faults, and their flags: see `recorded_tables`.

    A cell belongs to the first fault that changes it, so that each has one true value.
    """
    book = _book(seen)
    return book.tables(), book.flags()


@dataclass
class _Cells:
    """One column with its changes."""

    values: Array
    taken: BoolArray
    missing: BoolArray


@dataclass
class _Flag:
    """Cells of one column that one fault changed."""

    fault: str
    table: str
    column: str
    rows: IntArray
    true_value: NDArray[np.float64]


@dataclass
class _Book:
    """Changes of one block as they are entered."""

    seen: Observed
    cells: dict[tuple[str, str], _Cells] = field(default_factory=dict)
    repeats: dict[str, IntArray] = field(default_factory=dict)
    entries: list[_Flag] = field(default_factory=list)

    def enter(self, fault: str, found: Change | Repeat) -> None:
        """Write one finding down; cells that another fault holds stay as they are."""
        if not len(found.rows):
            return
        if isinstance(found, Repeat):
            self.repeats[found.table] = found.rows
            nothing = np.full(len(found.rows), np.nan)
            self.entries.append(_Flag(fault, found.table, "", found.rows, nothing))
            return
        true = self.seen.column(found.table, found.column)
        cells = self._cells(found, true)
        keep = ~cells.taken[found.rows] & ~np.isnan(true[found.rows])
        if found.values is not None:
            keep &= found.values != true[found.rows]
        rows = found.rows[keep]
        cells.taken[rows] = True
        if found.values is None:
            cells.missing[rows] = True
        else:
            cells.values[rows] = found.values[keep]
        self.entries.append(
            _Flag(fault, found.table, found.column, rows, true[rows].astype(np.float64))
        )

    def _cells(self, found: Change, true: Array) -> _Cells:
        key = (found.table, found.column)
        if key not in self.cells:
            untouched = np.zeros(len(true), dtype=bool)
            self.cells[key] = _Cells(true.copy(), untouched, untouched.copy())
        return self.cells[key]

    def tables(self) -> Tables:
        """The tables as recorded; what nobody touched is the same object."""
        tables = dict(self.seen.tables)
        for name in dict.fromkeys(name for name, _ in self.cells):
            changed = {column: cells for (own, column), cells in self.cells.items() if own == name}
            tables[name] = _with(tables[name], changed)
        for name, rows in self.repeats.items():
            times = np.ones(tables[name].num_rows, dtype=np.int64)
            times[rows] = 2
            tables[name] = tables[name].take(pa.array(np.repeat(np.arange(len(times)), times)))
        return tables

    def flags(self) -> pa.Table:
        """Flags by borrower, then fault by fault in the order of the registry."""
        sizes = [len(e.rows) for e in self.entries]
        entry = np.repeat(np.arange(len(self.entries)), sizes)
        who = self._keys("borrower_id")
        order = np.argsort(who, kind="stable")
        names = {
            part: [getattr(e, part) for e in self.entries] for part in ("table", "column", "fault")
        }
        month, event = self._keys("month")[order], self._keys("event_id")[order]
        true = _joined([e.true_value for e in self.entries], np.float64)[order]
        return pa.table(
            {
                "borrower_id": pa.array(who[order]),
                "month": pa.array(month.astype(np.int16), mask=month == NONE),
                "event_id": pa.array(event, mask=event == NONE),
                **{part: texts(entry[order], held) for part, held in names.items()},
                "true_value": pa.array(true, mask=np.isnan(true)),
            }
        )

    def _keys(self, name: str) -> IntArray:
        """Key column ``name`` of every flag; `NONE` where its table has no such key."""
        parts = [
            self.seen.column(e.table, name)[e.rows].astype(np.int64)
            if name in self.seen.tables[e.table].column_names
            else np.full(len(e.rows), NONE)
            for e in self.entries
        ]
        return _joined(parts, np.int64)


def _book(seen: Observed) -> _Book:
    book = _Book(seen)
    for cause in FAULT_CAUSES:
        if all(table in seen.tables for table, _ in cause.what.touches):
            for found in cause(seen):
                book.enter(cause.what.key, found)
    return book


def _joined(parts: list[Array], dtype: type) -> Array:
    return np.concatenate([np.zeros(0, dtype=dtype), *parts])


def _with(table: pa.Table, changed: dict[str, _Cells]) -> pa.Table:
    """The table with some columns as recorded."""
    columns = [
        _recorded(changed[name], field.type) if name in changed else column
        for name, field, column in zip(
            table.column_names, table.schema, table.columns, strict=True
        )
    ]
    return pa.Table.from_arrays(columns, schema=table.schema)


def _recorded(cells: _Cells, wanted: pa.DataType) -> pa.Array:
    """One column as recorded; a missing number with decimals is NaN, any other null."""
    values, missing = cells.values, cells.missing
    if values.dtype.kind == "f":
        values[missing] = np.nan
        made = pa.array(values)
    elif missing.any():
        made = pa.array(values, mask=missing)
    else:
        made = pa.array(values)
    return made.cast(wanted)
