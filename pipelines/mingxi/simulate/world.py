"""The world: settings in, tables out; one month is one screen.

The frame is Config (`WorldConfig`), State (arrays by name), Intervention, Run. Equations stand
in ``life/``, ``lender/``, ``limit_causes/`` and ``draw_causes/``, numbers in ``configs/world/``.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from mingxi.declare.errors import BadConfig
from mingxi.simulate.config import BLOCK, Block, WorldConfig, blocks
from mingxi.simulate.draws import draws
from mingxi.simulate.economy import economy, gdp_gap, unemployment
from mingxi.simulate.intervention import Intervention, checked
from mingxi.simulate.journal import Journal
from mingxi.simulate.lender.deciding import deciding
from mingxi.simulate.life.closing import closing
from mingxi.simulate.life.distress import distress
from mingxi.simulate.life.drawing import SLOTS
from mingxi.simulate.life.income import income
from mingxi.simulate.life.job import job
from mingxi.simulate.life.month_start import month_start
from mingxi.simulate.life.other_lenders import other_lenders
from mingxi.simulate.life.papers import papers
from mingxi.simulate.life.posting import posted_on
from mingxi.simulate.life.repaying import repaying, written
from mingxi.simulate.life.schedule import UNPAID_MONTHS, instalments_due
from mingxi.simulate.life.score import outside_score
from mingxi.simulate.life.spending import spending
from mingxi.simulate.life.use_of_funds import use_of_funds
from mingxi.simulate.mechanisms_table import MECHANISMS
from mingxi.simulate.month import Columns, Month, Setting
from mingxi.simulate.noise import Noise
from mingxi.simulate.numbers import Numbers
from mingxi.simulate.past import Past
from mingxi.simulate.run import Run
from mingxi.simulate.start import start
from mingxi.simulate.tables import (
    OBSERVED_TABLES,
    TRUE_TABLES,
    Tables,
    days,
    observed_tables,
    true_tables,
)
from mingxi.simulate.truth import Latents, outlook_12m
from mingxi.simulate.windows import Window, incidents, notices

__all__ = [
    "BLOCK",
    "OBSERVED_TABLES",
    "TRUE_TABLES",
    "Block",
    "Intervention",
    "Numbers",
    "Tables",
    "WorldBlock",
    "WorldConfig",
    "blocks",
    "common_tables",
    "simulate",
]


@dataclass(frozen=True)
class WorldBlock:
    """Tables of one block.

    Parameters
    ----------
    observed : mapping of str to pyarrow.Table
        What a lender has.
    truth : mapping of str to pyarrow.Table
        What only the simulator has; kept in another place.
    """

    observed: Tables
    truth: Tables


def simulate(config: WorldConfig, block: Block, do: tuple[Intervention, ...] = ()) -> WorldBlock:
    """Histories of the borrowers of one block, with their true causes.

    Parameters
    ----------
    config : WorldConfig
    block : Block
        The content of a borrower's history does not depend on the block.
    do : tuple of Intervention
        The same people with the same noise, one behaviour changed; ``()`` is the base world.

    Returns
    -------
    WorldBlock

    Raises
    ------
    BadConfig
        The block lies outside the world, an intervention is unknown, or a number is missing.
    """
    run = lived(config, block, checked(do, [m.key for m in MECHANISMS]))
    return WorldBlock(observed_tables(run), true_tables(run))


def lived(config: WorldConfig, block: Block, do: tuple[Intervention, ...]) -> Run:
    """Run of one block through all months, run-up included."""
    setting = _setting(config, block, do)
    calendar = config.calendar
    n_rows, n = calendar.run_up + calendar.n_months, len(setting.borrower_id)
    state, past, latents, journal = start(setting), Past(n_rows, n), Latents(n_rows, n), Journal()
    for row in range(n_rows):
        month = row - calendar.run_up
        starts = np.array([calendar.first_day(month - j) for j in range(UNPAID_MONTHS)])
        at = Month(setting, month, starts, calendar.last_day(month))
        state = one_month(at, state, past, latents, journal)
    return Run(setting, calendar, state, past, latents, journal)


def one_month(
    at: Month, before: Columns, past: Past, latents: Latents, journal: Journal
) -> Columns:
    """State at the end of a month: first life, then the line, then the lender."""
    row = at.setting.economy.run_up + at.month
    state = {**before, **month_start(at, before)}
    state |= job(at, state)
    state |= income(at, state)
    state |= papers(at, state)
    state |= instalments_due(at, state)
    state |= other_lenders(at, state)
    state |= distress(at, state)
    state |= spending(at, state)

    payments = repaying(at, state)
    state |= {"unpaid": payments.unpaid, "ladder": payments.ladder}
    posted = posted_on(at, state, payments)
    written(state, payments, posted, journal)
    for slot in range(SLOTS):
        state |= draws(at, state, payments, posted, slot, journal)
    state |= use_of_funds(at, state)
    state |= closing(at, state, payments, posted)
    state |= outside_score(at, state)

    past.record(row, state)
    latents.record(row, state, payments.chance_to_miss, outlook_12m(at, state))
    state |= deciding(at, state, past, row, journal)
    past.record_line(row, state)
    return state


def _setting(config: WorldConfig, block: Block, do: tuple[Intervention, ...]) -> Setting:
    if block.stop > config.n_borrowers:
        raise BadConfig(
            f"block of borrowers {block.start} to {block.stop}",
            f"the world has {config.n_borrowers}",
            "Use `blocks(config)`",
        )
    return Setting(
        numbers=config.numbers,
        noise=Noise(config.seed, block.start, block.stop),
        borrower_id=np.arange(block.start, block.stop),
        economy=economy(config),
        notices=notices(config.numbers),
        incidents=incidents(config.numbers),
        do=do,
    )


def common_tables(config: WorldConfig) -> WorldBlock:
    """Tables that all borrowers share: macro figures, notices and incidents.

    Returns
    -------
    WorldBlock
        ``truth`` holds the stress of the economy by month and region.
    """
    numbers, calendar = config.numbers, config.calendar
    common = economy(config)
    nation = common.nation[calendar.run_up :]
    regions = _setting(config, Block(0, 0, 1), ()).names("region")
    stress = {
        name: pa.array(common.region[calendar.run_up :, i]) for i, name in enumerate(regions)
    }
    months = pa.array(np.arange(calendar.n_months, dtype=np.int16))
    observed = {
        "macro": pa.table(
            {
                "month": months,
                "unemployment": pa.array(unemployment(numbers, nation)),
                "gdp_gap": pa.array(gdp_gap(numbers, nation)),
            }
        ),
        "notices": _window_table(notices(numbers), ("region", "industry"), ("value",)),
        "incidents": _window_table(incidents(numbers), ("region",), ()),
    }
    return WorldBlock(observed, {"stress": pa.table({"month": months, **stress})})


def _window_table(
    windows: tuple[Window, ...], places: tuple[str, ...], values: tuple[str, ...]
) -> pa.Table:
    first = {"kind": pa.array([w.kind for w in windows], pa.string())}
    where = {name: pa.array([getattr(w, name) for w in windows], pa.string()) for name in places}
    bounds = {
        name: days(np.array([getattr(w, name) for w in windows]))
        for name in ("starts_on", "ends_on")
    }
    sizes = {name: pa.array([getattr(w, name) for w in windows], pa.float64()) for name in values}
    return pa.table({**first, **where, **bounds, **sizes})
