"""Numbers with unit and source, plain or dated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingxi.declare.errors import BadConfig
from mingxi.declare.words import Words

Sure = Literal["H", "M", "L"]


@dataclass(frozen=True)
class Quantity:
    """A number of the world.

    Parameters
    ----------
    value : float
    unit : str
        E.g. ``"share"``, ``"CNY per month"``.
    source : str
        Publication, filing, or ``"assumption: why"``.
    sure : {"H", "M", "L"}
        H primary source, M secondary, L lore or derivation.
    """

    value: float
    unit: str
    source: str
    sure: Sure = "L"


@dataclass(frozen=True)
class Reference:
    """Where a rule comes from.

    Parameters
    ----------
    title, article : Words
        E.g. the regulation and its article; an own rule names the policy and paragraph.
    read_on : date
        When the text was last read.
    """

    title: Words
    article: Words
    read_on: date


@dataclass(frozen=True)
class DatedQuantity:
    """A number of the policy that changes by date.

    Parameters
    ----------
    name : str
        Full key, for messages.
    values : mapping of date to float
        Value in force from that date on.
    unit : str
    reference : Reference
    """

    name: str
    values: Mapping[date, float]
    unit: str
    reference: Reference

    def on(self, day: date) -> float:
        """Value in force on ``day``.

        Raises
        ------
        BadConfig
            ``day`` lies before the first dated value.

        Examples
        --------
        >>> title, article = Words("办法", "Measures"), Words("第 6 条", "art. 6")
        >>> law = Reference(title, article, date(2026, 1, 15))
        >>> ceiling = DatedQuantity("legal", {date(2020, 7, 17): 200_000.0}, "CNY", law)
        >>> ceiling.on(date(2025, 12, 31))
        200000.0
        """
        known = [start for start in self.values if start <= day]
        if not known:
            raise BadConfig(
                f"value of {self.name!r} on {day}",
                f"the first dated value starts {min(self.values)}",
                "Use a later date or add a dated value with its reference",
            )
        return self.values[max(known)]
