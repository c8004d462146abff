"""Settings of a world and how its borrowers are cut into blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mingxi.declare.errors import BadConfig
from mingxi.simulate.calendar import Calendar
from mingxi.simulate.noise import IntArray
from mingxi.simulate.numbers import Numbers, number

BLOCK = 8192  # borrowers: few calls per number, and the columns of one mechanism stay in cache


@dataclass(frozen=True)
class WorldConfig:
    """One world.

    Parameters
    ----------
    seed : int
        ≥ 0; the only source of chance.
    n_borrowers : int
        People who ever apply, rejected ones included; > 0.
    first_month : str
        ``"2023-01"``: month 0.
    n_months : int
        Months shown; > 0.
    numbers : Numbers
        The files of ``configs/world/`` together.

    Raises
    ------
    BadConfig
        A size or the seed is out of range, or the first month is no month.
    """

    seed: int
    n_borrowers: int
    first_month: str
    n_months: int
    numbers: Numbers

    def __post_init__(self) -> None:
        if self.n_borrowers < 1 or self.n_months < 1 or self.seed < 0:
            raise BadConfig(
                f"world of {self.n_borrowers} borrowers, {self.n_months} months, seed {self.seed}",
                "sizes must be positive and the seed not negative",
                "Change the world section of the configuration",
            )
        if self.calendar.run_up < 1:
            raise BadConfig(
                "number 'run_up_months' of 'calendar'",
                f"it is {self.calendar.run_up}",
                "Give at least one month, in which early borrowers open their lines",
            )

    @property
    def calendar(self) -> Calendar:
        """Days and months of this world."""
        run_up = int(number(self.numbers, "calendar", "run_up_months"))
        return Calendar(self.first_month, run_up, self.n_months)


@dataclass(frozen=True)
class Block:
    """Borrowers ``start`` … ``stop`` − 1.

    Parameters
    ----------
    number : int
        Names the file of the block; it has no influence on the content.
    start, stop : int
    """

    number: int
    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop:
            raise BadConfig(
                f"block {self.number} of borrowers {self.start} to {self.stop}",
                "a block holds somebody",
                "Use other bounds",
            )


People = Block | Sequence[int] | IntArray  # neighbours, or borrowers named one by one


def positions(config: WorldConfig, people: People) -> range | IntArray:
    """Borrower numbers of ``people``, ascending, each once.

    Raises
    ------
    BadConfig
        Nobody is named, or somebody who is not in the world.

    Examples
    --------
    In a world of ten, ``positions(config, (8, 3, 8))`` is ``array([3, 8])`` and
    ``positions(config, Block(0, 4, 8))`` is ``range(4, 8)``.
    """
    if isinstance(people, Block):
        _check_inside(config, people.start, people.stop - 1)
        return range(people.start, people.stop)
    named = np.unique(np.asarray(people, dtype=np.int64))
    if not len(named):
        raise BadConfig("borrowers to simulate", "nobody is named", "Name one or more")
    _check_inside(config, int(named[0]), int(named[-1]))
    return named


def _check_inside(config: WorldConfig, first: int, last: int) -> None:
    if first < 0 or last >= config.n_borrowers:
        raise BadConfig(
            f"borrowers {first} to {last}",
            f"the world has {config.n_borrowers}, counted from 0",
            "Name borrowers of the world, or use `blocks(config)`",
        )


def blocks(config: WorldConfig, size: int = BLOCK) -> tuple[Block, ...]:
    """Blocks that cover all borrowers: one, or an even number of equal ones.

    So two processes end together, and no small last block costs as many calls as a whole one.

    Parameters
    ----------
    config : WorldConfig
    size : int
        Most borrowers per block. The content of the world does not depend on it.

    Examples
    --------
    20,000 borrowers come in four blocks of 5,000, and 8,000 in one.
    """
    n = config.n_borrowers
    n_blocks = 1 if n <= size else min(2 * -(-n // (2 * size)), n)
    bounds = [n * i // n_blocks for i in range(n_blocks + 1)]
    return tuple(Block(i, *ends) for i, ends in enumerate(pairwise(bounds)))
