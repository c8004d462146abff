"""Wanting money: who asks for a loan, on which day, and for how much."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit

from mingxi.simulate.inversion import counts, pick
from mingxi.simulate.life.lately import find_wishes, repaid_lately
from mingxi.simulate.life.repaying import EARLY, Payments
from mingxi.simulate.life.schedule import TERMS
from mingxi.simulate.month import Array, BoolArray, Columns, FloatArray, IntArray, Month, sigmoid

SLOTS = 3  # a third of the month each, so requests of one borrower follow one another
SLOT_DAYS = 10
MOST_SUBMISSIONS = 15
ASKS_LESS_OR_MORE = ("while_missing", "churner_again")
SIZES = ("need_in_incomes", "stretched_share", "most_share")
TERM_SHARES = tuple(f"term_{months}" for months in TERMS)
LONGER = np.array([0.0, 0.5, 1.0])  # how much the wish for time weighs with each term
_TERMS = np.array(TERMS)
STEP_FEN = 10_000  # requests are whole hundreds of yuan
# names of the draws of each third: of a wish, and of what is decided about a request
WISH_LOTS = tuple(f"{name}#{slot}" for name in ("day", "wants") for slot in range(SLOTS))
TOO_MUCH = tuple(f"over#{slot}" for slot in range(SLOTS))
NEED = tuple(f"need#{slot}" for slot in range(SLOTS))
DECIDED = ("submissions", "term", "purpose", "method", "tier")
REQUEST_LOTS = tuple(tuple(f"{name}#{slot}" for name in DECIDED) for slot in range(SLOTS))


@dataclass(frozen=True)
class Wish:
    """Who wants a loan in one third of the month.

    Parameters
    ----------
    slot : int
        Which third.
    who : ndarray of shape (m,)
        Positions of the borrowers who ask.
    day : ndarray of shape (m,)
        Day numbers.
    again : ndarray of shape (m,)
        They repaid early within the last seven days and want the money back.
    too_much : ndarray of shape (m,)
        They ask without looking at what is shown.
    """

    slot: int
    who: IntArray
    day: IntArray
    again: BoolArray
    too_much: BoolArray

    def of(self, chosen: BoolArray) -> "Wish":
        """The wishes of some of them."""
        who, day = self.who[chosen], self.day[chosen]
        return Wish(self.slot, who, day, self.again[chosen], self.too_much[chosen])


def wishes(at: Month, state: Columns, payments: Payments) -> Iterator[Wish]:
    """Who asks for a loan, and on which day: one third of the month after the other.

    Loans that are booked in ``state`` in between count against those who draw less often.
    """
    who = (state["on_book"] & state["borrows"]).nonzero()[0]
    level = (
        at.number("drawing", "level")
        + at.number("drawing", "per_demand") * state["demand"][who]
        + at.number("drawing", "per_stretch") * state["stretch"][who]
    )
    day = np.empty((SLOTS, len(who)), dtype=np.int64)
    again, wants = np.empty((2, SLOTS, len(who)), dtype=np.bool_)
    find_wishes(
        who,
        at.uniforms(WISH_LOTS, who),
        (int(at.starts[0]), SLOT_DAYS, at.last_day),
        (
            (state["churns"], payments.fen[:, EARLY], payments.paid_on[:, EARLY]),
            (payments.unpaid[:, 0], payments.late_before),
        ),
        (sigmoid(level), *at.numbers("drawing", ASKS_LESS_OR_MORE)),
        (day, again, wants),
    )
    for slot in range(SLOTS):
        asks = wants[slot]
        if at.setting.do:
            asks = asks & _may_ask(at, state, payments, who, day[slot])
        own = who[asks]
        too_much = at.uniform(TOO_MUCH[slot], own) < at.number("drawing", "asks_too_much")
        yield Wish(slot, own, day[slot][asks], again[slot][asks], too_much)


def _may_ask(
    at: Month, state: Columns, payments: Payments, who: IntArray, day: IntArray
) -> BoolArray:
    """Who is not kept from asking by an intervention, shape (m,)."""
    free = ~(at.does("stop_churn")[who] & repaid_lately(state, payments, who, day))
    most = at.asked("fewer_draws")
    if most is None:
        return free
    return free & ~(state["n_draws"][who] >= most[who])  # NaN: no limit of one's own


def able(at: Month, state: Columns, wish: Wish, shown_fen: IntArray) -> BoolArray:
    """Who sends a request, shape (m,): few do when little of the limit is left to draw."""
    sends = np.empty(len(wish.who), dtype=np.bool_)
    least = float(at.number("B01", "smallest_loan")), float(at.number("drawing", "least_room"))
    _find_able((wish.who, wish.too_much, shown_fen), state["limit_yuan"], least, sends)
    return sends


@njit(cache=True, nogil=True)
def _find_able(wish, limit_yuan, least, sends):
    (who, too_much, shown_fen), (smallest, room) = wish, least
    for j in range(len(who)):
        worth_it = max(smallest * 100.0, room * limit_yuan[who[j]] * 100.0)
        sends[j] = too_much[j] or shown_fen[j] >= worth_it


def lots(at: Month, wish: Wish) -> dict[str, FloatArray]:
    """Uniform noise of each request by what it decides, each of shape (m,)."""
    return dict(zip(DECIDED, at.uniforms(REQUEST_LOTS[wish.slot], wish.who), strict=True))


def request_fen(
    at: Month, state: Columns, payments: Payments, wish: Wish, shown_fen: IntArray
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
    luck = np.exp(at.number("drawing", "need_spread") * at.normal(NEED[wish.slot], wish.who))
    fen = np.empty(len(luck), dtype=np.int64)
    _find_requests(
        (wish.who, wish.again, wish.too_much, shown_fen, luck),
        (state["income"], state["stretch"], payments.fen[:, EARLY]),
        at.numbers("drawing", SIZES),
        int(at.number("B01", "smallest_loan")) * 100,
        fen,
    )
    return fen


@njit(cache=True, nogil=True)
def _find_requests(wish, state, numbers, smallest, request_fen):
    (who, again, too_much, shown_fen, luck), (income, stretch, repaid_fen) = wish, state
    need_in_incomes, stretched_share, most_share = numbers
    for j in range(len(who)):
        leans = stretch[who[j]]
        need = income[who[j]] * need_in_incomes * luck[j]
        yuan = (1.0 - leans) * need + leans * (stretched_share * shown_fen[j] / 100.0)
        if again[j]:
            yuan = repaid_fen[who[j]] / 100.0
        if not too_much[j]:
            most = (most_share + (1.0 - most_share) * leans) * shown_fen[j] / 100.0
            yuan = min(yuan, most)
        fen = math.floor(yuan * 100.0 / STEP_FEN) * STEP_FEN
        request_fen[j] = max(fen, smallest)


def submissions(at: Month, state: Columns, wish: Wish, lot: FloatArray) -> IntArray:
    """How often the request is sent on its day, shape (m,), ≥ 1."""
    rate = at.number("drawing", "submissions") * np.exp(
        at.number("drawing", "submissions_per_stretch") * state["stretch"][wish.who]
    )
    return 1 + counts(lot, rate, MOST_SUBMISSIONS)


def term_months(at: Month, state: Columns, wish: Wish, lot: FloatArray) -> IntArray:
    """Term of the loan asked for: 3, 6 or 12 months, shape (m,)."""
    shares = at.series("drawing", TERM_SHARES)
    tilt = LONGER * at.number("drawing", "longer_per_stretch")
    own = shares * np.exp(tilt * state["stretch"][wish.who][:, None])
    return _TERMS[pick(lot, own)]


def daily_rate(at: Month, score: Array) -> FloatArray:
    """Daily interest rate at each outside score, share of the balance per day, same shape."""
    low, high = at.number("drawing", "rate_lowest"), at.number("drawing", "rate_highest")
    worse = sigmoid((at.number("drawing", "rate_score") - score) / 40.0)
    return np.round(low + (high - low) * worse, 5)
