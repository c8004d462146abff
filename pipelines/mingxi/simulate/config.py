"""Settings of a world and how its borrowers are cut into blocks."""

from dataclasses import dataclass

from mingxi.declare.errors import BadConfig
from mingxi.simulate.calendar import Calendar
from mingxi.simulate.noise import LANES
from mingxi.simulate.numbers import Numbers, number

BLOCK = 4096  # borrowers: the columns of one month stay in cache, noise objects cost little


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
        ``start`` is a multiple of 4 (lanes of the noise).
    """

    number: int
    start: int
    stop: int

    def __post_init__(self) -> None:
        if self.start % LANES or not 0 <= self.start < self.stop:
            raise BadConfig(
                f"block {self.number} of borrowers {self.start} to {self.stop}",
                "a block starts at a multiple of 4 and holds somebody",
                "Use other bounds",
            )


def blocks(config: WorldConfig, size: int = BLOCK) -> tuple[Block, ...]:
    """Blocks that cover all borrowers.

    Parameters
    ----------
    config : WorldConfig
    size : int
        Borrowers per block, a multiple of 4. The content of the world does not depend on it.
    """
    starts = range(0, config.n_borrowers, size)
    return tuple(
        Block(i, start, min(start + size, config.n_borrowers)) for i, start in enumerate(starts)
    )
