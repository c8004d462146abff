"""Papers and profile: what a borrower has shown, filled in, switched on or been asked for."""

import numpy as np

from mingxi.simulate.month import Array, Columns, Month


def papers(at: Month, state: Columns) -> Columns:
    """Profile, papers and flags at month end, and the income that the lender can see.

    ``estimate`` is in yuan per month and NaN where nothing is known: many gig workers leave no
    trace of pay.
    """
    complete = at.does("complete_profile")
    verified = state["income_verified"] | (at.uniform("verify") < at.number("papers", "verify"))
    fills = at.uniform("fill_item") < at.number("papers", "fill_item")
    missing = np.maximum(state["profile_items_missing"] - fills, 0)
    switched = at.uniform("autopay") < at.number("papers", "switch_autopay_on")
    expired = _flag(at, ~state["identity_valid"], "identity")
    log_estimate = _log_estimate(at, state, verified)
    return {
        "income_verified": verified,
        "log_estimate": log_estimate,
        "estimate": np.where(state["income_seen"] | verified, np.exp(log_estimate), np.nan),
        "profile_items_missing": np.where(complete, 0, missing),
        "identity_valid": ~expired | complete,
        "autopay": state["autopay"] | switched | at.does("autopay_on"),
        "anomaly": _flag(at, state["anomaly"], "anomaly"),
    }


def _flag(at: Month, up: Array, name: str) -> Array:
    """A flag that goes up and comes down again, each with its monthly chance."""
    u = at.uniform(name)
    rises, clears = at.number("papers", f"{name}_rises"), at.number("papers", f"{name}_clears")
    return np.where(up, u >= clears, u < rises)


def _log_estimate(at: Month, state: Columns, verified: Array) -> Array:
    # the lender's error is lasting, smaller with papers; its estimate follows the truth slowly
    size = np.where(
        verified, at.number("papers", "error_with_papers"), at.number("papers", "error_without")
    )
    fresh = np.log(state["income"]) + size * state["estimate_error"]
    slow = at.number("papers", "estimate_memory")
    return np.asarray(slow * state["log_estimate"] + (1.0 - slow) * fresh)
