"""What a fault may look at: the observed tables of a block as they would be without faults."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from mingxi.declare.errors import BadConfig
from mingxi.simulate.calendar import Calendar
from mingxi.simulate.month import Array, BoolArray, FloatArray, IntArray, Setting
from mingxi.simulate.numbers import number
from mingxi.simulate.tables.event_numbers import MOST_EVENTS
from mingxi.simulate.tables.of_run import Tables

HALF_YEAR = 6  # months
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True)
class Observed:
    """One block without faults, its noise and its dates.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
    setting : Setting
    calendar : Calendar
    """

    tables: Tables
    setting: Setting
    calendar: Calendar

    def number(self, fault: str, name: str) -> float:
        """One number of a fault."""
        return number(self.setting.numbers, f"fault/{fault}", name)

    def column(self, table: str, name: str) -> Array:
        """A column as an array, shape (rows,); days as day numbers. Not to be written to."""
        column = self.tables[table].column(name)
        if pa.types.is_date32(column.type):
            column = column.cast(pa.int32())
        values: Array = column.to_numpy()
        return values

    def months(self, name: str) -> Array:
        """A monthly column, shape (n, months)."""
        return self.column("months", name).reshape(-1, self.calendar.n_months)

    def borrowers(self, name: str) -> Array:
        """A fixed column, shape (n,)."""
        return self.column("borrowers", name)

    def customer(self) -> BoolArray:
        """Months from the application on, shape (n, months): before it nothing is recorded."""
        months = np.arange(self.calendar.n_months)
        return np.asarray(months >= self.borrowers("open_month")[:, None])

    def since(self, fault: str) -> BoolArray:
        """Months from the month ``from_month`` (yyyymm) of a fault on, shape (months,).

        Raises
        ------
        BadConfig
            There is no such month.
        """
        asked = self.number(fault, "from_month")
        year, month = divmod(int(asked), 100)
        if asked != int(asked) or not (1 <= month <= 12 and 1900 <= year < 2200):
            raise BadConfig(
                f"number 'from_month' of 'fault/{fault}'",
                f"it is {asked}",
                "Write a month as yyyymm, e.g. 202501",
            )
        first = int(self.calendar.first_month[:4]) * 12 + int(self.calendar.first_month[5:]) - 1
        return np.arange(self.calendar.n_months) >= year * 12 + month - 1 - first

    def luck(self, fault: str) -> FloatArray:
        """Uniform noise, a draw per borrower and month, shape (n, months)."""
        return self._luck(fault, 1)

    def luck_of_half_years(self, fault: str) -> FloatArray:
        """Uniform noise, a draw per borrower and half-year, shape (n, months): spells."""
        return self._luck(fault, HALF_YEAR)

    def luck_of_people(self, fault: str) -> FloatArray:
        """Uniform noise drawn once in a life, shape (n,)."""
        return self.setting.noise.uniform(f"fault {fault}")

    def luck_of_events(self, fault: str, table: str) -> FloatArray:
        """Uniform noise, a draw per event, shape (rows,).

        The borrower's own draw starts a sequence, the event's number counts along it (Steele,
        Lea and Flood 2014, "Fast splittable pseudorandom number generators", `mix64variant13`).
        """
        who = np.searchsorted(self.setting.borrower_id, self.column(table, "borrower_id"))
        start = np.ldexp(self.setting.noise.uniform(f"fault {fault} {table}"), 53)
        step = (self.column(table, "event_id") % MOST_EVENTS + 1).astype(np.uint64)
        bits = start.astype(np.uint64)[who] + step * _GOLDEN
        bits = (bits ^ (bits >> np.uint64(30))) * _MIX[0]
        bits = (bits ^ (bits >> np.uint64(27))) * _MIX[1]
        bits = bits ^ (bits >> np.uint64(31))
        return np.asarray((bits >> np.uint64(11)).astype(np.float64) * 2.0**-53)

    def _luck(self, fault: str, months: int) -> FloatArray:
        n_months = self.calendar.n_months
        drawn = self.setting.noise.uniforms_of_months(f"fault {fault}", range(0, n_months, months))
        if months > 1:
            drawn = np.repeat(drawn, months, axis=0)[:n_months]
        return np.ascontiguousarray(drawn.T)


def part_of_luck(luck: FloatArray, part: int, parts: int) -> FloatArray:
    """Uniform numbers turned by ``part / parts``, same shape: small shares of parts do not meet.

    Examples
    --------
    >>> part_of_luck(np.array([0.25, 0.75]), 1, 2)
    array([0.75, 0.25])
    """
    turned = luck + part / parts
    turned -= turned >= 1.0
    return turned


def second_luck(luck: FloatArray) -> FloatArray:
    """Uniform numbers from the low bits of others, same shape: how, once it is known whether.

    Examples
    --------
    >>> second_luck(np.array([0.5, 0.5 + 2.0**-21]))
    array([0. , 0.5])
    """
    return np.asarray(np.ldexp(luck, 20) % 1.0)


def rows_of(hit: BoolArray) -> IntArray:
    """Rows of the table of months at which ``hit`` (n, months) holds, ascending."""
    return np.flatnonzero(hit)
