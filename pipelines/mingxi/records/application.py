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
    "inquiries_last_month": "int64, count: fresh checks by other lenders",
    "system_incident": "bool: an outage touches this region on the day",
    "funds_short": "bool: no lendable funds on the day",
    "repaid_on": "datetime64[D]: last repayment received; NaT none",
    "posted_on": "datetime64[D]: day that repayment is posted, expected or done; NaT none",
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
        A subset of `STANDING`; a rule that reads a missing fact refuses with its name.
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
        """Values of one fact, shape (n,).

        Raises
        ------
        BadData
            The fact is not there.
        """
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
