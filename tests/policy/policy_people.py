"""People and policies that the tests of this room share."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from hypothesis import strategies as st

from mingxi.policy.policy import Policy
from mingxi.policy.rulings import outcomes, rulings
from mingxi.policy.terms import policy
from mingxi.policy.trace import Trace
from mingxi.records.application import Applications
from mingxi.records.rulings import Rulings

CONFIGS = Path(__file__).parents[2] / "configs" / "policy"
NEVER = np.datetime64("NaT", "D")

# nobody has a reason to stop or lower this person
CLEAN: dict[str, Any] = {
    "has_line": True,
    "outstanding": 0,
    "pending": 0,
    "monthly_income": 10_000.0,
    "region": "hebei",
    "segment": "salaried",
    "industry": "it",
    "identity_valid": True,
    "profile_items_missing": 0,
    "days_past_due": 0,
    "anomaly": False,
    "use_proof_due": False,
    "draws_this_month": 0,
    "submissions_busiest_day": 0,
    "inquiries_last_month": 0,
    "system_incident": False,
    "funds_short": False,
    "repaid_on": NEVER,
    "posted_on": NEVER,
    "network_incident": False,
    "review_error": False,
    "of_age": True,
    "resident": True,
    "on_legal_list": False,
    "other_account": False,
    "request_items_missing": 0,
    "details_unverified": 0,
    "dispute_open": False,
    "court_record_on": NEVER,
    "consent_missing": False,
    "other_product_days": 0,
    "purpose": "",
    "requested_amount": 0,
    "pd_12m": 0.008,
    "proposed": 20_000.0,
}
DAYS = ("repaid_on", "posted_on", "court_record_on")

Person = Mapping[str, Any]


def document(name: str = "base") -> dict[str, Any]:
    """Parsed policy file, fresh for every caller."""
    return deepcopy(_parsed(name))


@cache
def _parsed(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((CONFIGS / f"{name}.yaml").read_text("utf-8"))
    return content


def only(rules: Sequence[str] | None) -> Policy:
    """Base policy with these rules only; None: all."""
    content = document()
    if rules is not None:
        content["rules"] = [one for one in content["rules"] if one["rule"] in rules]
    return policy(content)


def inputs(people: Sequence[Person], on: date) -> tuple[Applications, Any, Any]:
    """Applications, risk and proposal; whatever a person leaves out is as in `CLEAN`."""
    rows = [{**CLEAN, **person} for person in people]
    facts = {
        name: np.array(
            [row[name] for row in rows], dtype="datetime64[D]" if name in DAYS else None
        )
        for name in CLEAN
    }
    risk, proposed = facts.pop("pd_12m"), facts.pop("proposed")
    return Applications(on, np.arange(len(rows)), facts), risk, proposed


def decided(people: Sequence[Person], on: date, under: Policy) -> Rulings:
    return rulings(*inputs(people, on), under)


def shown(people: Sequence[Person], on: date, under: Policy) -> Trace:
    return outcomes(*inputs(people, on), under)


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


# people near every boundary of the base policy, so that few examples meet many rules
PEOPLE = st.fixed_dictionaries(
    {
        "has_line": st.booleans(),
        "outstanding": st.sampled_from([0, 400, 9_500, 9_501, 19_950, 30_000]),
        "pending": st.sampled_from([0, 0, 60]),
        "monthly_income": st.sampled_from([float("nan"), 60.0, 1_250.0, 10_000.0, 50_000.0]),
        "region": st.sampled_from(["hebei", "yunnan", "gansu"]),
        "industry": st.sampled_from(["it", "catering"]),
        "identity_valid": st.sampled_from([True, True, False]),
        "profile_items_missing": st.sampled_from([0, 2, 3]),
        "days_past_due": st.sampled_from([0, 0, 0, 1, 59, 60]),
        "anomaly": st.sampled_from([False, False, True]),
        "use_proof_due": st.sampled_from([False, False, True]),
        "draws_this_month": st.sampled_from([0, 4, 5]),
        "submissions_busiest_day": st.sampled_from([0, 5, 6]),
        "inquiries_last_month": st.sampled_from([0, 4, 5]),
        "system_incident": st.sampled_from([False, False, True]),
        "funds_short": st.sampled_from([False, False, True]),
        "court_record_on": st.sampled_from([NEVER, NEVER, NEVER, day("2024-03-01")]),
        "dispute_open": st.sampled_from([False, False, True]),
        "consent_missing": st.sampled_from([False, False, False, True]),
        "requested_amount": st.sampled_from([0, 0, 3_000, 3_001, 250_000]),
        "repaid_on": st.sampled_from([NEVER, day("2025-12-30")]),
        "posted_on": st.sampled_from([day("2025-12-31"), day("2026-01-02")]),
        "pd_12m": st.sampled_from([0.0, 0.01, 0.0251, 0.05, 0.1, 0.11, 0.12, 0.2, 1.0]),
        "proposed": st.one_of(
            st.sampled_from([-5.0, 0.0, 94.0, 499.6, 555.0, 5_000.0, 10_040.0, 250_000.0]),
            st.floats(0, 300_000),
        ),
    }
)
