"""What loan money is used for."""

import numpy as np

from mingxi.simulate.month import Columns, Month, sigmoid


def use_of_funds(at: Month, state: Columns) -> Columns:
    """Loan money moved to investments and to linked accounts (fen), and proof asked for."""
    drawn = state["drawn_fen"]
    bets = sigmoid(
        at.number("use_of_funds", "bets")
        + at.number("use_of_funds", "bets_per_appetite") * state["appetite"]
    )
    moved = (at.uniform("bets") < bets) & ~at.does("no_high_risk_use")
    share = 0.3 + 0.7 * at.uniform("bet_share")
    passes_on = sigmoid(
        at.number("use_of_funds", "passes_on")
        + at.number("use_of_funds", "passes_on_per_reliance") * state["reliance"]
    )
    linked = at.uniform("passes_on") < passes_on
    out = np.where(moved, np.floor(drawn * share), 0).astype(np.int64)
    passed = np.where(linked, np.floor((drawn - out) * share), 0).astype(np.int64)
    large = drawn >= 100 * at.number("use_of_funds", "large_loan")
    asked = at.uniform("proof_asked") < np.where(
        out > 0, at.number("use_of_funds", "asked_after_bet"), at.number("use_of_funds", "asked")
    )
    shown = at.uniform("proof_shown") < at.number("use_of_funds", "shown")
    still = np.where(state["use_proof_due"], ~shown, asked & (large | (out > 0)))
    return {"high_risk_out_fen": out, "linked_out_fen": passed, "use_proof_due": still}
