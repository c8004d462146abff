"""What the policy looks at beside the models: standing facts of a borrower on the decision day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData, nearest

Array = NDArray[Any]

# every fact a rule may read; money in whole currency units
STANDING: dict[str, str] = {
    "has_line": "bool: the line is open",
    "outstanding": "int64, money: principal owed on this line, rounded up",
    "pending": "int64, money: repayment received but not yet posted, rounded up",
    "monthly_income": "float64, money per month; NaN unknown",
    "region": "str: province-level region",
    "segment": "str: kind of work",
    "industry": "str: line of work",
    "identity_valid": "bool",
    "profile_items_missing": "int64, count",
    "days_past_due": "int64, days overdue with us now",
    "anomaly": "bool: an unusual payment awaits confirmation",
    "use_proof_due": "bool: proof of use was asked for and not given",
    "draws_this_month": "int64, count",
    "submissions_busiest_day": "int64, count",
    "inquiries_last_month": "int64, count: fresh checks by other lenders; 0 where not known",
    "system_incident": "bool: our system is under maintenance for this region on the day",
    "funds_short": "bool: no lendable funds on the day",
    "repaid_on": "datetime64[D]: last repayment received; NaT none",
    "posted_on": "datetime64[D]: day that repayment is posted, expected or done; NaT none",
    "network_incident": "bool: a fault of the network touches this region on the day",
    "review_error": "bool: a check broke off before it was done",
    "of_age": "bool: 18 or older; nothing else of the age is ever looked at",
    "resident": "bool: lives where the product is offered",
    "on_legal_list": "bool: on a list of people whom the law bars from service",
    "other_account": "bool: has another account",
    "request_items_missing": "int64, count: items of the request that are not filled in",
    "details_unverified": "int64, count: details given that could not be verified",
    "dispute_open": "bool: a dispute of the credit report awaits its answer",
    "court_record_on": "datetime64[D]: oldest court order that is not followed; NaT none",
    "consent_missing": "bool: the risk notice in force is not confirmed",
    "other_product_days": "int64, days overdue on another product with us",
    "purpose": "str: what the loan is for, as stated; empty: not stated",
    "requested_amount": "int64, money: amount asked for; 0: no request",
    "limit_when_asked": "int64, money: limit shown when the person asked; 0: no request",
    "reviewed_on": "datetime64[D]: a person looked at the result and it stood; NaT none",
    "report_on": "datetime64[D]: day of the credit report that was used; NaT not known",
    "assets_verified": "bool: has assets that were verified",
}

_NEVER = np.datetime64("NaT", "D")
# what a fact is taken for where a table does not hold it, so that its rule stops nobody; a fact
# that is not listed must be there
UNKNOWN: dict[str, Any] = {
    "network_incident": False,
    "review_error": False,
    "of_age": True,
    "resident": True,
    "on_legal_list": False,
    "other_account": False,
    "request_items_missing": 0,
    "details_unverified": 0,
    "dispute_open": False,
    "court_record_on": _NEVER,
    "consent_missing": False,
    "other_product_days": 0,
    "purpose": "",
    "requested_amount": 0,
    "limit_when_asked": 0,
    "reviewed_on": _NEVER,
    "report_on": _NEVER,
    "assets_verified": False,
}


@dataclass(frozen=True)
class Applications:
    """Standing facts of n borrowers on one day.

    Parameters
    ----------
    on : date
        Decision day.
    borrower_id : ndarray of shape (n,)
    facts : mapping of str to ndarray of shape (n,)
        A subset of `STANDING`; a rule that reads a missing fact refuses with its name, unless
        `UNKNOWN` says what it is taken for.
    """

    on: date
    borrower_id: Array
    facts: Mapping[str, Array]

    def __post_init__(self) -> None:
        for name, values in self.facts.items():
            if name not in STANDING:
                raise BadData(
                    f"standing fact {name!r}", "it is not known", nearest(name, STANDING)
                )
            if values.shape != (len(self.borrower_id),):
                raise BadData(
                    f"standing fact {name!r}",
                    f"{values.shape} values for {len(self.borrower_id)} borrowers",
                    "Give one value per borrower",
                )

    def __len__(self) -> int:
        return len(self.borrower_id)

    def __getitem__(self, name: str) -> Array:
        """Values of one fact, shape (n,); what `UNKNOWN` says where it is not held.

        Raises
        ------
        BadData
            The fact is not there, and may not be unknown.
        """
        if name not in self.facts and name in UNKNOWN:
            return np.full(len(self), UNKNOWN[name])
        if name not in self.facts:
            raise BadData(
                f"standing fact {name!r}",
                f"these applications hold {sorted(self.facts)}",
                "Provide it, or take the rule that reads it out of the policy",
            )
        return self.facts[name]

    def get(self, name: str, otherwise: Any) -> Array:
        """Values of one fact, or ``otherwise`` for everybody where the table has none."""
        if name in self.facts:
            return self.facts[name]
        return np.full(len(self), otherwise)

    def rows(self, keep: Array) -> "Applications":
        """Applications of the borrowers that ``keep`` (mask or positions) selects."""
        return Applications(
            self.on, self.borrower_id[keep], {k: v[keep] for k, v in self.facts.items()}
        )
