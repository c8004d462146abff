"""One run of one block: everything from which its tables are made."""

from dataclasses import dataclass

from mingxi.simulate.calendar import Calendar
from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.kept.latents import Latents
from mingxi.simulate.kept.past import Past
from mingxi.simulate.month import Columns, Setting


@dataclass(frozen=True)
class Run:
    """A finished run.

    Parameters
    ----------
    setting : Setting
    calendar : Calendar
    state : Columns
        After the last month.
    past : Past
        Observed columns, run-up included.
    latents : Latents
        True columns, run-up included.
    journal : Journal
        Events, run-up included.
    """

    setting: Setting
    calendar: Calendar
    state: Columns
    past: Past
    latents: Latents
    journal: Journal
