"""Posting: a repayment is received on one day and posted on the same day or some days later."""

import numpy as np

from mingxi.simulate.life.repaying import Payments
from mingxi.simulate.month import Array, Columns, IntArray, Month
from mingxi.simulate.noise import pick
from mingxi.simulate.windows import held

LONGEST_LAG = 10  # days; what is pending at a month end is posted in the next month


def posted_on(at: Month, state: Columns, payments: Payments) -> IntArray:
    """Day on which each payment is posted, shape (n, 3); at or after the day it was received."""
    posted = payments.paid_on.copy(order="K")
    for i in range(posted.shape[1]):
        who = np.nonzero(payments.fen[:, i])[0]  # where nothing was paid, nothing is posted
        posted[who, i] += _lag(at, state, who, posted[who, i], f"posting#{i}")
    return posted


def _lag(at: Month, state: Columns, who: IntArray, paid_on: IntArray, draw: str) -> IntArray:
    """Days from receiving to posting, shape (m,)."""
    shares = np.array([at.number("posting", f"after_{i}_days") for i in range(4)])
    lag = pick(at.uniform(draw, who), shares)
    # books are closed at quarter ends: what comes in on the last days may wait into the new month
    closing = (at.month % 3 == 2) & (paid_on > at.last_day - at.number("posting", "closing_days"))
    waits = at.uniform(f"{draw} waits", who)
    lag = lag + np.where(closing & (waits < at.number("posting", "closing_share")), 3, 0)
    rare = waits > 1.0 - at.number("posting", "lost_share")
    lag = np.where(rare, lag + 7, lag)
    return np.asarray(np.minimum(lag + _outage(at, state["region"][who], paid_on), LONGEST_LAG))


def _outage(at: Month, region: Array, paid_on: IntArray) -> Array:
    regions = at.setting.names("region")
    out = np.zeros(len(paid_on), dtype=bool)
    for kind in ("network", "maintenance"):
        out |= held(at.setting.incidents, kind, paid_on, region, regions)
    return np.where(out, int(at.number("posting", "outage_days")), 0)
