"""The book of one block of a world, for the figures of the portfolio.

It is made from what happened, before any fault of the records.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.book import Book
from mingxi.simulate.kept.run import Run
from mingxi.simulate.lender.deciding import ACCOUNT

Array = NDArray[Any]

NAMED = ("region", "city_tier")  # families of numbers whose members are codes in the state
MONTHS = (
    "on_book",
    "limit_fen",
    "balance_fen",
    "due_fen",
    "late_days",
    "dpd",
    "n_draws",
    "income_fen",
    "outside_score",
    "active_days",
    "bureau_lenders",
)
EVENTS = {
    "loans": ("loan_no", "drawn_on", "amount_fen", "term_months", "daily_rate"),
    "repayments": ("due_on", "paid_on"),
    "limit_events": (
        "month",
        "old_fen",
        "new_fen",
        "proposal_fen",
        "multiplier",
        "explored",
        "told",
    ),
    "limit_causes": ("month", "mechanism", "yuan"),
    "draw_attempts": ("attempted_on", "granted"),
}


def book_of(run: Run) -> Book:
    """Book of the borrowers of one run, with what the truth knows of work and of causes."""
    calendar, shown = run.calendar, slice(run.calendar.run_up, None)
    starts = np.array([calendar.first_day(month) for month in range(calendar.n_months + 1)])
    events = {table: _events(run, table, names, starts) for table, names in EVENTS.items()}
    causes = dict(events["limit_causes"])
    causes["mechanism"] = np.array(ACCOUNT)[causes["mechanism"]]
    people = {name: np.array(run.setting.names(name))[run.state[name]] for name in NAMED}
    return Book(
        people={"open_month": run.state["open_month"], **people},
        months={name: np.ascontiguousarray(run.past.columns[name][shown].T) for name in MONTHS},
        employed=np.asarray(run.latents.columns["employed"][shown].T > 0),
        **{**events, "limit_causes": causes},
    )


def _events(run: Run, table: str, names: tuple[str, ...], starts: Array) -> Mapping[str, Array]:
    """Events in order of borrower and time; decisions from month 0 on."""
    when = next(name for name in names if name in ("month", "drawn_on", "paid_on", "attempted_on"))
    rows = run.journal.rows(table, ("borrower_id", when))
    columns = {name: rows[name] for name in names}
    columns["row"] = np.searchsorted(run.setting.borrower_id, rows["borrower_id"])
    for name in names:
        if name.endswith("_on"):
            month = np.searchsorted(starts, rows[name], side="right") - 1
            columns[name.removesuffix("_on") + "_month"] = month
    if "month" in names:
        later = rows["month"] >= 0
        columns = {name: values[later] for name, values in columns.items()}
    return columns
