"""What loan money is used for."""

import numpy as np

from mingxi.simulate.month import Array, BoolArray, Columns, IntArray, Month, sigmoid


def use_of_funds(at: Month, state: Columns) -> Columns:
    """Loan money moved to investments and to linked accounts (fen), and proof asked for."""
    who = np.nonzero(state["drawn_fen"])[0]
    drawn = state["drawn_fen"][who]
    bets = sigmoid(
        at.number("use_of_funds", "bets")
        + at.number("use_of_funds", "bets_per_appetite") * state["appetite"][who]
    )
    moved = (at.uniform("bets", who) < bets) & ~at.does("no_high_risk_use")[who]
    share = 0.3 + 0.7 * at.uniform("bet_share", who)
    passes_on = sigmoid(
        at.number("use_of_funds", "passes_on")
        + at.number("use_of_funds", "passes_on_per_reliance") * state["reliance"][who]
    )
    linked = at.uniform("passes_on", who) < passes_on
    out = np.where(moved, np.floor(drawn * share), 0).astype(np.int64)
    passed = np.where(linked, np.floor((drawn - out) * share), 0).astype(np.int64)
    large = drawn >= 100 * at.number("use_of_funds", "large_loan")
    asked = at.uniform("proof_asked", who) < np.where(
        out > 0, at.number("use_of_funds", "asked_after_bet"), at.number("use_of_funds", "asked")
    )
    return {
        "high_risk_out_fen": _of_all(state, who, out),
        "linked_out_fen": _of_all(state, who, passed),
        "use_proof_due": np.where(
            state["use_proof_due"],
            ~_shown(at, state),
            _of_all(state, who, asked & (large | (out > 0))),
        ),
    }


def _of_all(state: Columns, who: IntArray, values: Array) -> Array:
    """Values of ``who`` among those of all borrowers, 0 for the others, shape (n,)."""
    whole = np.zeros(len(state["drawn_fen"]), dtype=values.dtype)
    whole[who] = values
    return whole


def _shown(at: Month, state: Columns) -> BoolArray:
    """Who shows the proof that was asked for, shape (n,)."""
    who = np.nonzero(state["use_proof_due"])[0]
    shown = at.uniform("proof_shown", who) < at.number("use_of_funds", "shown")
    return _of_all(state, who, shown)
