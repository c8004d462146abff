"""Whose law a letter is written under: citations with dates, and what a notice must hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mingxi.declare.words import Language, Words

Law = Literal["cn", "eu", "us_regb", "none"]
# parts that a law may ask of a letter with a worse result
Part = Literal[
    "reasons", "rights", "notices", "data_used", "method", "human_review", "effect_of_change"
]


@dataclass(frozen=True)
class Provision:
    """One article of one law.

    Parameters
    ----------
    title : Words
    article : str
        Number, in digits so that both languages agree.
    source : str
        Where the text is found, by name.
    in_force_from : date
    in_force_until : date | None
        Last day; None: no end is known.
    read_on : date
        When the text, or the summary it is known from, was last read.
    """

    title: Words
    article: str
    source: str
    in_force_from: date
    in_force_until: date | None
    read_on: date

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        return self.in_force_from <= day and (
            self.in_force_until is None or day <= self.in_force_until
        )


@dataclass(frozen=True)
class Claim:
    """A right or a notice that a provision gives.

    Parameters
    ----------
    key : str
        Of the words that say it.
    provision : Provision
    within_days : int | None
        Time the other side has to answer.
    """

    key: str
    provision: Provision
    within_days: int | None = None


@dataclass(frozen=True)
class LawProfile:
    """What the law of one place asks of a letter.

    Parameters
    ----------
    key : Law
    rights, notices : tuple of Claim
        Notices are printed word for word where the result is worse.
    required : mapping of Part to Provision
        Parts without which a letter with a worse result is not sent.
    most_reasons : int
        Principal reasons at most, deciding rules apart from `more_for` codes.
    more_for : tuple of str
        Codes that may be told beyond that number.
    lender, agency : Words | None
        Who decided, and the authority over them; for notices that must name both.
    praise_beside_refusal : bool
        What helped may stand in a letter with a worse result.
    longest : mapping of Language to int
        Words (en) or characters (zh) of a sentence at most.
    banned : mapping of Language to tuple of str
        What a reason may not say, because it says nothing.
    """

    key: Law
    rights: tuple[Claim, ...] = ()
    notices: tuple[Claim, ...] = ()
    required: Mapping[Part, Provision] = field(default_factory=dict)
    most_reasons: int = 4
    more_for: tuple[str, ...] = ()
    praise_beside_refusal: bool = True
    longest: Mapping[Language, int] = field(default_factory=dict)
    banned: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    lender: Words | None = None
    agency: Words | None = None


# no law is cited; what the lender grants of itself stays
LAWLESS = LawProfile("none")
