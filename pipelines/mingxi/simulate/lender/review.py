"""Admission, quarterly reviews with exploration, and cuts between reviews."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import math
from dataclasses import dataclass

import numpy as np
from numba import njit

from mingxi.simulate.declared.mechanisms_table import EXPLORATION
from mingxi.simulate.intervention import WITHOUT
from mingxi.simulate.lender.proposal import Proposal
from mingxi.simulate.month import Array, BoolArray, Columns, FloatArray, IntArray, Month

MULTIPLIERS = np.array([0.25, 0.5, 1.0, 2.0, 4.0])
WELCOME, REGULAR, EVENT, CLOSED = "welcome", "regular review", "account review", "closed"


@dataclass(frozen=True)
class Verdict:
    """What the lender decides this month.

    Parameters
    ----------
    applied, reviewed, looked_at : ndarray of shape (n,)
        Who applies for a line; lines reviewed at the quarter end; lines looked at in between.
    opens, cut : ndarray of shape (n,)
        Lines opened; lines changed between reviews.
    failed : ndarray of shape (n,)
        An application or review broke off; it is done again next month.
    explored : ndarray of shape (n,)
        The decision was randomised.
    multiplier, propensity : ndarray of shape (n,)
        Multiplier applied to the proposal and its probability.
    yuan : ndarray of shape (n,)
        New limit; meaningful where a decision was made.
    explored_line, done_line : ndarray of shape (n,)
        Yuan added by exploration and by an intervention on the limit.
    policy_number : ndarray of shape (n,)
        Policy version in force.
    """

    applied: BoolArray
    reviewed: BoolArray
    looked_at: BoolArray
    opens: BoolArray
    cut: BoolArray
    failed: BoolArray
    explored: BoolArray
    multiplier: FloatArray
    propensity: FloatArray
    yuan: IntArray
    explored_line: IntArray
    done_line: IntArray
    policy_number: IntArray


def verdict(at: Month, state: Columns, view: Columns, offer: Proposal) -> Verdict:
    """Decisions of the month for all borrowers."""
    applies = (state["open_month"] <= at.month) & ~state["applied"]
    quarter = at.month % 3 == 2
    reviewed = state["on_book"] & (quarter | state["review_failed"])
    failed = (applies | reviewed) & (at.uniform("review_system") < _failing(at))
    applies, reviewed = applies & ~failed, reviewed & ~failed
    opens, small = _admitted(at, state, offer, applies)
    explored, multiplier, propensity = _exploration(at, reviewed)
    let_in = small.nonzero()[0]
    explored[let_in], propensity[let_in] = True, _trial_share(at)
    multiplier[let_in] = _trial_limit(at) / offer.yuan[let_in]
    tried = _bounded(at, _tried(at, offer.yuan, multiplier))
    yuan, given = _given(at, state, _bounded(at, _changed(at, tried)))
    event = np.zeros(len(yuan), dtype=bool) if quarter else _triggered(at, state, view, reviewed)
    return Verdict(
        applied=applies,
        reviewed=reviewed,
        looked_at=event,
        opens=opens,
        cut=(event & (yuan < state["limit_yuan"])) | given,
        failed=failed,
        explored=explored,
        multiplier=multiplier,
        propensity=propensity,
        yuan=yuan,
        explored_line=tried - offer.yuan,
        done_line=yuan - tried,
        policy_number=view["policy_number"],
    )


def _tried(at: Month, yuan: IntArray, multiplier: FloatArray) -> IntArray:
    """Proposals after the pushes of exploration, of the few that are explored."""
    who = _explored(at, multiplier).nonzero()[0]
    size = EXPLORATION.compute(at.setting.of_causes, multiplier[who])
    tried = yuan.copy()
    tried[who] = np.rint(yuan[who] * np.exp(size))
    return tried


def _explored(at: Month, multiplier: FloatArray) -> BoolArray:
    tried: BoolArray = multiplier != 1.0
    if not at.setting.do:
        return tried
    return tried & ~at.does(WITHOUT + EXPLORATION.what.key)


def _changed(at: Month, yuan: IntArray) -> Array:
    """Limits that interventions double and halve."""
    if not at.setting.do:
        return yuan
    return yuan * (1.0 + at.does("double_limit")) * np.where(at.does("halve_limit"), 0.5, 1.0)


def _bounded(at: Month, yuan: Array) -> IntArray:
    bounds = float(at.number("anchor", "lowest_limit")), float(at.number("L15", "ceiling"))
    bounded = np.empty(len(yuan), dtype=np.int64)
    _bound(yuan, bounds, bounded)
    return bounded


@njit(cache=True, nogil=True)
def _bound(yuan, bounds, bounded):
    """Write whole hundreds between the lowest and the highest limit."""
    low, high = bounds
    for i in range(len(yuan)):
        bounded[i] = min(max(math.floor(yuan[i] / 100.0) * 100.0, low), high)


def _given(at: Month, state: Columns, yuan: IntArray) -> tuple[IntArray, BoolArray]:
    """Limits after an intervention that sets them, and which open lines it changes at once."""
    asked = at.asked("set_limit")
    if asked is None:
        return yuan, np.zeros(len(yuan), dtype=bool)
    sets = ~np.isnan(asked)
    wanted = np.where(sets, _bounded(at, np.where(sets, asked, 0.0)), yuan)
    return wanted, state["on_book"] & sets & (wanted != state["limit_yuan"])


def _failing(at: Month) -> float:
    return at.number("review_system", "fails")


def _trial_share(at: Month) -> float:
    return at.number("admission", "trial_share")


def _trial_limit(at: Month) -> float:
    return at.number("admission", "trial_limit")


def _admitted(
    at: Month, state: Columns, offer: Proposal, applies: BoolArray
) -> tuple[BoolArray, BoolArray]:
    """Who gets a line, and who of them is a rejected applicant let in to learn from."""
    # who has a line before month 0 was admitted then; nobody knows the others
    early = state["open_month"] < 0
    good = early | (offer.yuan >= at.number("admission", "least_proposal"))
    small = applies & ~good
    if small.any():
        small &= at.always("trial") < _trial_share(at)
    return (applies & good) | small, small


def _exploration(at: Month, reviewed: BoolArray) -> tuple[BoolArray, FloatArray, FloatArray]:
    share = at.number("review", "explored_share")
    looked_at = reviewed.nonzero()[0]
    who = looked_at[at.uniform("explore", looked_at) < share]
    explored, multiplier = np.zeros(len(reviewed), dtype=bool), np.ones(len(reviewed))
    explored[who] = True
    drawn = np.floor(at.uniform("multiplier", who) * len(MULTIPLIERS)).astype(np.int64)
    multiplier[who] = MULTIPLIERS[drawn]
    each = share / len(MULTIPLIERS)
    as_proposed = np.where(reviewed, 1.0 - share + each, 1.0)
    return explored, multiplier, np.where(multiplier == 1.0, as_proposed, each)


def _triggered(at: Month, state: Columns, view: Columns, reviewed: BoolArray) -> BoolArray:
    """Who is looked at between reviews: freshly overdue, risky use, or a rule that begins."""
    event = np.empty(len(reviewed), dtype=np.bool_)
    _find_triggered(
        (state["on_book"], reviewed, state["high_risk_out_fen"]),
        (state["dpd_before"], view["dpd"], float(at.number("review", "overdue_days"))),
        (state["rules_before"], view["region_tightening"], view["downturn_cut"]),
        (state["cap_before"], view["group_cap_yuan"]),
        event,
    )
    return event


@njit(cache=True, nogil=True)
def _find_triggered(lines, lateness, rules, caps, event):
    (on_book, reviewed, high_risk_out_fen), (dpd_before, dpd, overdue_days) = lines, lateness
    (rules_before, tightening, cut), (cap_before, cap) = rules, caps
    for i in range(len(event)):
        fresh = dpd[i] >= overdue_days and dpd_before[i] < overdue_days
        risky = high_risk_out_fen[i] > 0
        tighter = tightening[i] + cut[i] < rules_before[i] or cap[i] < cap_before[i]
        event[i] = on_book[i] and not reviewed[i] and (fresh or risky or tighter)
