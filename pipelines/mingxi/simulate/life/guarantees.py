"""Guarantees: loans of other people for which a borrower answers."""

import numpy as np

from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.life.other_lenders import day_of, smallest
from mingxi.simulate.life.places import add_up
from mingxi.simulate.month import Columns, Month

ANY = -1  # guarantees have no kinds
PLACES = 4  # guarantees at a time; assumption: nobody gives more


def guarantees(at: Month, state: Columns) -> Columns:
    """Guarantees of the month: number, and amount in yuan, shape (n,).

    ``guarantee_fen[:, k]`` is the amount of the one in place k, 0: the place is free.
    """
    lot, before = at.uniform("guarantee"), state["guarantee_fen"]
    begins = lot < at.number("other_lenders", "guarantee_begins")
    begins &= state["guarantees"] < PLACES
    ending = lot > 1.0 - at.number("other_lenders", "guarantee_ends")
    ends = smallest(before, ending.astype(np.int64))
    fen, no = before.copy(order="K"), state["guarantee_no"].copy(order="K")
    fen[ends] = 0
    who = begins.nonzero()[0]
    size = at.number("guarantees", "in_incomes") * (0.5 + at.uniform("guarantee_size", who))
    free = (before[who] == 0).argmax(axis=1)
    fen[who, free] = np.maximum(np.rint(size * state["income"][who] * 100.0), 1)
    no[who, free] = state["n_lines"][who]
    sums = np.empty((3, len(fen)), dtype=np.int64)
    add_up(fen.T, no.T, ANY, (sums[0], sums[1], sums[2]))
    return {
        "guarantee_fen": fen,
        "guarantee_no": no,
        "n_lines": state["n_lines"] + begins,
        "guarantees": sums[1],
        "guaranteed": sums[0] / 100.0,
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
