"""Spending through the platform."""

import numpy as np

from mingxi.simulate.month import Columns, Month, clipped, sigmoid


def spending(at: Month, state: Columns) -> Columns:
    """Amount, instalment part, kinds of spending and active days of the month, shape (n,)."""
    engaged, strained = state["engagement"], np.tanh(np.maximum(state["distress"], 0.0))
    share = at.number("spending", "share_of_income") * np.exp(
        at.number("spending", "share_per_engagement") * engaged
        + at.number("spending", "amount_swing") * at.normal("spend")
        - at.number("spending", "share_per_strain") * strained
    )
    on_instalments = sigmoid(
        at.number("spending", "instalment_level")
        + at.number("spending", "instalment_per_reliance") * state["reliance"]
        + at.number("spending", "instalment_per_stretch") * state["stretch"]
    )
    on_instalments = np.where(at.does("no_instalment_spending"), 0.0, on_instalments)
    spend = np.minimum(share, 1.0) * state["income"]
    scenes = at.number("spending", "scenes") + engaged * at.number("spending", "scenes_spread")
    usual = at.number("spending", "days")
    usual += at.number("spending", "days_per_year") * at.month / 12.0
    days = usual + engaged * at.number("spending", "days_spread")
    days = days - at.number("spending", "days_per_strain") * strained
    return {
        "spend": spend,
        "instalment_spend": spend * on_instalments,
        "n_scenes": clipped(np.rint(scenes + at.normal("scenes")), 0, 16).astype(np.int64),
        "active_days": clipped(np.rint(days + 2.0 * at.normal("days")), 0, 28).astype(np.int64),
    }
