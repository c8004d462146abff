"""Declaration of the JSON twin, and the JSON Schema that is published from it."""

from typing import Any, Literal

from pydantic import Field

from mingxi.declare.rule import Decider
from mingxi.records.decision import Question
from mingxi.report.schema_parts import (
    Checks,
    Ledger,
    Outcome,
    Part,
    Risk,
    Rulings,
    Subject,
    Text,
    Verdict,
    You,
)
from mingxi.report.twin import SCHEMA

PLACE = "https://json-schema.org/draft/2020-12/schema"  # the dialect; nothing is fetched


class RulesPart(Part):
    """What a rule changed; it may be in force no longer, so it is named."""

    key: str
    name: Text
    amount: int


class Change(Part):
    """Last time → now: before + your amounts + method + rules + rounding = after."""

    before_on: str
    before: int
    after: int
    method: int
    rounding: int
    rules: list[RulesPart]
    you: You


class ToldFact(Part):
    """The feature that a reason speaks of, and whose value stands beside the person's."""

    key: str
    value: float | None
    reference: float | None
    reference_name: Text


class Reason(Part):
    """A reason as told; the order is that of the letter."""

    code: str
    source: Literal["rule", "concept", "method"]
    key: str
    decider: Decider
    decided: bool
    text: Text
    amount: int
    share_of_gap: float | None
    action: str
    evidence: dict[str, str | float | None]
    fact: ToldFact | None


class Advice(Part):
    """A step that was replayed and works."""

    code: str
    key: str
    who: Literal["you", "time"]
    text: Text
    now: float | None
    target: float | None
    path: Text | None
    limit_after: int
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


class Lever(Part):
    """Curve of one item; ``now`` is the place of today's value."""

    key: str
    now: int
    values: list[float | None]
    limits: list[int]


class WhatIf(Part):
    """Curves through the whole decision, and until when they hold."""

    levers: list[Lever]
    note: Text | None


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


class History(Part):
    """Limit and amount owed, month by month."""

    month: list[str]
    limit: list[int]
    used: list[int]


class How(Part):
    """Sentences on the chance of being late, and on what is left out."""

    chance: Text | None
    left_out: Text | None


class Quality(Part):
    """What was not said, with why."""

    withheld: list[str]


class Letter(Part):
    """What is said of one person; with the phrasebook it names, all that a letter shows."""

    report_id: str
    schema_: Literal["mingxi-letter/3"] = Field(alias="schema")
    phrasebook: str
    subject: Subject
    question: Question
    decision: Outcome
    verdict: Verdict
    sections: list[str]
    reasons: list[Reason]
    helped: list[Reason]
    checks: Checks
    steps: Steps
    what_if: WhatIf
    ours: list[RuleStep]
    notes: list[Note]
    redraw: Redraw | None
    ledger: Ledger
    change: Change | None
    risk: Risk
    rulings: Rulings
    limit_history: History
    heavy_debt: Text | None
    how: How
    quality: Quality


def letter_schema() -> dict[str, Any]:
    """JSON Schema of the twin, draft 2020-12."""
    return {"$schema": PLACE, "$id": SCHEMA, **Letter.model_json_schema()}
