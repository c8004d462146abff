"""Instalments one by one: when each was due, what was paid of it, and how it ended.

The schedule of a borrower is kept by due month, not by loan. A payment of a due month settles its
instalments in the order in which the loans were taken; nothing is ever paid before it is owed, so
no payment can settle a loan that was taken later.
"""

from typing import Any

import numpy as np

from mingxi.simulate.kept.run import Run
from mingxi.simulate.life.schedule import instalments
from mingxi.simulate.month import Columns, IntArray
from mingxi.simulate.tables.arrow import NO_DAY, event_table, texts

HOW = ("early", "on_time", "late", "not_due", "overdue", "written_off")
EARLY, ON_TIME, LATE, NOT_DUE, OVERDUE, WRITTEN_OFF = range(len(HOW))
MONTHS = 1 << 12  # due months that one borrower can have at most, for sorting keys
FEN = 1 << 38  # more than any borrower ever owes in one month


def instalment_table(run: Run) -> Any:
    """Instalments of all loans, sorted by borrower, loan and number."""
    rows = _planned(run)
    paid, early, last = _covered(run, rows)
    first = _first_days(run)
    whole = paid == rows["due_fen"]
    settled_on = np.where(whole, last, NO_DAY)
    place = np.searchsorted(run.setting.borrower_id, rows["borrower_id"])
    due_on = first[rows["month"]] + run.state["due_day"][place] - 1
    how = np.select(
        [
            whole & (settled_on < first[rows["month"]]),
            whole & (settled_on <= due_on),
            whole,
            run.state["charged_off"][place],
            due_on > run.calendar.last_day(run.calendar.n_months - 1),
        ],
        [EARLY, ON_TIME, LATE, WRITTEN_OFF, NOT_DUE],
        default=OVERDUE,
    )
    return event_table(
        "instalments",
        {
            **rows,
            "due_on": due_on,
            "paid_fen": paid,
            "early_fen": early,
            "settled_on": settled_on,
            "how": texts(how, HOW),
        },
    )


def _first_days(run: Run) -> IntArray:
    """First days of all months in which something can fall due; row 0 is the run-up's first."""
    last = run.calendar.n_months + 13
    return np.array([run.calendar.first_day(m) for m in range(-run.calendar.run_up, last)])


def _planned(run: Run) -> Columns:
    """Instalments of all loans by borrower, loan and number; months count from the run-up."""
    loans = run.journal.rows("loans", ("borrower_id", "loan_no"))
    drawn = np.searchsorted(_first_days(run), loans["drawn_on"], "right") - 1
    plan = instalments(loans["amount_fen"], loans["term_months"], loans["method"])
    loan, rung = np.nonzero(plan)
    return {
        "borrower_id": loans["borrower_id"][loan],
        "loan_no": loans["loan_no"][loan],
        "number": rung + 1,
        "month": drawn[loan] + 1 + rung,
        "due_fen": plan[loan, rung],
    }


def _covered(run: Run, rows: Columns) -> tuple[IntArray, IntArray, IntArray]:
    """What was paid of each instalment, what of that before its month, and when the last of it."""
    rung = rows["borrower_id"] * MONTHS + rows["month"]
    order = np.argsort(rung, kind="stable")  # loans of one due month stay in their order
    rung, due = rung[order], rows["due_fen"][order]
    starts = np.ones(len(rung), dtype=bool)
    starts[1:] = rung[1:] != rung[:-1]
    place, names = np.cumsum(starts) - 1, rung[starts]
    after = _running(place, due)
    found = _paid(run, names, (place, after - due, after))
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    paid, early, last = (values[back] for values in found)
    return paid, early, last


def _paid(
    run: Run, names: IntArray, spans: tuple[IntArray, IntArray, IntArray]
) -> tuple[IntArray, IntArray, IntArray]:
    """The same for instalments from ``before`` to ``after`` fen of what is due in ``place``."""
    place, before, after = spans
    parts = run.journal.rows("settled", ("borrower_id", "due_month"))
    month = parts["due_month"] + run.calendar.run_up
    part_place = np.searchsorted(names, parts["borrower_id"] * MONTHS + month)
    reached = _running(part_place, parts["fen"])
    total = np.bincount(part_place, parts["fen"], len(names)).astype(np.int64)
    ahead = parts["paid_on"] < _first_days(run)[month]
    in_time = np.bincount(part_place, parts["fen"] * ahead, len(names)).astype(np.int64)
    paid = np.clip(total[place] - before, 0, after - before)
    early = np.clip(in_time[place] - before, 0, after - before)
    if not len(reached):
        return paid, early, np.zeros_like(paid)
    # the payment that reaches the end of the instalment settles it
    which = np.searchsorted(part_place * FEN + reached, place * FEN + after)
    return paid, early, parts["paid_on"][np.minimum(which, len(reached) - 1)]


def _running(place: IntArray, fen: IntArray) -> IntArray:
    """Running sum of ``fen`` within each stretch of equal ``place`` (sorted)."""
    total = np.cumsum(fen)
    starts = np.r_[True, place[1:] != place[:-1]] if len(place) else np.zeros(0, dtype=bool)
    base = np.where(starts, total - fen, 0)
    return np.asarray(total - np.maximum.accumulate(base)) if len(place) else total
