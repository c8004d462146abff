"""Posting: a repayment is received on one day and posted on the same day or some days later."""

import numpy as np

from mingxi.simulate.inversion import pick
from mingxi.simulate.life.repaying import EARLY, LATE, REGULAR, Payments
from mingxi.simulate.month import Array, Columns, FloatArray, IntArray, Month
from mingxi.simulate.windows import held

AFTER = ("after_0_days", "after_1_days", "after_2_days", "after_3_days")
# names of the draws of each of the three payments: lag, and waiting on top
LOTS = tuple((f"posting#{i}", f"posting#{i} waits") for i in (LATE, REGULAR, EARLY))
LONGEST_LAG = 10  # days; what is pending at a month end is posted in the next month


def posted_on(at: Month, state: Columns, payments: Payments) -> IntArray:
    """Day on which each payment is posted, shape (n, 3); at or after the day it was received."""
    which, who = payments.fen.T.nonzero()  # where nothing was paid, nothing is posted
    ends = np.searchsorted(which, range(len(LOTS) + 1))
    lots = [at.uniforms(names, who[ends[i] : ends[i + 1]]) for i, names in enumerate(LOTS)]
    posted = payments.paid_on.copy(order="K")
    paid_on = posted[who, which]
    posted[who, which] = paid_on + _lag(at, state, who, paid_on, np.concatenate(lots, axis=1))
    return posted


def _lag(
    at: Month, state: Columns, who: IntArray, paid_on: IntArray, lots: FloatArray
) -> IntArray:
    """Days from receiving to posting of each payment of ``who``, shape (m,)."""
    lag, waits = pick(lots[0], at.series("posting", AFTER)), lots[1]
    if at.month % 3 == 2:
        # books are closed at quarter ends: what comes in on the last days may wait into the new
        # month
        closing = paid_on > at.last_day - at.number("posting", "closing_days")
        lag += 3 * (closing & (waits < at.number("posting", "closing_share")))
    lag += 7 * (waits > 1.0 - at.number("posting", "lost_share"))
    if at.incidents:
        lag += _outage(at, state["region"][who], paid_on)
    return np.asarray(np.minimum(lag, LONGEST_LAG))


def _outage(at: Month, region: Array, paid_on: IntArray) -> Array:
    regions = at.setting.names("region")
    out = np.zeros(len(paid_on), dtype=bool)
    for kind in ("network", "maintenance"):
        out |= held(at.incidents, kind, paid_on, region, regions)
    return np.where(out, int(at.number("posting", "outage_days")), 0)
