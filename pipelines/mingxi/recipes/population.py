"""People made for one question: lived, read and turned into rows block by block, never written."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from mingxi.adapters.scale import over_blocks
from mingxi.features.data_quality import readable
from mingxi.recipes.lender import NO_REPAYMENTS
from mingxi.recipes.material import Learning, WorldMaterial, joined
from mingxi.records.columns import FIXED, MONTHLY
from mingxi.records.histories import Histories
from mingxi.records.reading import dtype_read
from mingxi.simulate.config import BLOCK, Block, WorldConfig
from mingxi.simulate.world import Tables, panel


@dataclass(frozen=True)
class Asked:
    """Which rows of a population.

    Parameters
    ----------
    months : tuple of str
        Month ends at which everybody is looked at.
    horizon_months : int
    new_months : tuple of str
        Month ends at which those who have just come are looked at.
    new_below : float
        Months on the line under which somebody has just come.
    """

    months: tuple[str, ...]
    horizon_months: int
    new_months: tuple[str, ...] = ()
    new_below: float = 0.0


def population(
    config: WorldConfig,
    people: tuple[int, int],
    asked: Asked,
    workers: int,
    done: Callable[[int], None] | None = None,
) -> tuple[Learning, Learning | None]:
    """Rows with outcomes of borrowers first … last − 1, and of those among them who had just come.

    Parameters
    ----------
    config : WorldConfig
    people : (first, last)
    asked : Asked
    workers : int
        Processes; they never change a result.
    done : callable | None
        Called with the number of blocks made so far.
    """
    parts = over_blocks(partial(_rows, config, asked), cut(people), workers, done)
    new = [part for _, part in parts if part is not None]
    return joined([part for part, _ in parts]), joined(new) if new else None


def cut(people: tuple[int, int]) -> list[Block]:
    """Blocks of borrowers first … last − 1."""
    first, last = people
    starts = range(first, last, BLOCK)
    return [Block(i, start, min(start + BLOCK, last)) for i, start in enumerate(starts)]


def _rows(config: WorldConfig, asked: Asked, block: Block) -> tuple[Learning, Learning | None]:
    histories, found = readable(histories_of(config, panel(config, block)))
    material = WorldMaterial(histories, NO_REPAYMENTS, pd.DataFrame(), found)
    new = None
    if asked.new_months:
        new = material.newcomers(asked.new_months, asked.horizon_months, asked.new_below)
    return material.learning(asked.months, asked.horizon_months), new


def histories_of(config: WorldConfig, tables: Tables) -> Histories:
    """Histories that the tables of a panel hold, without a file between."""
    first = np.datetime64(config.first_month, "M")
    months = tuple(str(first + k) for k in range(config.n_months))
    people, rows = tables["borrowers"].to_pandas(), tables["months"].to_pandas()
    fixed = {
        c.name: people[c.name].astype(str).to_numpy(dtype=str)
        if c.dtype == "str"
        else people[c.name].to_numpy(dtype=c.dtype)
        for c in FIXED
    }
    monthly = {
        c.name: rows[c.name].to_numpy(dtype=dtype_read(c)).reshape(-1, len(months))
        for c in MONTHLY
    }
    return Histories(months, fixed, monthly)
