"""Incomes that are not given, more often by some kinds of work (MAR)."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, rows_of

KEY = "income_withheld"
SEGMENTS = ("salaried", "self_employed", "gig")


@declared(
    Fault(
        key=KEY,
        name=Words("没有提供的收入", "Incomes not given"),
        happens=Words(
            "没有收入证明的人有半年没有收入数据，零工更常见。",
            "For half a year there is no income of somebody without papers for it, more often of "
            "gig workers.",
        ),
        kind="missing at random",
        touches=(("months", "income_fen"),),
        depends_on=("segment", "income_verified"),
        turned_by=tuple(f"share_{segment}" for segment in SEGMENTS),
        when_read=Words("记为未知", "Read as unknown"),
        mended_by="borrower",
        source="Rubin 1976, Inference and missing data: missing at random, given kind of work",
    )
)
def income_withheld(seen: Observed) -> Found:
    """Incomes that are withheld for a half-year."""
    share = np.array([seen.number(KEY, f"share_{segment}") for segment in SEGMENTS])
    if (share <= 0).all():
        return
    work = seen.borrowers("segment")
    chance = sum(share[i] * (work == segment) for i, segment in enumerate(SEGMENTS))
    hit = seen.luck_of_half_years(KEY) < np.asarray(chance)[:, None]
    known = ~np.isnan(seen.months("income_fen")) & ~seen.months("income_verified")
    yield Change("months", "income_fen", rows_of(hit & known & seen.customer()), None)
