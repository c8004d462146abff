"""Repaying: how much is paid, and on which day."""

from dataclasses import dataclass

import numpy as np

from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.life.rungs import find_oldest, pay_unpaid, take_off
from mingxi.simulate.month import BoolArray, Columns, FloatArray, IntArray, Month, clipped, sigmoid

ROLLS = 4  # roll rates differ up to the fourth unpaid instalment
MISS = tuple(f"miss_{i}" for i in range(ROLLS + 1))
WEIGHT = tuple(f"weight_{i}" for i in range(ROLLS + 1))
LATE, REGULAR, EARLY = 0, 1, 2  # the three payments that a month can hold


@dataclass(frozen=True)
class Payments:
    """Payments of one month; columns: arrears, this month's instalment, early repayment.

    Parameters
    ----------
    fen, paid_on, due_on, due_fen : ndarray of shape (n, 3)
        Amount (0: none), day numbers, day and amount of what was owed.
    late_before, late_after : ndarray of shape (n,)
        Overdue at the start of the month; still overdue after the payment of arrears.
    late_days : ndarray of shape (n,)
        Days that this month's instalment was late by the end of the month.
    unpaid, ladder : ndarray
        Schedule after the payments.
    chance_to_miss : ndarray of shape (n,)
        Probability of paying nothing, for the truth.
    """

    fen: IntArray
    paid_on: IntArray
    due_on: IntArray
    due_fen: IntArray
    late_before: BoolArray
    late_after: BoolArray
    late_days: IntArray
    unpaid: IntArray
    ladder: IntArray
    chance_to_miss: FloatArray


@dataclass(frozen=True)
class Will:
    """What each borrower pays this month: all arrears, a part of them, the instalment due."""

    clears: BoolArray
    partly: BoolArray
    pays_due: BoolArray
    chance: FloatArray


def repaying(at: Month, state: Columns) -> Payments:
    """Payments of the month and the schedule after them; what is oldest is paid first."""
    unpaid = state["unpaid"]
    oldest = months_behind(unpaid)
    will = _will(at, state, oldest)
    after, (late, late_fen) = unpaid.copy(order="K"), np.empty((2, len(unpaid)), dtype=np.int64)
    pay_unpaid(after.T, oldest, will.clears, will.partly, will.pays_due, late, late_fen)
    due = unpaid[:, 0]
    early, early_day = _early(at, state, will.clears | will.pays_due | (late + due == 0))
    regular_day = _regular_day(at, state, np.nonzero(will.pays_due)[0])
    first, due_day = int(at.starts[0]), state["due_day"]
    due_on = np.array(
        [at.starts[oldest] + due_day - 1, first + due_day - 1, at.last_day + due_day]
    ).T
    days = np.array([_late_day(at, late_fen), regular_day, early_day]).T
    late_days = np.where(will.pays_due, np.maximum(regular_day - due_day, 0), at.n_days - due_day)
    return Payments(
        fen=np.array([late_fen, due - after[:, 0], early]).T,
        paid_on=first + days - 1,
        due_on=due_on,
        due_fen=np.array([late, due, early]).T,
        late_before=late > 0,
        late_after=late_fen < late,
        late_days=np.where(due > 0, late_days, 0),
        unpaid=after,
        ladder=_after_early(state["ladder"], early),
        chance_to_miss=will.chance,
    )


def _after_early(ladder: IntArray, early: IntArray) -> IntArray:
    rest, who = ladder.copy(order="K"), np.nonzero(early)[0]
    take_off(rest.T, who, early[who])
    return rest


def months_behind(unpaid: IntArray) -> IntArray:
    """Months since the oldest unpaid instalment fell due, shape (n,); 0: nothing older is unpaid.

    Examples
    --------
    >>> months_behind(np.array([[5, 0, 7, 0], [5, 0, 0, 0], [0, 0, 0, 0]])).tolist()
    [2, 0, 0]
    """
    oldest = np.empty(len(unpaid), dtype=np.int64)
    find_oldest(unpaid.T, oldest)
    return oldest


def chance_to_miss(at: Month, state: Columns, behind: IntArray) -> FloatArray:
    """Probability that a borrower ``behind`` months pays nothing this month, shape (n,)."""
    bucket = np.minimum(behind, ROLLS)
    level, weight = at.series("repaying", MISS), at.series("repaying", WEIGHT)
    return sigmoid(level[bucket] + weight[bucket] * strain(at, state))


def strain(at: Month, state: Columns) -> FloatArray:
    """What makes paying hard, in log-odds of a missed instalment, shape (n,)."""
    return np.asarray(
        at.number("repaying", "per_distress") * state["distress"]
        + at.number("repaying", "per_burden") * state["burden"]
        + at.number("repaying", "per_jobless") * ~state["employed"]
        - at.number("repaying", "per_willingness") * state["willingness"]
        - at.number("repaying", "per_ability") * state["ability"]
        - at.number("repaying", "per_autopay") * state["autopay"]
        - at.number("repaying", "per_cushion") * state["cushion"]
    )


def _will(at: Month, state: Columns, oldest: IntArray) -> Will:
    chance = chance_to_miss(at, state, oldest)
    saved, live = at.does("pay_on_time"), ~state["charged_off"]
    saved = saved | (at.does("pay_off_overdue") & (oldest > 0))
    nothing = (at.uniform("miss") < chance) & ~saved
    behind = live & (oldest > 0)
    part = at.uniform("pay_part") < at.number("repaying", "part")
    partly = behind & part & ~nothing & ~saved
    pays = live & ~nothing & ~partly
    return Will(behind & pays, partly, pays & (state["unpaid"][:, 0] > 0), chance)


def _regular_day(at: Month, state: Columns, who: IntArray) -> IntArray:
    """Day of the month on which ``who`` pay the instalment: a little early, or forgotten a while.

    Shape (n,); the due day for all others.
    """
    lead = np.floor(at.uniform("lead", who) * (1 + at.number("repaying", "most_lead_days")))
    forgets = at.number("repaying", "forget") * np.exp(
        at.number("repaying", "forget_per_distress") * clipped(state["distress"][who], -2.0, 5.0)
        - at.number("repaying", "forget_per_willingness") * state["willingness"][who]
    )
    autopay = state["autopay"][who]
    forgets = forgets * np.where(autopay, at.number("repaying", "forget_on_autopay"), 1.0)
    slip = (at.uniform("forget", who) < forgets) & ~at.does("pay_on_time")[who]
    days = 1 + np.floor(
        -np.log(1.0 - at.uniform("slip", who)) * at.number("repaying", "forgotten_days")
    )
    shift = np.where(slip, days, np.where(autopay, 0, -lead))
    day: IntArray = state["due_day"].copy()
    day[who] = clipped(day[who] + shift, 1, at.n_days)
    return day


def _late_day(at: Month, late_fen: IntArray) -> IntArray:
    # most of those who are behind settle in the first days of the month
    day, who = np.ones(len(late_fen), dtype=np.int64), np.nonzero(late_fen)[0]
    lot = at.uniform("late_day", who)
    wait = np.floor(-np.log(1.0 - lot) * at.number("repaying", "settle_days"))
    day[who] = np.minimum(1 + wait, at.n_days)
    return day


def _early(at: Month, state: Columns, may: BoolArray) -> tuple[IntArray, IntArray]:
    """Early repayment in fen and its day: some pay all off, churners pay to borrow again."""
    churns = state["churns"] & ~at.does("stop_churn")
    chance = np.where(
        churns, at.number("repaying", "churner_early"), at.number("repaying", "early")
    )
    left = state["ladder"].sum(axis=1)
    pays = may & (left > 0) & (at.uniform("early") < chance) & ~state["charged_off"]
    who = np.nonzero(pays)[0]
    fen, day = np.zeros(len(left), dtype=np.int64), np.ones(len(left), dtype=np.int64)
    share = np.where(churns[who], 1.0 - 0.5 * at.uniform("early_share", who), 1.0)
    fen[who] = np.floor(left[who] * share)
    u = at.uniform("early_day", who)
    day[who] = np.where(churns[who], 3 + np.floor(16 * u), 1 + np.floor(at.n_days * u))
    return fen, day


def written(state: Columns, payments: Payments, posted_on: IntArray, journal: Journal) -> None:
    """Write the month's payments into the journal."""
    if not journal.kept:
        return
    who, which = np.nonzero(payments.fen)
    journal.add(
        "repayments",
        borrower_id=state["borrower_id"][who],
        due_on=payments.due_on[who, which],
        due_fen=payments.due_fen[who, which],
        paid_on=payments.paid_on[who, which],
        paid_fen=payments.fen[who, which],
        posted_on=posted_on[who, which],
    )
