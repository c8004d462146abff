"""Guarantees: loans of other people for which a borrower answers."""

import numpy as np

from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.life.other_lenders import day_of, smallest
from mingxi.simulate.month import Columns, Month

PLACES = 4  # guarantees at a time; assumption: nobody gives more


def guarantees(at: Month, state: Columns) -> Columns:
    """Guarantees of the month: number, and amount in yuan, shape (n,).

    ``guarantee_fen[:, k]`` is the amount of the one in place k, 0: the place is free.
    """
    lot = at.uniform("guarantee")
    begins = lot < at.number("other_lenders", "guarantee_begins")
    begins &= state["guarantees"] < PLACES
    ends = smallest(
        state["guarantee_fen"], 1 * (lot > 1.0 - at.number("other_lenders", "guarantee_ends"))
    )
    fen, no = np.where(ends, 0, state["guarantee_fen"]), state["guarantee_no"].copy(order="K")
    who = np.nonzero(begins)[0]
    size = at.number("guarantees", "in_incomes") * (0.5 + at.uniform("guarantee_size", who))
    free = np.argmax(state["guarantee_fen"][who] == 0, axis=1)
    fen[who, free] = np.maximum(np.rint(size * state["income"][who] * 100.0), 1)
    no[who, free] = state["n_lines"][who]
    return {
        "guarantee_fen": fen,
        "guarantee_no": no,
        "n_lines": state["n_lines"] + begins,
        "guarantees": (fen > 0).sum(axis=1),
        "guaranteed": fen.sum(axis=1) / 100.0,
        "guarantee_begins": begins,
        "guarantee_ends": ends,
    }


def guarantees_reported(at: Month, before: Columns, state: Columns, journal: Journal) -> None:
    """Write the month's guarantees into the journal; ``before``: the state before `guarantees`."""
    if not journal.kept:
        return
    who = np.nonzero(state["guarantee_begins"])[0]
    number = before["n_lines"][who]
    place = np.argmax(state["guarantee_no"][who] == number[:, None], axis=1)
    journal.add(
        "guarantees_begun",
        borrower_id=state["borrower_id"][who],
        line_no=number,
        amount_fen=state["guarantee_fen"][who, place],
        opened_on=day_of(at, at.uniform("guarantee_day", who)),
    )
    who, place = np.nonzero(state["guarantee_ends"])
    journal.add(
        "lines_closed",
        borrower_id=state["borrower_id"][who],
        line_no=before["guarantee_no"][who, place],
        closed_on=day_of(at, at.uniform("guarantee_day", who)),
    )
