"""Lives of a world in memory, and the figures that its pictures show."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from mingxi.adapters.scale import over_blocks
from mingxi.evaluate.course import DEFAULT_DAYS
from mingxi.records.columns import MONTHLY
from mingxi.simulate.config import Block, WorldConfig, blocks
from mingxi.simulate.declared.mechanisms_table import MECHANISMS
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.tables.of_run import observed_tables, true_tables
from mingxi.simulate.world import lived

# what is done to everybody's limit from the first month on, and what it is called
LIMIT_DONE: Mapping[str, str] = {
    "halve_limit": "half",
    "": "as decided",
    "double_limit": "twice",
}
_EVENTS = ("borrowers", "loans", "limit_events")


@dataclass(frozen=True)
class Lives:
    """What all borrowers of a world lived through, without faults of recording.

    Parameters
    ----------
    months : mapping of str to ndarray of shape (n, months)
        Monthly columns.
    borrowers, loans, limit_events, limit_causes : pandas.DataFrame
    """

    months: Mapping[str, Any]
    borrowers: pd.DataFrame
    loans: pd.DataFrame
    limit_events: pd.DataFrame
    limit_causes: pd.DataFrame

    def loans_by_place(self, first_month: str) -> dict[str, Any]:
        """Loans as arrays: ``row``, ``drawn_month``, ``amount_fen``."""
        drawn = pd.to_datetime(self.loans["drawn_on"]).dt.to_period("M").astype("int64")
        start = pd.Period(first_month, "M").ordinal
        return {
            "row": self.loans["borrower_id"].to_numpy(),
            "drawn_month": drawn.to_numpy() - start,
            "amount_fen": self.loans["amount_fen"].to_numpy(),
        }


def all_lives(config: WorldConfig, workers: int) -> Lives:
    """Everybody's life, block by block."""
    made = over_blocks(partial(_lived, config), blocks(config), workers)
    n_months = config.n_months
    panel = pa.concat_tables([observed["months"] for observed, _ in made])
    months = {c.name: panel[c.name].to_numpy().reshape(-1, n_months) for c in MONTHLY}
    frames = {name: pa.concat_tables([o[name] for o, _ in made]).to_pandas() for name in _EVENTS}
    causes = pa.concat_tables([t for _, t in made]).to_pandas()
    return Lives(months, frames["borrowers"], frames["loans"], frames["limit_events"], causes)


def _lived(config: WorldConfig, block: Block) -> tuple[dict[str, Any], Any]:
    run = lived(config, block)
    observed = observed_tables(run)
    kept = {name: observed[name] for name in ("months", *_EVENTS)}
    return kept, true_tables(run)["limit_causes"]


def ever_defaulted(config: WorldConfig, lives: Lives, workers: int) -> list[tuple[str, float]]:
    """Share of people with a line who are ever 90 days past due, by what is done to the limit."""
    found = []
    for behaviour, name in LIMIT_DONE.items():
        if behaviour:
            work = partial(_defaulted, config, behaviour)
            counts = over_blocks(work, blocks(config), workers)
        else:
            counts = [_counted(lives.months["dpd"], lives.months["on_book"], 1)]
        bad, seen = np.sum(counts, axis=0)
        found.append((name, float(bad / max(seen, 1))))
    return found


def _defaulted(config: WorldConfig, behaviour: str, block: Block) -> tuple[int, int]:
    run = lived(config, block, (Intervention(behaviour, 0, config.n_months - 1),))
    first = config.calendar.run_up
    return _counted(run.past.columns["dpd"][first:], run.past.columns["on_book"][first:], 0)


def _counted(dpd: Any, on_book: Any, time: int) -> tuple[int, int]:
    """People with a line who are ever in default, and people with a line; ``time`` is an axis."""
    bad, has = (dpd >= DEFAULT_DAYS).any(axis=time), on_book.any(axis=time)
    return int((bad & has).sum()), int(has.sum())


def cause_names() -> dict[str, tuple[str, str]]:
    """Colour and name of every cause that an account of a limit can name."""
    hues = {"borrower": "teal", "time": "ochre", "platform": "blue", "environment": "rust"}
    named = {m.key: (hues[m.fixable_by], m.name.en) for m in MECHANISMS}
    others = {
        "income": ("plum", "Income"),
        "private": ("plum", "The lender's own impression"),
        "closed": ("grey", "Written off"),
        "intervention": ("grey", "Intervention"),
        "lender": ("grey", "A lender from outside"),
    }
    return {**named, **others}
