"""The lender's month end: decide, write it down with its causes, and keep what is needed next."""

import numpy as np

from mingxi.simulate.declared.mechanisms_table import EXPLORATION
from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.kept.past import Past
from mingxi.simulate.lender.door import THEIR_POLICY, through_door
from mingxi.simulate.lender.known import known
from mingxi.simulate.lender.proposal import LINES, PLAYERS, Proposal, proposal
from mingxi.simulate.lender.review import CLOSED, EVENT, REGULAR, WELCOME, Verdict, verdict
from mingxi.simulate.lender.shares import yuan_shares
from mingxi.simulate.month import Array, BoolArray, Columns, IntArray, Month

BASE, DONE, LENDER = "base", "intervention", "lender"
# every row of an account of a limit: the start of a new line, players, ordered lines, closing, and
# the whole of a decision that a lender from outside made
ACCOUNT = (BASE, *PLAYERS, *LINES, EXPLORATION.what.key, DONE, CLOSED, LENDER)


def deciding(at: Month, state: Columns, past: Past, row: int, journal: Journal) -> Columns:
    """Limits after this month's decisions, and what the lender remembers of them."""
    view = known(at, state, past, row)
    offer = proposal(at, view, state["private"], state["proposal_yuan"])
    decided, theirs = through_door(at, state, past, row, verdict(at, state, view, offer))
    event = decided.opens | decided.reviewed | decided.cut
    limit = np.where(event, decided.yuan, state["limit_yuan"])
    limit = np.where(state["written_off_now"], 0, limit)
    trial = decided.opens & decided.explored
    return {
        "limit_yuan": limit,
        "on_book": state["on_book"] | decided.opens,
        "applied": state["applied"] | ((state["open_month"] <= at.month) & ~decided.failed),
        "review_failed": decided.failed,
        # a line opened to learn from grows step by step from its own small start
        "proposal_yuan": np.where(
            event, np.where(trial, decided.yuan, offer.yuan), state["proposal_yuan"]
        ),
        "shown_yuan": _shown(at, state, limit),
        **_memory(state, past, row, view),
        **(_account(at, state, offer, (decided, theirs), journal) if journal.kept else {}),
    }


def _account(
    at: Month,
    state: Columns,
    offer: Proposal,
    given: tuple[Verdict, BoolArray],
    journal: Journal,
) -> Columns:
    """What the next account of a limit starts from; this month's is written into the journal."""
    decided, theirs = given
    event = decided.opens | decided.reviewed | decided.cut
    lines = np.array([*offer.added, decided.explored_line, decided.done_line]).T
    _write_events(at, state, offer, decided, np.nonzero(event)[0], journal)
    _write_causes(at, state, offer, lines, np.nonzero(event & ~theirs)[0], journal)
    _write_theirs(at, state, decided, np.nonzero(event & theirs)[0], journal)
    _write_closings(at, state, decided, journal)
    return {
        "pushes": np.where(event[:, None], offer.pushes, state["pushes"]),
        "level": np.where(event, offer.level, state["level"]),
        "lines": np.where(event[:, None], lines, state["lines"]),
    }


def _shown(at: Month, state: Columns, limit: IntArray) -> Array:
    """Limit that the borrower's display shows early next month: some see a cut too late."""
    shown, cut = limit.copy(), ((limit > 0) & (limit < state["limit_yuan"])).nonzero()[0]
    stale = cut[at.uniform("old_display", cut) < at.number("B07", "old_display_share")]
    shown[stale] = state["limit_yuan"][stale]
    return shown


def _memory(state: Columns, past: Past, row: int, view: Columns) -> Columns:
    half_year_ago = past.earlier("log_estimate", row, 6)
    return {
        "rules_before": view["region_tightening"] + view["downturn_cut"],
        "cap_before": view["group_cap_yuan"],
        "known_dues": view["debt_ratio"] * view["income_used"],
        "known_income": view["income_used"],
        "income_fall_6m": -np.expm1(state["log_estimate"] - half_year_ago),
        "limit_requests_3m": past.total("n_limit_requests", row, 3),
    }


def _write_events(
    at: Month, state: Columns, offer: Proposal, decided: Verdict, who: IntArray, journal: Journal
) -> None:
    # a lender from outside proposes what it grants
    proposed = np.where(decided.policy_number == THEIR_POLICY, decided.yuan, offer.yuan)
    told = np.where(decided.opens, WELCOME, np.where(decided.reviewed, REGULAR, EVENT))
    journal.add(
        "limit_events",
        borrower_id=state["borrower_id"][who],
        month=np.full(len(who), at.month),
        old_fen=state["limit_yuan"][who] * 100,
        new_fen=decided.yuan[who] * 100,
        proposal_fen=proposed[who] * 100,
        multiplier=decided.multiplier[who],
        propensity=decided.propensity[who],
        explored=decided.explored[who],
        policy_number=decided.policy_number[who],
        told=told[who],
    )


def _write_causes(
    at: Month, state: Columns, offer: Proposal, lines: IntArray, who: IntArray, journal: Journal
) -> None:
    """Account of each decision in yuan: it adds up to new − old exactly."""
    opened = ~state["on_book"][who]
    base = at.number("anchor", "base")
    old_level = np.where(opened, base, state["level"][who])
    old_pushes = np.where(opened[:, None], 0.0, state["pushes"][who])
    old_lines = np.where(opened[:, None], 0, state["lines"][who])
    steps = offer.pushes[who] - old_pushes
    moved = np.rint(offer.level[who]).astype(np.int64) - np.rint(old_level).astype(np.int64)
    shares = yuan_shares(old_level, steps, moved)
    start = np.where(opened, np.rint(base), 0).astype(np.int64)
    nothing = np.zeros(len(who), dtype=np.int64)
    yuan = np.column_stack([start, shares, lines[who] - old_lines, nothing, nothing])
    log_effect = np.zeros(yuan.shape)
    log_effect[:, 1 : 1 + len(PLAYERS)] = steps
    journal.add(
        "limit_pushes",
        borrower_id=state["borrower_id"][who],
        month=np.full(len(who), at.month),
        pushes=offer.pushes[who].astype(np.float32),
    )
    _write_rows(at, state["borrower_id"][who], yuan, log_effect, journal)


def _write_theirs(
    at: Month, state: Columns, decided: Verdict, who: IntArray, journal: Journal
) -> None:
    """Account of decisions of a lender from outside: one line, the causes are its own business."""
    yuan = np.zeros((len(who), len(ACCOUNT)), dtype=np.int64)
    yuan[:, ACCOUNT.index(LENDER)] = decided.yuan[who] - state["limit_yuan"][who]
    _write_rows(at, state["borrower_id"][who], yuan, np.zeros(yuan.shape), journal)


def _write_closings(at: Month, state: Columns, decided: Verdict, journal: Journal) -> None:
    who = np.nonzero(state["written_off_now"])[0]
    yuan = np.zeros((len(who), len(ACCOUNT)), dtype=np.int64)
    yuan[:, ACCOUNT.index(CLOSED)] = -state["limit_yuan"][who]
    _write_rows(at, state["borrower_id"][who], yuan, np.zeros(yuan.shape), journal)
    journal.add(
        "limit_events",
        borrower_id=state["borrower_id"][who],
        month=np.full(len(who), at.month),
        old_fen=state["limit_yuan"][who] * 100,
        new_fen=np.zeros(len(who), dtype=np.int64),
        proposal_fen=np.zeros(len(who), dtype=np.int64),
        multiplier=np.ones(len(who)),
        propensity=np.ones(len(who)),
        explored=np.zeros(len(who), dtype=bool),
        policy_number=decided.policy_number[who],
        told=np.full(len(who), CLOSED),
    )


def _write_rows(
    at: Month, borrower_id: IntArray, yuan: IntArray, log_effect: Array, journal: Journal
) -> None:
    who, what = np.nonzero(yuan)
    journal.add(
        "limit_causes",
        borrower_id=borrower_id[who],
        month=np.full(len(who), at.month),
        mechanism=what,
        log_effect=log_effect[who, what],
        yuan=yuan[who, what],
    )
