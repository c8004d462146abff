"""What begins anew each month, and what is remembered of the month before."""

import numpy as np

from mingxi.simulate.month import Columns, Month


def month_start(at: Month, state: Columns) -> Columns:
    """Counters set to zero, last month's values kept, months counted on, shape (n,)."""
    n = len(state["borrower_id"])
    return {
        "n_draws_before": state["n_draws"],
        "inquiries_before": state["inquiries"],
        "dpd_before": state["dpd"],
        # money just borrowed pays the next instalments
        "cushion": at.number("repaying", "cushion_memory") * state["cushion"]
        + (state["n_draws"] > 0),
        "months_open": np.maximum(at.month - state["open_month"], 0),
        **{
            name: np.zeros(n, dtype=np.int64)
            for name in ("n_draws", "drawn_fen", "n_reborrows", "n_submissions")
        },
    }
