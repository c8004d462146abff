"""The world: settings in, tables out; one month is one screen.

The frame is Config (`WorldConfig`), State (arrays by name), Intervention, Run. Equations stand
in ``life/``, ``lender/``, ``limit_causes/`` and ``draw_causes/``, numbers in ``configs/world/``.
"""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from mingxi.simulate.config import BLOCK, Block, People, WorldConfig, blocks, positions
from mingxi.simulate.declared.mechanisms_table import MECHANISMS
from mingxi.simulate.draws import draws
from mingxi.simulate.economy import economy, gdp_gap, unemployment
from mingxi.simulate.faults.faulty import FAULT_TABLE, recorded_panel, recorded_tables
from mingxi.simulate.intervention import Intervention, checked
from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.kept.latents import Latents, outlook_12m
from mingxi.simulate.kept.past import Past
from mingxi.simulate.kept.run import Run
from mingxi.simulate.lender.deciding import deciding
from mingxi.simulate.lender.sight import Door
from mingxi.simulate.life.closing import closing
from mingxi.simulate.life.credit_report import credit_report, marks_reported
from mingxi.simulate.life.declaring import tier
from mingxi.simulate.life.distress import distress
from mingxi.simulate.life.guarantees import guarantees, guarantees_reported
from mingxi.simulate.life.income import income
from mingxi.simulate.life.job import job
from mingxi.simulate.life.month_start import month_start
from mingxi.simulate.life.other_lenders import other_lenders, reported
from mingxi.simulate.life.papers import papers
from mingxi.simulate.life.posting import posted_on
from mingxi.simulate.life.repaying import repaying, written
from mingxi.simulate.life.schedule import UNPAID_MONTHS, instalments_due
from mingxi.simulate.life.score import outside_score
from mingxi.simulate.life.settling import settled
from mingxi.simulate.life.spending import spending
from mingxi.simulate.life.use_of_funds import use_of_funds
from mingxi.simulate.month import Columns, Month, Setting
from mingxi.simulate.noise import Fresh, Noise
from mingxi.simulate.numbers import Numbers
from mingxi.simulate.start.state import start
from mingxi.simulate.tables.of_run import OBSERVED_TABLES, PANEL_TABLES, Tables, days, true_tables
from mingxi.simulate.tables.of_run import TRUE_TABLES as STATE_TABLES
from mingxi.simulate.windows import Window, incidents, notices

__all__ = [
    "BLOCK",
    "OBSERVED_TABLES",
    "PANEL_TABLES",
    "TRUE_TABLES",
    "Block",
    "Door",
    "Fresh",
    "Intervention",
    "Numbers",
    "People",
    "Tables",
    "WorldBlock",
    "WorldConfig",
    "blocks",
    "common_tables",
    "panel",
    "simulate",
]

TRUE_TABLES = (*STATE_TABLES, FAULT_TABLE)  # all that only the simulator knows


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


def simulate(
    config: WorldConfig,
    people: People,
    do: tuple[Intervention, ...] = (),
    fresh: Fresh | None = None,
    door: Door | None = None,
) -> WorldBlock:
    """Histories of some borrowers, with their true causes.

    Parameters
    ----------
    config : WorldConfig
    people : Block | sequence of int
        A block, or borrowers named one by one (made in ascending order, each once). The content
        of a borrower's history does not depend on who else is made, and named people cost only
        themselves.
    do : tuple of Intervention
        The same people with the same noise, one behaviour changed; ``()`` is the base world.
    fresh : Fresh | None
        Other luck from some month on, for expected effects over many lives; None: the base world.
    door : Door | None
        A lender from outside and when it begins (closed loop); None: the legacy lender decides.

    Returns
    -------
    WorldBlock

    Raises
    ------
    BadConfig
        Somebody is not in the world, an intervention is unknown, a number is missing, or the
        lender from outside failed.

    Examples
    --------
    ``simulate(config, (42, 7), (Intervention("stop_churn", 12, 35),), Fresh(3, 12))`` is the third
    other life of two people who stop churning in month 12.
    """
    run = lived(config, people, checked(do, [m.key for m in MECHANISMS]), fresh, door=door)
    observed, flags = recorded_tables(run)
    return WorldBlock(observed, {**true_tables(run), FAULT_TABLE: flags})


def panel(
    config: WorldConfig,
    people: People,
    do: tuple[Intervention, ...] = (),
    fresh: Fresh | None = None,
) -> Tables:
    """Tables `PANEL_TABLES` of some borrowers, without the cost of events and truth.

    Arguments and errors as in `simulate`, whose tables of the same names are the same to the bit.
    """
    run = lived(config, people, checked(do, [m.key for m in MECHANISMS]), fresh, events=False)
    return recorded_panel(run)


def lived(
    config: WorldConfig,
    people: People,
    do: tuple[Intervention, ...] = (),
    fresh: Fresh | None = None,
    events: bool = True,
    door: Door | None = None,
) -> Run:
    """Run of some borrowers through all months, run-up included; arguments as in `simulate`.

    Without ``events`` the journal and the latents stay empty, which saves their cost.
    """
    setting = replace(setting_of(config, people, do, fresh), door=door)
    calendar = config.calendar
    n_rows, n = calendar.run_up + calendar.n_months, len(setting.borrower_id)
    state, past, journal = start(setting), Past(n_rows, n), Journal(events)
    latents = Latents(n_rows if events else 0, n)
    run = Run(setting, calendar, state, past, latents, journal)
    return lived_through(run, range(-calendar.run_up, calendar.n_months))


def lived_through(run: Run, months: range) -> Run:
    """Run after some more months; they are recorded in the past, latents and journal it has."""
    state = run.state
    # first days from the month of the oldest unpaid instalment to the one after the last month
    days = run.calendar.first_days(range(months.start + 1 - UNPAID_MONTHS, months.stop + 1))
    for i, month in enumerate(months):
        starts = days[i : i + UNPAID_MONTHS][::-1]
        at = Month(run.setting, month, starts, int(days[i + UNPAID_MONTHS]) - 1)
        state = one_month(at, state, run.past, run.latents, run.journal)
    return replace(run, state=state)


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
    reported(at, before, state, journal)
    ours = state["n_lines"]
    state |= guarantees(at, state)
    guarantees_reported(at, {**before, "n_lines": ours}, state, journal)
    state |= credit_report(at, state)
    marks_reported(at, state, journal)
    state |= distress(at, state)
    state |= spending(at, state)

    payments = repaying(at, state)
    settled(at, state, payments, journal)
    state |= {"unpaid": payments.unpaid, "ladder": payments.ladder}
    posted = posted_on(at, state, payments)
    written(state, payments, posted, journal)
    state |= draws(at, state, payments, posted, journal)
    state |= use_of_funds(at, state)
    state |= closing(at, state, payments, posted)
    state |= outside_score(at, state)
    state |= tier(at, state)

    past.record(row, state)
    if journal.kept:
        latents.record(row, state, payments.chance_to_miss, outlook_12m(at, state))
    state |= deciding(at, state, past, row, journal)
    past.record_line(row, state)
    return state


def setting_of(
    config: WorldConfig,
    people: People,
    do: tuple[Intervention, ...] = (),
    fresh: Fresh | None = None,
) -> Setting:
    """What stays the same through a run of some borrowers; arguments as in `simulate`."""
    who = positions(config, people)
    return Setting(
        numbers=config.numbers,
        noise=Noise(config.seed, who, fresh),
        borrower_id=np.asarray(who, dtype=np.int64),
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
    regions = setting_of(config, (0,)).names("region")
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
