"""Parts of the JSON twin: who it is about, what was decided, facts, sums, rules and checks."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from mingxi.declare.feature import Actionable, Unit
from mingxi.declare.rule import Decider, Layer
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
    lender: Text | None
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
    currency: Text
    symbol: str
    limit_name: Text


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


class Section(Part):
    """Heading of a section; their order is the order of the letter."""

    key: str
    title: Text
    intro: Text | None


class Concept(Part):
    """A group of features that a person thinks of as one thing."""

    key: str
    name: Text
    because: Text


class Feature(Part):
    """One column: what it is, whoever's value it has."""

    key: str
    name: Text
    unit: Unit
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
    """One gate or cap, the same for everybody that day."""

    key: str
    name: Text
    layer: Layer
    code: str
    decider: Decider
    about_person: bool
    reference: Source
    effective_from: str | None
    review_by: str | None


class Fact(Part):
    """One feature's value beside that of the comparison."""

    key: str
    value: float | None
    reference_value: float | None
    push: float | None
    shown: Text
    reference_shown: Text


class ToldFact(Fact, Feature):
    """A fact with what it is."""


class Reference(Part):
    """Who the person is compared with."""

    kind: ReferenceKind
    name: Text
    n: int
    ids_hash: str


class Factor(Part):
    """One concept's push."""

    key: str
    push: float | None
    amount: int
    facts: list[Fact]


class Row(Part):
    """One line of a sum."""

    kind: Literal["start", "yours", "ours", "rounding", "subtotal", "total"]
    key: str
    name: Text
    amount: int
    short: Text | None = None


class Attribution(Part):
    """Exact Shapley values with concepts as players: base + pushes = output."""

    target: Literal["limit", "risk"]
    reference: Reference
    base: float | None
    output: float | None
    base_amount: int
    output_amount: int
    factors: list[Factor]


class Ledger(Attribution):
    """Start, concepts, rules, rounding, limit: adds up to the unit; ``gap`` is 0."""

    rows: list[Row]
    gap: int


class Risk(Part):
    """The same for the default risk, in log-odds."""

    target: Literal["limit", "risk"]
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


class Ruling(Part):
    """One rule's answer; ``binding``: decides alone, ``jointly``: with others."""

    key: str
    unit: Unit
    value: float | None
    needed: float | None
    passed: bool
    effect: int
    effect_shown: str
    binding: bool
    jointly: bool
    distance: Distance | None
    text: Text | None
    step: Text | None
    ours: Text | None


class Light(Part):
    """One light of the checks."""

    key: str
    state: Literal["ok", "no", "also"]
    said: str


class Largest(Part):
    """Largest loan that passes now, 0 for none, and once what stops it is solved."""

    now: int
    after: int | None
    text: list[Text]


class Checks(Part):
    """Lights in the published order, the check that decides, and what loan would pass."""

    lights: list[Light]
    decisive: str | None
    largest: Largest | None


class Split(Part):
    """Parts of a change; they add up to after − before."""

    you: int
    method: int
    rules: int
    rounding: int
