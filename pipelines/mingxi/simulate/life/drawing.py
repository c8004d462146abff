"""Wanting money: who asks for a loan, on which day, and for how much."""

from dataclasses import dataclass

import numpy as np

from mingxi.simulate.inversion import counts, pick
from mingxi.simulate.life.lately import REBORROW_DAYS, repaid_lately
from mingxi.simulate.life.repaying import EARLY, Payments
from mingxi.simulate.life.schedule import TERMS
from mingxi.simulate.month import Array, BoolArray, Columns, FloatArray, IntArray, Month, sigmoid

SLOTS = 3  # a third of the month each, so requests of one borrower follow one another
SLOT_DAYS = 10
MOST_SUBMISSIONS = 15
TERM_SHARES = tuple(f"term_{months}" for months in TERMS)
LONGER = np.array([0.0, 0.5, 1.0])  # how much the wish for time weighs with each term
_TERMS = np.array(TERMS)
STEP_FEN = 10_000  # requests are whole hundreds of yuan


@dataclass(frozen=True)
class Wish:
    """Who wants a loan in one third of the month.

    Parameters
    ----------
    who : ndarray of shape (m,)
        Positions of the borrowers who ask.
    day : ndarray of shape (m,)
        Day numbers.
    again : ndarray of shape (m,)
        They repaid early within the last seven days and want the money back.
    """

    who: IntArray
    day: IntArray
    again: BoolArray


def wish(at: Month, state: Columns, payments: Payments, slot: int) -> Wish:
    """Who asks for a loan in the third ``slot`` of the month, and on which day."""
    who = np.nonzero(state["on_book"] & state["borrows"])[0]
    day = (
        int(at.starts[0]) + slot * SLOT_DAYS + np.floor(at.uniform(f"day#{slot}", who) * SLOT_DAYS)
    )
    day = np.minimum(day, at.last_day).astype(np.int64)
    level = (
        at.number("drawing", "level")
        + at.number("drawing", "per_demand") * state["demand"][who]
        + at.number("drawing", "per_stretch") * state["stretch"][who]
    )
    since = day - payments.paid_on[:, EARLY][who]
    again = (payments.fen[:, EARLY][who] > 0) & (since >= 0) & (since <= REBORROW_DAYS)
    again &= state["churns"][who]
    # who cannot pay this month's instalment seldom asks for more in the same month
    misses = (payments.unpaid[:, 0][who] > 0) & ~payments.late_before[who]
    chance = sigmoid(level) * np.where(misses, at.number("drawing", "while_missing"), 1.0)
    chance = np.where(again, at.number("drawing", "churner_again"), chance)
    wants = at.uniform(f"wants#{slot}", who) < chance
    stops = at.does("stop_churn")[who]
    if stops.any():
        wants &= ~(stops & repaid_lately(state, payments, who, day))
    most = at.asked("fewer_draws")
    if most is not None:  # NaN: no limit of one's own
        wants &= ~(state["n_draws"][who] >= most[who])
    return Wish(who[wants], day[wants], again[wants])


def able(at: Month, state: Columns, wish: Wish, slot: int, shown_fen: IntArray) -> BoolArray:
    """Who sends a request, shape (m,): few do when little of the limit is left to draw."""
    smallest = at.number("B01", "smallest_loan") * 100.0
    worth_it = at.number("drawing", "least_room") * state["limit_yuan"][wish.who] * 100.0
    return (shown_fen >= np.maximum(smallest, worth_it)) | asks_too_much(at, wish, slot)


def asks_too_much(at: Month, wish: Wish, slot: int) -> BoolArray:
    """Who asks without looking at what is shown, shape (m,)."""
    return at.uniform(f"over#{slot}", wish.who) < at.number("drawing", "asks_too_much")


def request_fen(
    at: Month, state: Columns, payments: Payments, wish: Wish, slot: int, shown_fen: IntArray
) -> IntArray:
    """Amount asked for, fen, shape (m,); whole hundreds of yuan, at least the smallest loan.

    Those with room to breathe borrow what they need; stretched borrowers borrow a share of what
    is there, so a higher limit means more debt for them and not for the others (Gross and
    Souleles; Agarwal et al.).

    Parameters
    ----------
    shown_fen : ndarray of shape (m,)
        What the borrower believes can be drawn.
    """
    who = wish.who
    stretch = state["stretch"][who]
    need = state["income"][who] * at.number("drawing", "need_in_incomes")
    need = need * np.exp(at.number("drawing", "need_spread") * at.normal(f"need#{slot}", who))
    lean = at.number("drawing", "stretched_share") * shown_fen / 100.0
    yuan = (1.0 - stretch) * need + stretch * lean
    yuan = np.where(wish.again, payments.fen[:, EARLY][who] / 100.0, yuan)
    share = at.number("drawing", "most_share")
    most = (share + (1.0 - share) * stretch) * shown_fen / 100.0
    yuan = np.where(asks_too_much(at, wish, slot), yuan, np.minimum(yuan, most))
    fen = np.floor(yuan * 100.0 / STEP_FEN).astype(np.int64) * STEP_FEN
    return np.asarray(np.maximum(fen, int(at.number("B01", "smallest_loan")) * 100))


def submissions(at: Month, state: Columns, wish: Wish, slot: int) -> IntArray:
    """How often the request is sent on its day, shape (m,), ≥ 1."""
    rate = at.number("drawing", "submissions") * np.exp(
        at.number("drawing", "submissions_per_stretch") * state["stretch"][wish.who]
    )
    return 1 + counts(at.uniform(f"submissions#{slot}", wish.who), rate, MOST_SUBMISSIONS)


def term_months(at: Month, state: Columns, wish: Wish, slot: int) -> IntArray:
    """Term of the loan asked for: 3, 6 or 12 months, shape (m,)."""
    shares = at.series("drawing", TERM_SHARES)
    tilt = LONGER * at.number("drawing", "longer_per_stretch")
    own = shares * np.exp(tilt * state["stretch"][wish.who][:, None])
    return _TERMS[pick(at.uniform(f"term#{slot}", wish.who), own)]


def daily_rate(at: Month, score: Array) -> FloatArray:
    """Daily interest rate at each outside score, share of the balance per day, same shape."""
    low, high = at.number("drawing", "rate_lowest"), at.number("drawing", "rate_highest")
    worse = sigmoid((at.number("drawing", "rate_score") - score) / 40.0)
    return np.round(low + (high - low) * worse, 5)
