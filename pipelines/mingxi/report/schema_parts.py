"""Parts of the JSON twin: who it is about, what was decided, numbers, answers and checks."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from mingxi.records.decision import ReferenceKind


class Part(BaseModel):
    """A part of the twin: no key that is not declared."""

    model_config = ConfigDict(extra="forbid")


class Text(Part):
    """A text in both languages."""

    zh: str
    en: str


class Subject(Part):
    """Whom the letter is about; ``shown`` is fit for a page."""

    id: str
    shown: str


class Outcome(Part):
    """What was decided, in whole money units."""

    on: str
    adverse: bool
    class_wide: bool
    automated_only: bool
    about_you: bool
    not_causal: bool
    limit: int
    before: int | None
    proposed: int
    rounding: int
    outstanding: int
    pending: int
    available: int
    draw_open: bool
    pd_12m: float | None
    tier: str
    next_review: str | None


class Keyed(Part):
    """A text with its key."""

    key: str
    text: Text


class Verdict(Part):
    """The first screen."""

    tone: Literal["good", "calm", "stop", "wait"]
    badge: Text
    title: Text
    headline: Text
    lead: list[Text]
    guards: list[Keyed]


class Reference(Part):
    """Who the person is compared with."""

    kind: ReferenceKind
    name: Text
    n: int
    ids_hash: str


class Facts(Part):
    """Columns of facts: value, that of the comparison, and share of the concept's push."""

    value: list[float | None]
    reference: list[float | None]
    push: list[float | None]


class Moved(Facts):
    """Columns of the facts that are not as they were, with the keys of their features."""

    feature: list[str]


class Attribution(Part):
    """Exact Shapley values with concepts as players: base + pushes = output; by concept."""

    reference: Reference
    base: float | None
    output: float | None
    base_amount: int
    output_amount: int
    amounts: dict[str, int]
    pushes: dict[str, float | None]


class Ledger(Attribution):
    """What the limit is made of; facts stand in the order of the phrasebook's features."""

    facts: Facts


class You(Attribution):
    """What the person's own record did to a change, with the facts that moved."""

    facts: Moved


class Risk(Part):
    """The same for the default risk, in log-odds."""

    reference: ReferenceKind
    base: float | None
    output: float | None
    pushes: dict[str, float | None]


class Distance(Part):
    """A value, the needed value, and what lies between."""

    side: Literal["over_by", "short_by"]
    value: Text
    needed: Text
    apart: Text


class Rulings(Part):
    """Answers of the rules.

    Values and what they were held against in the order of the phrasebook's rules; money that a
    rule took, by key; keys of those not passed, that decide alone, and that decide with others.
    """

    value: list[float | None]
    needed: list[float | None]
    effect: dict[str, int]
    failed: list[str]
    binding: list[str]
    jointly: list[str]


class Light(Part):
    """A light that is not green: ``no`` decides, ``also`` failed without deciding."""

    key: str
    state: Literal["no", "also"]
    said: str
    distance: Distance | None
    text: Text | None


class Largest(Part):
    """Largest loan that passes now, 0 for none, and once what stops it is solved."""

    now: int
    after: int | None
    text: list[Text]


class Checks(Part):
    """Lights that are not green, the check that decides, and what loan would pass."""

    lights: list[Light]
    decisive: str | None
    largest: Largest | None
