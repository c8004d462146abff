"""Papers and profile: what a borrower has shown, filled in, switched on or been asked for."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
import numpy as np
from numba import njit

from mingxi.simulate.month import BoolArray, Columns, Month
from mingxi.simulate.windows import RISK_NOTICE

SHOWN = (
    "has_assets",
    "assets_verified",
    "income_verified",
    "identity_valid",
    "autopay",
    "anomaly",
    "income_seen",
    "profile_items_missing",
)
LOTS = ("verify", "fill_item", "autopay", "identity", "anomaly")
CHANCES = (
    "verify",
    "fill_item",
    "switch_autopay_on",
    "identity_rises",
    "identity_clears",
    "anomaly_rises",
    "anomaly_clears",
    "error_with_papers",
    "error_without",
    "estimate_memory",
)


def papers(at: Month, state: Columns) -> Columns:
    """Profile, papers and flags at month end, and the income that the lender can see.

    ``estimate`` and ``inflow`` are in yuan per month and NaN where nothing is known: many gig
    workers leave no trace of pay.
    """
    n, done = len(state["income"]), at.does("complete_profile")
    flags, missing = np.empty((6, n), dtype=np.bool_), np.empty(n, dtype=np.int64)
    log_estimate = np.empty(n)
    _find_papers(
        tuple(state[name] for name in SHOWN),
        (state["log_estimate"], state["estimate_error"], np.log(state["income"])),
        (at.uniforms(LOTS), done, at.does("autopay_on")),
        (at.numbers("papers", CHANCES), float(at.number("assets", "verify"))),
        (flags, missing, log_estimate),
    )
    verified, assets_verified, valid, autopay, anomaly, seen = flags
    consent = _consent(at, state)
    return {
        "income_verified": verified,
        "assets_verified": assets_verified,
        "log_estimate": log_estimate,
        "estimate": np.where(seen, np.exp(log_estimate), np.nan),
        "inflow": np.where(seen, state["income"], np.nan),
        "profile_items_missing": missing,
        "identity_valid": valid,
        "consent_confirmed": consent | done if at.setting.do else consent,
        "autopay": autopay,
        "anomaly": anomaly,
    }


@njit(cache=True, nogil=True)
def _find_papers(shown, income, luck, numbers, out):
    """Write flags, items missing and the log of the income estimated, borrower by borrower."""
    has_assets, assets, verified, valid, autopay, anomaly, income_seen, missing = shown
    (log_estimate, error, log_income), (lots, complete, autopay_on), (flags, left, new) = (
        income,
        luck,
        out,
    )
    chances, verify_assets = numbers
    verify, fill, switch, id_rises, id_clears, odd_rises, odd_clears = chances[:7]
    error_with, error_without, slow = chances[7:]
    for i in range(len(left)):
        shows = verified[i] or lots[0, i] < verify
        # the same walk to the lender as with papers of income, so from the same lot, its far end
        assets_shown = assets[i] or (has_assets[i] and lots[0, i] > 1.0 - verify_assets)
        # a flag goes up and comes down again, each with its monthly chance
        expired = lots[3, i] < id_rises if valid[i] else lots[3, i] >= id_clears
        odd = lots[4, i] >= odd_clears if anomaly[i] else lots[4, i] < odd_rises
        flags[0, i], flags[1, i], flags[2, i] = shows, assets_shown, not expired or complete[i]
        flags[3, i] = autopay[i] or lots[2, i] < switch or autopay_on[i]
        flags[4, i], flags[5, i] = odd, income_seen[i] or shows
        left[i] = 0 if complete[i] else max(missing[i] - (lots[1, i] < fill), 0)
        # the lender's error is lasting, smaller with papers; its estimate follows slowly
        fresh = log_income[i] + (error_with if shows else error_without) * error[i]
        new[i] = slow * log_estimate[i] + (1.0 - slow) * fresh


def _consent(at: Month, state: Columns) -> BoolArray:
    """Whether the newest risk notice is confirmed at month end: a new one asks everybody again."""
    first = int(at.starts[0])
    new = any(w.kind == RISK_NOTICE and first <= w.starts_on <= at.last_day for w in at.notices)
    held = state["consent_confirmed"] & (not new)
    if held.all():
        return np.asarray(held)
    return np.asarray(held | (at.uniform("consent") < at.number("consent", "confirms")))
