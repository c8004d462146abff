"""One run of one block: everything from which its tables are made."""

from dataclasses import dataclass

from mingxi.simulate.calendar import Calendar
from mingxi.simulate.journal import Journal
from mingxi.simulate.month import Columns, Setting
from mingxi.simulate.past import Past
from mingxi.simulate.truth import Latents


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
