"""What a step of a month is: a part of life, of the books or of the lender, with what it moves."""

from dataclasses import dataclass
from typing import Literal

from mingxi.declare.words import Words

Side = Literal["life", "books", "lender"]


@dataclass(frozen=True)
class Step:
    """One step of a month in the synthetic world.

    Parameters
    ----------
    key : str
        Name of the function that makes it.
    name : Words
        What it is called.
    side : {"life", "books", "lender"}
        What people do, what is booked of it, what the lender does.
    file : str
        Where its equations stand, below ``simulate/``.
    reads, writes : tuple of str
        Columns of the state, sorted; ``payments``, ``posted`` and ``past`` stand for the month's
        payments, the days on which they are posted, and what has been recorded so far.
    numbers : tuple of str
        Keys of ``configs/world/`` that it looks up.
    """

    key: str
    name: Words
    side: Side
    file: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Influence:
    """An arrow of the causal graph: what one node hands to another.

    Parameters
    ----------
    source, target : str
        Keys of steps or mechanisms, or ``people``, ``economy``, ``notices``, ``incidents``,
        ``limit``, ``loan``.
    columns : tuple of str
        What is handed over, sorted.
    later : bool
        It acts in the month after.
    """

    source: str
    target: str
    columns: tuple[str, ...]
    later: bool
