"""A whole policy: its rules in order, with dated numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingxi.policy.clause import Clause, DatedNumber


@dataclass(frozen=True)
class Policy:
    """Gates and caps of one lender.

    Parameters
    ----------
    version : str
        Name that every decision carries.
    symbol : str
        Currency symbol, e.g. ``"¥"``.
    rounding : DatedNumber
        Limits are rounded down to a multiple of this.
    tiers : mapping of str to DatedNumber
        Upper bound of the default risk of each tier, "A" … "E".
    limit_steps : tuple of int
        Rising amounts that a person thinks of as the next step.
    review_every_months : int
        Limits are reviewed at month ends, this many months apart; divides 12.
    clauses : tuple of Clause
        Gates to open, then caps, then gates to draw.
    document : mapping
        What it was read from, as JSON can hold it: ``policy(document)`` gives the same policy.
    """

    version: str
    symbol: str
    rounding: DatedNumber
    tiers: Mapping[str, DatedNumber]
    limit_steps: tuple[int, ...]
    review_every_months: int
    clauses: tuple[Clause, ...]
    document: Mapping[str, Any]
