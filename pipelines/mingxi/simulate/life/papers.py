"""Papers and profile: what a borrower has shown, filled in, switched on or been asked for."""

import numpy as np

from mingxi.simulate.month import Array, BoolArray, Columns, Month
from mingxi.simulate.windows import RISK_NOTICE


def papers(at: Month, state: Columns) -> Columns:
    """Profile, papers and flags at month end, and the income that the lender can see.

    ``estimate`` and ``inflow`` are in yuan per month and NaN where nothing is known: many gig
    workers leave no trace of pay.
    """
    complete = at.does("complete_profile")
    lot = at.uniform("verify")
    verified = state["income_verified"] | (lot < at.number("papers", "verify"))
    fills = at.uniform("fill_item") < at.number("papers", "fill_item")
    missing = np.maximum(state["profile_items_missing"] - fills, 0)
    switched = at.uniform("autopay") < at.number("papers", "switch_autopay_on")
    expired = _flag(at, ~state["identity_valid"], "identity")
    log_estimate = _log_estimate(at, state, verified)
    seen = state["income_seen"] | verified
    return {
        "income_verified": verified,
        "assets_verified": state["assets_verified"] | _shows_assets(at, state, lot),
        "log_estimate": log_estimate,
        "estimate": np.where(seen, np.exp(log_estimate), np.nan),
        "inflow": np.where(seen, state["income"], np.nan),
        "profile_items_missing": np.where(complete, 0, missing),
        "identity_valid": ~expired | complete,
        "consent_confirmed": _consent(at, state) | complete,
        "autopay": state["autopay"] | switched | at.does("autopay_on"),
        "anomaly": _flag(at, state["anomaly"], "anomaly"),
    }


def _flag(at: Month, up: Array, name: str) -> Array:
    """A flag that goes up and comes down again, each with its monthly chance."""
    u = at.uniform(name)
    rises, clears = at.number("papers", f"{name}_rises"), at.number("papers", f"{name}_clears")
    return np.where(up, u >= clears, u < rises)


def _shows_assets(at: Month, state: Columns, lot: Array) -> BoolArray:
    # the same walk to the lender as with papers of income, so from the same lot, at its far end
    return np.asarray(state["has_assets"] & (lot > 1.0 - at.number("assets", "verify")))


def _consent(at: Month, state: Columns) -> BoolArray:
    """Whether the newest risk notice is confirmed at month end: a new one asks everybody again."""
    first = int(at.starts[0])
    new = any(w.kind == RISK_NOTICE and first <= w.starts_on <= at.last_day for w in at.notices)
    held = state["consent_confirmed"] & (not new)
    if held.all():
        return np.asarray(held)
    return np.asarray(held | (at.uniform("consent") < at.number("consent", "confirms")))


def _log_estimate(at: Month, state: Columns, verified: Array) -> Array:
    # the lender's error is lasting, smaller with papers; its estimate follows the truth slowly
    size = np.where(
        verified, at.number("papers", "error_with_papers"), at.number("papers", "error_without")
    )
    fresh = np.log(state["income"]) + size * state["estimate_error"]
    slow = at.number("papers", "estimate_memory")
    return np.asarray(slow * state["log_estimate"] + (1.0 - slow) * fresh)
