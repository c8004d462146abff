"""One rule's entry in a policy: dated numbers, scope, reference; and what it says on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from mingxi.declare.calendar import later, month_of
from mingxi.declare.quantity import DatedQuantity, Quantity, Reference
from mingxi.policy.situation import Situation
from mingxi.records.rulings import BoolArray


@dataclass(frozen=True)
class DatedNumber:
    """A dated number and why it is what it is.

    Parameters
    ----------
    quantity : DatedQuantity
    source : str
        Publication, article, or ``"assumption: why"``.
    """

    quantity: DatedQuantity
    source: str

    def on(self, day: date) -> Quantity:
        """Number in force on ``day``; `BadConfig` before the first dated value."""
        return Quantity(self.quantity.on(day), self.quantity.unit, self.source)


@dataclass(frozen=True)
class Scope:
    """Whom a rule touches; an empty list leaves nobody out.

    Parameters
    ----------
    regions, industries, tiers : tuple of str
    """

    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()

    def includes(self, now: Situation) -> BoolArray:
        """Who is touched, shape (n,)."""
        inside = np.ones(len(now), dtype=np.bool_)
        if self.regions:
            inside &= np.logical_or.reduce([now["region"] == name for name in self.regions])
        if self.industries:
            inside &= np.logical_or.reduce([now["industry"] == name for name in self.industries])
        if self.tiers:
            inside &= np.logical_or.reduce([now.tier == name for name in self.tiers])
        return inside


EVERYBODY = Scope()


@dataclass(frozen=True)
class Clause:
    """A rule as one policy states it.

    Parameters
    ----------
    key : str
        Key of the rule in the catalogue.
    numbers : mapping of str to DatedNumber
    reference : Reference
    scope : Scope
    effective_from, effective_until : date | None
        First and last day in force; None: open.
    review_by : date | None
        Day by which the lender looks at the rule again.
    """

    key: str
    numbers: Mapping[str, DatedNumber]
    reference: Reference
    scope: Scope = EVERYBODY
    effective_from: date | None = None
    effective_until: date | None = None
    review_by: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether the rule acts on ``day``."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_until is None or day <= self.effective_until)


@dataclass(frozen=True)
class Terms:
    """What a rule goes by on one day.

    Parameters
    ----------
    on : date
    numbers : mapping of str to Quantity
    reference : Reference
    scope : Scope
    effective_from, effective_until, review_by : date | None
        ``review_by`` is never in the past: a date gone by gives way to the next regular review.
    next_review : date
        Next regular review of limits.
    rounding : int
        Unit of the limits shown.
    symbol : str
        Currency symbol.
    """

    on: date
    numbers: Mapping[str, Quantity]
    reference: Reference
    scope: Scope
    effective_from: date | None
    effective_until: date | None
    review_by: date | None
    next_review: date
    rounding: int
    symbol: str

    def __getitem__(self, name: str) -> float:
        """Value of one number."""
        return self.numbers[name].value

    def days_later(self, days: float) -> str:
        """ISO text of the day ``days`` after."""
        return (self.on + timedelta(days=days)).isoformat()

    def months_later(self, months: float) -> str:
        """ISO text of the first day of the month ``months`` after."""
        return f"{later(month_of(self.on), int(months))}-01"

    @property
    def slots(self) -> dict[str, str]:
        """Blanks that any rule may use, dates as ISO text; one without a date is left out."""
        days = {
            "start": self.effective_from,
            "end": self.effective_until,
            "review": self.review_by,
            "next_review": self.next_review,
        }
        return {"symbol": self.symbol} | {
            name: day.isoformat() for name, day in days.items() if day is not None
        }
