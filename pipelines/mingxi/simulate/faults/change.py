"""What a fault hands back: cells with other values, or rows that come twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from mingxi.declare.declared import Declared
from mingxi.declare.fault import Fault
from mingxi.simulate.faults.observed import Observed
from mingxi.simulate.month import Array, IntArray


@dataclass(frozen=True)
class Change:
    """Cells of one column that say something else, or nothing.

    Parameters
    ----------
    table, column : str
    rows : ndarray of shape (k,)
        Ascending.
    values : ndarray of shape (k,) | None
        What is recorded instead; None: nothing.
    """

    table: str
    column: str
    rows: IntArray
    values: Array | None


@dataclass(frozen=True)
class Repeat:
    """Rows of events that are delivered twice.

    Parameters
    ----------
    table : str
    rows : ndarray of shape (k,)
        Ascending.
    """

    table: str
    rows: IntArray


Found: TypeAlias = Iterable[Change | Repeat]
FaultCause: TypeAlias = Declared[Fault, [Observed], Found]
