"""Repaying: how much is paid, and on which day."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
from dataclasses import dataclass

import numpy as np
from numba import njit

from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.life.rungs import find_early, find_oldest, pay_unpaid, take_off
from mingxi.simulate.month import BoolArray, Columns, FloatArray, IntArray, Month, clipped, sigmoid

ROLLS = 4  # roll rates differ up to the fourth unpaid instalment
MISS = tuple(f"miss_{i}" for i in range(ROLLS + 1))
WEIGHT = tuple(f"weight_{i}" for i in range(ROLLS + 1))
STRAINED = ("distress", "burden", "employed", "willingness", "ability", "autopay", "cushion")
PER_STRAINED = tuple(f"per_{'jobless' if name == 'employed' else name}" for name in STRAINED)
DAYS = ("most_lead_days", "forget_on_autopay", "forgotten_days")
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


def repaying(at: Month, state: Columns) -> Payments:
    """Payments of the month and the schedule after them; what is oldest is paid first."""
    unpaid, n = state["unpaid"], len(state["unpaid"])
    oldest = months_behind(unpaid)
    chance = chance_to_miss(at, state, oldest)
    after = unpaid.copy(order="K")
    fen, due_fen, days = np.empty((3, 3, n), dtype=np.int64)
    pays_due, may_repay_early = np.empty((2, n), dtype=np.bool_)
    miss, part, repay_early = at.uniforms(("miss", "pay_part", "early"))
    pay_unpaid(
        after.T,
        oldest,
        (state["charged_off"], _saved(at, oldest)),
        (miss, chance, part, float(at.number("repaying", "part"))),
        (due_fen[LATE], due_fen[REGULAR], fen[LATE], fen[REGULAR], pays_due, may_repay_early),
    )
    fen[EARLY], days[EARLY] = _early(at, state, may_repay_early, repay_early)
    days[LATE], days[REGULAR] = _late_day(at, fen[LATE]), _regular_day(at, state, pays_due)
    due_fen[EARLY] = fen[EARLY]
    first, due_day = int(at.starts[0]), state["due_day"]
    late_days = np.where(pays_due, np.maximum(days[REGULAR] - due_day, 0), at.n_days - due_day)
    return Payments(
        fen=fen.T,
        paid_on=days.T + (first - 1),
        due_on=np.array(
            [at.starts[oldest] + due_day - 1, first + due_day - 1, at.last_day + due_day]
        ).T,
        due_fen=due_fen.T,
        late_before=due_fen[LATE] > 0,
        late_after=fen[LATE] < due_fen[LATE],
        late_days=np.where(due_fen[REGULAR] > 0, late_days, 0),
        unpaid=after,
        ladder=_after_early(state["ladder"], fen[EARLY]),
        chance_to_miss=chance,
    )


def _after_early(ladder: IntArray, early: IntArray) -> IntArray:
    rest, who = ladder.copy(order="K"), early.nonzero()[0]
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
    found = np.empty(len(state["distress"]))
    _find_strain(
        tuple(state[name] for name in STRAINED), at.numbers("repaying", PER_STRAINED), found
    )
    return found


@njit(cache=True, nogil=True)
def _find_strain(who, numbers, strain):
    distress, burden, employed, willingness, ability, autopay, cushion = who
    of_distress, of_burden, jobless, of_willingness, of_ability, of_autopay, of_cushion = numbers
    for i in range(len(strain)):
        strain[i] = (
            of_distress * distress[i]
            + of_burden * burden[i]
            + jobless * (not employed[i])
            - of_willingness * willingness[i]
            - of_ability * ability[i]
            - of_autopay * autopay[i]
            - of_cushion * cushion[i]
        )


def _saved(at: Month, oldest: IntArray) -> BoolArray:
    """Whom an intervention makes pay all that is due, shape (n,)."""
    saved = at.does("pay_on_time")
    if not at.setting.do:
        return saved
    return saved | (at.does("pay_off_overdue") & (oldest > 0))


def _regular_day(at: Month, state: Columns, pays: BoolArray) -> IntArray:
    """Day of the month on which those who pay the instalment do: a little early, or forgotten.

    Shape (n,); the due day for all others.
    """
    who = pays.nonzero()[0]
    lots = at.uniforms(("lead", "forget", "slip"), who)
    forgets = at.number("repaying", "forget") * np.exp(
        at.number("repaying", "forget_per_distress") * clipped(state["distress"][who], -2.0, 5.0)
        - at.number("repaying", "forget_per_willingness") * state["willingness"][who]
    )
    if at.setting.do:
        forgets = np.where(at.does("pay_on_time")[who], 0.0, forgets)
    day: IntArray = state["due_day"].copy()
    _find_day(
        (who, state["autopay"], lots, forgets, -np.log(1.0 - lots[2])),
        (at.numbers("repaying", DAYS), at.n_days),
        day,
    )
    return day


@njit(cache=True, nogil=True)
def _find_day(payers, month, day):
    """Move the due day of those who pay to the day on which they do."""
    (who, autopay, lots, forgets, slow), (numbers, n_days) = payers, month
    most_lead_days, on_autopay, forgotten_days = numbers
    for j in range(len(who)):
        i = who[j]
        if lots[1, j] < forgets[j] * (on_autopay if autopay[i] else 1.0):
            shift = 1 + np.floor(slow[j] * forgotten_days)
        else:
            shift = 0.0 if autopay[i] else -np.floor(lots[0, j] * (1 + most_lead_days))
        day[i] = min(max(day[i] + shift, 1), n_days)


def _late_day(at: Month, late_fen: IntArray) -> IntArray:
    # most of those who are behind settle in the first days of the month
    day, who = np.ones(len(late_fen), dtype=np.int64), late_fen.nonzero()[0]
    lot = at.uniform("late_day", who)
    wait = np.floor(-np.log(1.0 - lot) * at.number("repaying", "settle_days"))
    day[who] = np.minimum(1 + wait, at.n_days)
    return day


def _early(
    at: Month, state: Columns, may: BoolArray, lot: FloatArray
) -> tuple[IntArray, IntArray]:
    """Early repayment in fen and its day: some pay all off, churners pay to borrow again."""
    churns = state["churns"] & ~at.does("stop_churn") if at.setting.do else state["churns"]
    left, pays = np.empty(len(may), dtype=np.int64), np.empty(len(may), dtype=np.bool_)
    chances = at.number("repaying", "early"), at.number("repaying", "churner_early")
    find_early(
        (state["ladder"].T, state["charged_off"], churns),
        (may, lot, (float(chances[0]), float(chances[1]))),
        (left, pays),
    )
    who = pays.nonzero()[0]
    fen, day = np.zeros(len(left), dtype=np.int64), np.ones(len(left), dtype=np.int64)
    part, u = at.uniforms(("early_share", "early_day"), who)
    again = churns[who]
    fen[who] = np.floor(left[who] * np.where(again, 1.0 - 0.5 * part, 1.0))
    day[who] = np.where(again, 3 + np.floor(16 * u), 1 + np.floor(at.n_days * u))
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
