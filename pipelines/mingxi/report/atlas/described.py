"""What the pages of a world are written from: declarations and numbers, already joined."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingxi.declare.code import Code
from mingxi.declare.fault import Fault
from mingxi.declare.mechanism import Mechanism
from mingxi.declare.quantity import Quantity
from mingxi.declare.step import Influence, Step
from mingxi.declare.words import Words
from mingxi.records.table import Table


@dataclass(frozen=True)
class Cause:
    """A mechanism with what stands around it.

    Parameters
    ----------
    what : Mechanism
    pushes : str
        What it can do to a limit: ``lowers``, ``raises``, ``either``; ``stops`` for a draw.
    file : str
        Where it stands, below ``pipelines/mingxi/``.
    equation : str
        Source text of the function.
    made_from : tuple of str
        Columns of the state, windows and records behind what it reads.
    numbers : mapping of str to Quantity
        Its numbers, by key and name.
    """

    what: Mechanism
    pushes: str
    file: str
    equation: str
    made_from: tuple[str, ...]
    numbers: Mapping[str, Quantity]


@dataclass(frozen=True)
class Traced:
    """A reason code and what produces it.

    Parameters
    ----------
    code : Code
    causes, account, steps, columns : tuple of str
        Mechanisms, other lines of an account, steps of a month, observed columns.
    case : str
        ``file: name`` of a case that produces it, or "".
    how : str
        One sentence, or "".
    """

    code: Code
    causes: tuple[str, ...]
    account: tuple[str, ...]
    steps: tuple[str, ...]
    columns: tuple[str, ...]
    case: str
    how: str


@dataclass(frozen=True)
class WorldAtlas:
    """Everything that is declared of a world.

    Parameters
    ----------
    steps : tuple of Step
        In the order of the month.
    nodes : tuple of Step
        Those of them that the graph shows.
    causes : tuple of Cause
    arrows : tuple of Influence
    codes : tuple of Traced
    tables : tuple of Table
    behaviours : mapping of str to Words
        What may be done to the world.
    faults : tuple of Fault
        What may go wrong in recording.
    """

    steps: tuple[Step, ...]
    nodes: tuple[Step, ...]
    causes: tuple[Cause, ...]
    arrows: tuple[Influence, ...]
    codes: tuple[Traced, ...]
    tables: tuple[Table, ...]
    behaviours: Mapping[str, Words]
    faults: tuple[Fault, ...]
