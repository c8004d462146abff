"""What a fault of the records is: how what a lender sees differs from what happened."""

from dataclasses import dataclass
from typing import Literal

from mingxi.declare.mechanism import FixableBy
from mingxi.declare.words import Words

FaultKind = Literal[
    "missing completely at random",
    "missing at random",
    "missing not at random",
    "wrong value",
    "old value",
    "late record",
    "delivered twice",
    "changed definition",
]
Cell = tuple[str, str]  # table, column; column "" is the whole row


@dataclass(frozen=True)
class Fault:
    """A fault of the records whose every instance is written down in the truth table ``faults``.

    What happened, and what the simulated lender decided, does not depend on it: only the tables
    that leave the simulator do.

    Parameters
    ----------
    key : str
        Truth label; its numbers stand in ``configs/world/`` under ``fault/<key>``.
    name : Words
        What it is called.
    happens : Words
        One sentence: what is recorded instead.
    kind : FaultKind
    touches : tuple of Cell
        Tables and columns that it can change.
    depends_on : tuple of str
        Columns that decide who is touched; empty: chance alone.
    turned_by : tuple of str
        Numbers that turn it on: with all of them 0 nothing is touched, more of one touches more.
    when_read : Words
        What reading makes of it.
    mended_by : FixableBy
        Who can mend it.
    source : str
        Where the idea and its size come from.
    """

    key: str
    name: Words
    happens: Words
    kind: FaultKind
    touches: tuple[Cell, ...]
    depends_on: tuple[str, ...]
    turned_by: tuple[str, ...]
    when_read: Words
    mended_by: FixableBy
    source: str
