"""One decision, whole: everything that is ever shown to a person is rendered from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from mingxi.declare.code import Code
from mingxi.declare.codes.registry import CODES
from mingxi.declare.feature import Concept, Feature, Unit
from mingxi.declare.quantity import Reference
from mingxi.declare.rule import Decider, Rule
from mingxi.declare.words import Slot, Words
from mingxi.records.default_name import seriously_late_within
from mingxi.records.law import LAWLESS, LawProfile


class Question(StrEnum):
    """What the person asks; each has its own contrast, sections and chart."""

    NOT_OPENED = "not_opened"
    LIMIT_LOW = "limit_low"
    LIMIT_REDUCED = "limit_reduced"
    LIMIT_ROSE = "limit_rose"
    UNCHANGED = "unchanged"
    CANNOT_DRAW = "limit_shown_cannot_draw"
    CANNOT_REDRAW = "repaid_cannot_redraw"


ReferenceKind = Literal["just_approved", "next_step", "yourself_last_time"]


@dataclass(frozen=True)
class ReferenceGroup:
    """Who a person is compared with.

    Parameters
    ----------
    kind : ReferenceKind
    name : Words
        How the letter calls them.
    n : int
        Number of people; 1 for yourself last time.
    ids_hash : str
        Hash of the frozen set of identifiers.
    """

    kind: ReferenceKind
    name: Words
    n: int
    ids_hash: str


@dataclass(frozen=True)
class Fact:
    """One feature of one person, and what its value does.

    Parameters
    ----------
    feature : Feature
    value : float
        NaN: unknown.
    reference_value : float
        Median of the reference, or the person's own earlier value.
    push : float
        Share of the concept's push that this feature carries (money, or log-odds).
    """

    feature: Feature
    value: float
    reference_value: float
    push: float


@dataclass(frozen=True)
class Factor:
    """One concept's push.

    Parameters
    ----------
    concept : Concept
    push : float
        Unrounded, in the unit of the attribution.
    amount : int
        Whole money units; the amounts of a ledger add up exactly. 0 in a risk attribution.
    facts : tuple of Fact
        The features of the concept.
    """

    concept: Concept
    push: float
    amount: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Attribution:
    """Exact Shapley values with concepts as players: ``base + Σ push == output``.

    Parameters
    ----------
    target : {"limit", "risk"}
        Limit in money; risk in log-odds (a push > 0 makes default likelier).
    reference : ReferenceGroup
    base, output : float
        Model output for the reference (mean) and for the person.
    base_amount, output_amount : int
        The same in whole money units; 0 for risk.
    factors : tuple of Factor
        In the order of the declared concepts.
    """

    target: Literal["limit", "risk"]
    reference: ReferenceGroup
    base: float
    output: float
    base_amount: int
    output_amount: int
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Ruling:
    """One rule's answer for one person (a row of a `RulingColumn`)."""

    rule: Rule
    reference: Reference
    unit: Unit
    value: float
    threshold: float
    passed: bool
    effect: int
    binding: bool
    jointly: bool
    slots: Mapping[str, Slot]
    effective_from: date | None
    review_by: date | None


@dataclass(frozen=True)
class Change:
    """Limit last time → limit now, split exactly.

    Identity: ``before + Σ you.factors.amount + method + Σ rules + rounding == after``.

    Parameters
    ----------
    before_on : date
    before, after : int
        Limits shown at the earlier and at this decision.
    you : Attribution
        Against yourself last time: a concept that did not change has amount exactly 0.
    method : int
        What our changed models did, with nothing of the person changed.
    rules : tuple of (Rule, int)
        Difference made by each gate or cap between the two decisions, zeros left out.
    rounding : int
    """

    before_on: date
    before: int
    after: int
    you: Attribution
    method: int
    rules: tuple[tuple[Rule, int], ...]
    rounding: int


@dataclass(frozen=True)
class Reason:
    """A factor or a ruling in words, with its code.

    Parameters
    ----------
    code : str
    source : {"rule", "concept", "method"}
    key : str
        Key of the rule or concept.
    decider : Decider
    words : Words
    slots : mapping
        Values for the blanks of ``words``.
    amount : int
        Money effect; 0 where the reason has none (draw gates, risk reasons).
    share_of_gap : float
        Share of the distance to the reference that it explains; NaN for rules.
    fact : Fact | None
        The feature printed, None for rules.
    against : ReferenceGroup | None
        Who the fact is compared with, None for rules.
    evidence : mapping
        What carries the sentence: the rule with its value and reference, the feature with its
        value, or the name of what is missing.
    """

    code: str
    source: Literal["rule", "concept", "method"]
    key: str
    decider: Decider
    words: Words
    slots: Mapping[str, Slot]
    amount: int
    share_of_gap: float
    fact: Fact | None = None
    against: ReferenceGroup | None = None
    evidence: Mapping[str, Slot] = field(default_factory=dict)

    @property
    def declared(self) -> Code:
        """Its code as the catalogue declares it: class, decider, advice, twin, review."""
        return CODES[self.code]


@dataclass(frozen=True)
class Note:
    """A state or a remark beside the principal reasons, in the words of the catalogue.

    Parameters
    ----------
    code : str
    words : Words
        The sentence; a state already names its causes in both languages.
    slots : mapping
        Values for the blanks of ``words``.
    evidence : mapping
        What carries the sentence.
    causes : tuple of str
        Codes behind a state, never empty there; empty for remarks.
    """

    code: str
    words: Words
    slots: Mapping[str, Slot]
    evidence: Mapping[str, Slot]
    causes: tuple[str, ...] = ()

    @property
    def declared(self) -> Code:
        """Its code as the catalogue declares it."""
        return CODES[self.code]


@dataclass(frozen=True)
class Advice:
    """A step that improved the outcome when it was replayed, and that other models confirm.

    Parameters
    ----------
    code : str
    feature : Feature
    words : Words
        Blanks ``target`` and ``date``.
    now, target : float
    limit_after : int
        Limit that the replay showed.
    opens : bool
        The replay turned a refusal into an opened line.
    earliest : date
        Day from which it can count: window and data lag included.
    who : {"you", "time"}
    """

    code: str
    feature: Feature
    words: Words
    now: float
    target: float
    limit_after: int
    opens: bool
    earliest: date
    who: Literal["you", "time"]


@dataclass(frozen=True)
class Lever:
    """What one item alone would do to the limit, all else as it is.

    Parameters
    ----------
    feature : Feature
    now : float
        The person's value.
    points : tuple of (float, int)
        Values in rising order, today's among them, with the limit each would give.
    """

    feature: Feature
    now: float
    points: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class Redraw:
    """Status of the last repayment: received → posted → limit restored."""

    repaid_on: date
    amount: int | None
    posted_on: date
    posted: bool


@dataclass(frozen=True)
class LimitPoint:
    """One point of the limit history that a letter draws."""

    month: str
    limit: int
    used: int


@dataclass(frozen=True)
class Versions:
    """All that is needed to make this letter again."""

    run_id: str
    model: str
    model_version: str
    policy: str
    catalogue: str
    data_as_of: date
    data_hash: str
    config_hash: str
    seed: int
    software: Mapping[str, str] = field(default_factory=dict)


DEFAULT_12M = seriously_late_within(12)


@dataclass(frozen=True)
class Money:
    """What the numbers of a letter are called.

    Parameters
    ----------
    currency : Words
    symbol : str
    limit_name : Words
        "limit", or for a table of past decisions what its limit is.
    default_name : Words
        The outcome that the default risk speaks of.
    """

    currency: Words
    symbol: str
    limit_name: Words
    default_name: Words = DEFAULT_12M


@dataclass(frozen=True)
class Decision:
    """One borrower's decision with its whole trace.

    Identity: ``ledger.base_amount + Σ ledger.factors.amount + Σ rulings.effect + rounding`` is
    ``limit``, to the unit. ``law`` says whose law the reader's rights are stated by; ``notes``
    hold states with their causes and remarks, ``withheld`` what was not said and why. ``what_if``
    holds curves of the limit, replayed through the whole decision.
    """

    borrower_id: str
    on: date
    question: Question
    money: Money
    pd_12m: float
    tier: str
    proposed: int
    rulings: tuple[Ruling, ...]
    rounding: int
    limit: int
    outstanding: int
    pending: int
    available: int
    draw_open: bool
    ledger: Attribution
    risk: Attribution
    change: Change | None
    reasons: tuple[Reason, ...]
    helped: tuple[Reason, ...]
    advice: tuple[Advice, ...]
    only_time: tuple[str, ...]
    no_path: bool
    redraw: Redraw | None
    limit_history: tuple[LimitPoint, ...]
    next_review: date | None
    withheld: tuple[str, ...]
    versions: Versions
    not_causal: bool
    law: LawProfile = LAWLESS
    notes: tuple[Note, ...] = ()
    what_if: tuple[Lever, ...] = ()

    def gap(self) -> int:
        """Money that the ledger fails to account for: zero, always."""
        shown = self.ledger.base_amount + sum(f.amount for f in self.ledger.factors)
        shown += sum(r.effect for r in self.rulings) + self.rounding
        return self.limit - shown
