"""Declaration of the JSON twin, and the JSON Schema that is published from it."""

from typing import Any, Literal

from pydantic import Field

from mingxi.declare.feature import Unit
from mingxi.declare.rule import Decider
from mingxi.records.decision import Question
from mingxi.records.law import Law
from mingxi.report.schema_parts import (
    Attribution,
    Checks,
    Concept,
    Feature,
    Ledger,
    Outcome,
    Part,
    Risk,
    Row,
    Rule,
    Ruling,
    Section,
    Split,
    Subject,
    Text,
    ToldFact,
    Verdict,
)
from mingxi.report.twin import SCHEMA

PLACE = "https://json-schema.org/draft/2020-12/schema"  # the dialect; nothing is fetched


class Change(Part):
    """Last time → now."""

    before_on: str
    before: int
    after: int
    split: Split
    rows: list[Row]
    you: Attribution


class Reason(Part):
    """A reason as told."""

    rank: int
    code: str
    source: Literal["rule", "concept", "method"]
    key: str
    decider: Decider
    decided_by: Text
    own: bool
    decided: bool
    text: Text
    against: bool
    amount: int
    amount_shown: str
    share_of_gap: float | None
    action: str
    evidence: dict[str, str | float | None]
    because: Text | None
    fact: ToldFact | None
    reference_name: Text | None


class Advice(Part):
    """A step that was replayed and works."""

    code: str
    key: str
    name: Text
    who: Literal["you", "time"]
    text: Text
    now: float | None
    target: float | None
    path: Text | None
    limit_after: int
    effect_amount: int
    opens: bool
    effect: Text | None
    earliest: str
    from_: Text | None = Field(alias="from")


class RuleStep(Part):
    """What a rule asks for, or what the lender does about it."""

    key: str
    name: Text | None
    text: Text
    stops: bool | None = None


class Steps(Part):
    """What the person can do, in the order to do it, and what only time mends."""

    first: list[RuleStep]
    you: list[Advice]
    time: list[Advice]
    also: list[RuleStep]
    only_time: list[Text]
    no_path: list[Text]
    nothing_to_do: Text | None


class Point(Part):
    """One value of an item, and the limit that it alone would give."""

    value: float | None
    shown: Text
    limit: int
    limit_shown: Text
    effect_shown: str


class Lever(Part):
    """Curve of one item; ``now`` is the place of today's value."""

    key: str
    name: Text
    unit: Unit
    now: int
    points: list[Point]


class WhatIf(Part):
    """Curves through the whole decision, and until when they hold."""

    levers: list[Lever]
    until: str | None
    note: Text


class Note(Part):
    """A state with the codes behind it, or a remark; ``beside``: told beside the reasons."""

    code: str
    text: Text
    causes: list[str]
    beside: bool


class Redraw(Part):
    """Status of the last repayment."""

    repaid_on: str
    amount: int | None
    posted_on: str
    posted: bool
    restored: bool
    draw_open: bool


class Month(Part):
    """One month of the limit's history."""

    month: str
    limit: int
    used: int


class Named(Part):
    """A thing with its name."""

    key: str
    name: Text


class Information(Part):
    """Until when facts were known, and what was not looked at."""

    as_of: str
    not_used: list[Named]


class Right(Part):
    """What the reader may ask for, with the law behind it."""

    key: str
    title: Text
    text: Text
    law: Text | None
    within_days: int | None


class Notice(Part):
    """A text that the law prescribes."""

    key: str
    text: Text
    law: Text


class Quality(Part):
    """Money that is not accounted for (0), and what was not said, with why."""

    gap: int
    withheld: list[str]


class Versions(Part):
    """All that is needed to make the letter again."""

    run: str
    method: str
    method_version: str
    rules: str
    words: str
    data_as_of: str
    data_hash: str
    config_hash: str
    seed: int
    reference_hash: str
    software: dict[str, str]


class Letter(Part):
    """The twin of a letter: page, texts and casework are drawn from it and from nothing else."""

    report_id: str
    schema_: Literal["mingxi-letter/2"] = Field(alias="schema")
    languages: list[str]
    law: Law
    subject: Subject
    question: Question
    decision: Outcome
    verdict: Verdict
    sections: list[Section]
    concepts: dict[str, Concept]
    features: dict[str, Feature]
    rules: dict[str, Rule]
    ledger: Ledger
    risk: Risk
    rulings: list[Ruling]
    checks: Checks
    change: Change | None
    reasons: list[Reason]
    helped: list[Reason]
    steps: Steps
    what_if: WhatIf
    ours: list[RuleStep]
    notes: list[Note]
    redraw: Redraw | None
    limit_history: list[Month]
    information: Information
    rights: list[Right]
    notices: list[Notice]
    borrowing: list[Text]
    how: list[Text]
    quality: Quality
    versions: Versions


def letter_schema() -> dict[str, Any]:
    """JSON Schema of the twin, draft 2020-12."""
    return {"$schema": PLACE, "$id": SCHEMA, **Letter.model_json_schema()}
