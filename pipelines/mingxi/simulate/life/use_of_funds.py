"""What loan money is used for."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import math

import numpy as np
from numba import njit

from mingxi.simulate.month import BoolArray, Columns, Month, sigmoid

LOTS = ("bets", "bet_share", "passes_on", "proof_asked")
PROOF = ("large_loan", "asked", "asked_after_bet")


def use_of_funds(at: Month, state: Columns) -> Columns:
    """Loan money moved to investments and to linked accounts (fen), and proof asked for."""
    who = state["drawn_fen"].nonzero()[0]
    bets = sigmoid(
        at.number("use_of_funds", "bets")
        + at.number("use_of_funds", "bets_per_appetite") * state["appetite"][who]
    )
    if at.setting.do:
        bets = np.where(at.does("no_high_risk_use")[who], 0.0, bets)
    passes_on = sigmoid(
        at.number("use_of_funds", "passes_on")
        + at.number("use_of_funds", "passes_on_per_reliance") * state["reliance"][who]
    )
    invested, passed = np.zeros((2, len(state["drawn_fen"])), dtype=np.int64)
    proof_due = _still_due(at, state)
    _find_use(
        (who, state["drawn_fen"], state["use_proof_due"]),
        (at.uniforms(LOTS, who), bets, passes_on, at.numbers("use_of_funds", PROOF)),
        (invested, passed, proof_due),
    )
    return {
        "high_risk_out_fen": invested,
        "linked_out_fen": passed,
        "use_proof_due": proof_due,
    }


@njit(cache=True, nogil=True)
def _find_use(borrowers, chances, out):
    """Write what those who drew a loan do with it, and who of them is newly asked for proof."""
    (who, drawn_fen, asked_before), (lots, bets, passes_on, numbers) = borrowers, chances
    (large_loan, usual, after_bet), (invested, passed, proof_due) = numbers, out
    for j in range(len(who)):
        i, drawn = who[j], drawn_fen[who[j]]
        share = 0.3 + 0.7 * lots[1, j]
        if lots[0, j] < bets[j]:
            invested[i] = math.floor(drawn * share)
        if lots[2, j] < passes_on[j]:
            passed[i] = math.floor((drawn - invested[i]) * share)
        looked_at = drawn >= 100 * large_loan or invested[i] > 0
        asked = lots[3, j] < (after_bet if invested[i] > 0 else usual)
        if not asked_before[i]:
            proof_due[i] = asked and looked_at


def _still_due(at: Month, state: Columns) -> BoolArray:
    """Who was asked for proof before and has not shown it, shape (n,)."""
    due: BoolArray = state["use_proof_due"].copy()
    who = due.nonzero()[0]
    due[who] = at.uniform("proof_shown", who) >= at.number("use_of_funds", "shown")
    return due
