"""Declaration of the phrasebook that twins refer to, and the JSON Schema published from it."""

from typing import Any, Literal

from pydantic import Field

from mingxi.declare.feature import Actionable, Unit
from mingxi.declare.rule import Decider, Layer
from mingxi.declare.words import Language
from mingxi.records.law import Law
from mingxi.report.phrasebook import PHRASEBOOK
from mingxi.report.schema import PLACE
from mingxi.report.schema_parts import Part, Text


class Concept(Part):
    """A group of features that a person thinks of as one thing."""

    key: str
    name: Text
    because: Text
    decider: Decider


class Feature(Part):
    """One column: what it is, whoever's value it has; ``levels`` are names of its codes."""

    key: str
    name: Text
    unit: Unit
    levels: list[str]
    concept: str
    code: str
    actionable: Actionable
    source: str
    origin: list[Text]
    measured: bool


class Source(Part):
    """Where a rule comes from."""

    title: Text
    article: Text
    read_on: str


class Rule(Part):
    """One gate or cap, the same for everybody that day; ``unit`` is that of its values."""

    key: str
    name: Text
    layer: Layer
    unit: Unit
    code: str
    decider: Decider
    about_person: bool
    reference: Source
    effective_from: str | None
    review_by: str | None


class Money(Part):
    """What amounts are called."""

    currency: Text
    symbol: str
    limit_name: Text


class Heading(Part):
    """Heading of a section and the line under it."""

    title: Text
    intro: Text | None


class Headings(Part):
    """Headings by section, and what stands over the reasons in some letters instead."""

    sections: dict[str, Heading]
    reasons_titles: dict[str, Text]
    reasons_by_size: Text


class Right(Part):
    """What the reader may ask for, with the law behind it."""

    key: str
    title: Text
    text: Text
    law: Text | None
    within_days: int | None


class Notice(Part):
    """A text that the law prescribes where the result is worse."""

    key: str
    text: Text
    law: Text


class Named(Part):
    """A thing with its name."""

    key: str
    name: Text


class How(Part):
    """Sentences on how every letter was made."""

    adds_up: Text
    rules_separate: Text
    as_of: Text


class Versions(Part):
    """All that is needed to make the letters again."""

    run: str
    method: str
    method_version: str
    rules: str
    words: str
    data_as_of: str
    data_hash: str
    config_hash: str
    seed: int
    software: dict[str, str]


class Book(Part):
    """What the keys of twins mean, and what every letter of a run says alike."""

    schema_: Literal["mingxi-phrasebook/1"] = Field(alias="schema")
    languages: list[Language]
    law: Law
    lender: Text | None
    money: Money
    concepts: list[Concept]
    features: list[Feature]
    rules: list[Rule]
    headings: Headings
    rights: list[Right]
    notices: list[Notice]
    borrowing: list[Text]
    not_used: list[Named]
    how: How
    versions: Versions


def phrasebook_schema() -> dict[str, Any]:
    """JSON Schema of the phrasebook, draft 2020-12."""
    return {"$schema": PLACE, "$id": PHRASEBOOK, **Book.model_json_schema()}
