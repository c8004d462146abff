"""What every column that a mechanism reads is made from: the lender's eyes, declared.

The computation stands in ``lender/known.py`` (limits), ``lender/gate.py`` (draws) and
``lender/proposal.py``; a test changes every column of the state and of the past and looks which
of these columns move.

Sources are columns of the state; ``recorded/…`` is a column of the past; ``payments`` and
``posted`` are the month's payments and the days on which they are posted; ``request`` is what the
borrower asks for; ``notice/…`` and ``incident/…`` are dated windows of ``configs/world/``;
``proposal`` is the limit as it stands after the steps before, ``review`` the draw of lots.
"""

from collections.abc import Mapping

from mingxi.simulate.kept.past import IN_YUAN, RENAMED

_SOURCES = {
    # limits
    "dpd": "dpd",
    "late_months_3m": "recorded/late_days",
    "worst_dpd_24m": "recorded/dpd",
    "months_since_late": "months_since_late",
    "reborrows_3m": "recorded/n_reborrows",
    "lenders_known": "recorded/bureau_lenders",
    "inquiries_3m": "recorded/bureau_inquiries",
    "debt_ratio": "estimate ladder unpaid recorded/bureau_due_fen",
    "instalment_share_6m": "recorded/instalment_spend_fen recorded/spend_fen",
    "high_risk_share_3m": "recorded/high_risk_out_fen recorded/drawn_fen",
    "linked_share_3m": "recorded/linked_out_fen recorded/drawn_fen",
    "late_marks_known": "recorded/bureau_late recorded/marks_corrected",
    "guarantees_known": "recorded/bureau_guarantees",
    "active_days_3m": "recorded/active_days",
    "scenes_3m": "recorded/n_scenes",
    "profile_items_missing": "profile_items_missing",
    "income_verified": "income_verified",
    "identity_valid": "identity_valid",
    "score": "outside_score",
    "score_change_3m": "outside_score recorded/outside_score",
    "region_tightening": "region notice/region_tightening",
    "log_level": "proposal",
    "group_cap_yuan": "industry outside_score notice/industry_cap",
    "downturn_cut": "region notice/downturn_cut",
    "legal_ceiling_yuan": "income_verified",
    "policy_number": "region notice/policy_version",
    "clean_months": "months_since_late months_open",
    "months_used_12m": "recorded/paid_fen",
    "multiplier": "review",
    "marks_corrected": "recorded/marks_corrected",
    # draws
    "request_fen": "request",
    "n_sent": "request",
    "available_fen": "limit_yuan ladder unpaid carried_fen carried_on payments posted",
    "after_posting_fen": "limit_yuan ladder unpaid payments",
    "shown_fen": "shown_yuan limit_yuan ladder unpaid payments",
    "overdue_today": "payments",
    "debt_ratio_after": "known_dues known_income request",
    "income_fall_6m": "income_fall_6m",
    "draws_30d": "n_draws n_draws_before",
    "inquiries_last_month": "inquiries_before",
    "papers_expired": "identity_valid",
    "limit_requests_3m": "limit_requests_3m",
    "proof_due": "use_proof_due",
    "anomaly": "anomaly",
    "incident_today": "region incident/maintenance incident/network",
    "short_today": "region incident/funds_short",
    "stop_today": "region notice/draw_stop",
    "consent_missing": "consent_confirmed",
    "purpose_forbidden": "request",
    "draw_most_fen": "draw_most_fen",
}

SEEN: Mapping[str, tuple[str, ...]] = {
    column: tuple(sources.split()) for column, sources in _SOURCES.items()
}
RECORDED = "recorded/"
_MARKS = ("new_late_marks", "wrong_marks")


def state_columns(source: str) -> tuple[str, ...]:
    """Columns of the state behind a source of `SEEN`; none for windows, lots and requests.

    Examples
    --------
    >>> state_columns("recorded/bureau_lenders"), state_columns("dpd")
    (('lenders',), ('dpd',))
    """
    if not source.startswith(RECORDED):
        outside = "/" in source or source in ("proposal", "review", "request")
        return () if outside else (source,)
    name = source.removeprefix(RECORDED)
    if name == "bureau_late":
        return _MARKS
    return (RENAMED.get(name) or IN_YUAN.get(name) or name,)
