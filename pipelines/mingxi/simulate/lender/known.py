"""What the legacy lender looks at when it decides: columns named as its causes read them."""

import numpy as np

from mingxi.simulate.calendar import day_number
from mingxi.simulate.kept.past import Past
from mingxi.simulate.month import Array, Columns, Month
from mingxi.simulate.windows import value_on

_REPORTED = (
    "bureau_lenders",
    "bureau_due_fen",
    "bureau_late",
    "bureau_guarantees",
)


def known(at: Month, state: Columns, past: Past, row: int) -> Columns:
    """Columns read by the limit causes, as known at month end, shape (n,).

    The credit bureau reports one month late.
    """
    before = max(row - 1, 0)
    last = {name: past.columns[name][before] for name in _REPORTED}
    corrected = past.columns["marks_corrected"][before]
    income = np.where(
        np.isnan(state["estimate"]), at.number("anchor", "assumed_income"), state["estimate"]
    )
    return {
        "income_used": income,
        "dpd": state["dpd"],
        "late_months_3m": past.positive("late_days", row, 3),
        "worst_dpd_24m": past.largest("dpd", row, 24),
        "months_since_late": state["months_since_late"],
        "reborrows_3m": past.total("n_reborrows", row, 3),
        "lenders_known": last["bureau_lenders"],
        "inquiries_3m": past.total("bureau_inquiries", before, 3),
        "debt_ratio": _dues(state, last["bureau_due_fen"]) / income,
        # a mark set right is gone from the report: it costs (L08) and is given back (L19)
        "late_marks_known": last["bureau_late"] + corrected,
        "guarantees_known": last["bureau_guarantees"],
        "active_days_3m": past.mean("active_days", row, 3),
        "scenes_3m": past.mean("n_scenes", row, 3),
        "profile_items_missing": state["profile_items_missing"],
        "income_verified": state["income_verified"],
        "identity_valid": state["identity_valid"],
        "score": state["outside_score"],
        "score_change_3m": state["outside_score"] - past.earlier("outside_score", row, 3),
        "clean_months": np.minimum(state["months_since_late"], state["months_open"]),
        "months_used_12m": past.positive("paid_fen", row, 12),
        "marks_corrected": corrected,
        **_shares(past, row),
        **_group_rules(at, state),
    }


def _dues(state: Columns, due_elsewhere_fen: Array) -> Array:
    """Dues of the coming month with us, what is overdue, and dues elsewhere, yuan."""
    with_us = state["ladder"][:, 0] + state["unpaid"].sum(axis=1)
    return np.asarray((with_us + due_elsewhere_fen) / 100.0)


def _shares(past: Past, row: int) -> Columns:
    drawn = np.maximum(past.total("drawn_fen", row, 3), 1.0)
    spent = np.maximum(past.total("spend_fen", row, 6), 1.0)
    return {
        "high_risk_share_3m": past.total("high_risk_out_fen", row, 3) / drawn,
        "linked_share_3m": past.total("linked_out_fen", row, 3) / drawn,
        "instalment_share_6m": past.total("instalment_spend_fen", row, 6) / spent,
    }


def _group_rules(at: Month, state: Columns) -> Columns:
    """Rules that hold for a region, a line of work, a score band or everybody."""
    regions, trades = at.setting.names("region"), at.setting.names("industry")
    nothing = np.zeros(len(state["region"]))
    tightening = _rule(at, "region_tightening", state["region"], regions, nothing)
    cut = _rule(at, "downturn_cut", state["region"], regions, nothing)
    version = _rule(at, "policy_version", state["region"], regions, nothing)
    trade_cap = _rule(at, "industry_cap", state["industry"], trades, nothing + np.inf)
    weak = state["outside_score"] < at.number("L13", "weak_score")
    band_cap = np.where(weak, at.number("L13", "weak_score_cap"), np.inf)
    since = day_number(float(at.number("L15", "unproven_from")))
    unproven = ~state["income_verified"] & (at.last_day >= since)
    ceiling = np.where(unproven, at.number("L15", "unproven_ceiling"), np.inf)
    return {
        "region_tightening": tightening,
        "downturn_cut": cut,
        "group_cap_yuan": np.minimum(trade_cap, band_cap),
        "legal_ceiling_yuan": np.minimum(at.number("L15", "ceiling"), ceiling),
        "policy_number": version.astype(np.int64),
    }


def _rule(at: Month, kind: str, place: Array, places: tuple[str, ...], without: Array) -> Array:
    """Value of the notices of a kind that hold at month end, ``without`` one where none does."""
    windows = at.notices_by_kind.get(kind)
    if not windows:
        return without
    value = value_on(windows, kind, at.last_day, place, places)
    return np.where(np.isinf(value), without, value)
