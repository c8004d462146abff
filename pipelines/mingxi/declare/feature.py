"""What a feature is, and the concept it belongs to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from mingxi.declare.codes.registry import CODES
from mingxi.declare.errors import BadDeclaration, nearest
from mingxi.declare.rule import Decider
from mingxi.declare.words import Words

# code of a column that is never spoken of: whatever rests on it is withheld
UNSPOKEN = "none"
Unit = Literal["count", "days", "months", "money", "share", "points", "flag", "code", "ratio"]


class Direction(StrEnum):
    """What a higher value does to an outcome, all else equal."""

    RAISES = "raises"
    LOWERS = "lowers"
    EITHER = "either"

    @property
    def sign(self) -> int:
        """LightGBM monotone constraint: +1, -1, or 0 where the direction is left free."""
        return {"raises": 1, "lowers": -1, "either": 0}[self.value]


class Actionable(StrEnum):
    """Who can change a feature."""

    BY_BORROWER = "by_borrower"
    WITH_TIME = "with_time"
    NOT = "not"


@dataclass(frozen=True)
class Concept:
    """A group of features that a person thinks of as one thing; the player of every explanation.

    Parameters
    ----------
    key : str
        Stable identifier, e.g. ``"late_payments"``.
    name : Words
        What it is called on a chart.
    matters_because : Words
        One line: why a lender looks at it.
    decider : Decider
        Whose doing it is: the person's record, or earlier reviews by the lender.
    """

    key: str
    name: Words
    matters_because: Words
    decider: Decider = "behaviour"


@dataclass(frozen=True)
class Feature:
    """One column of the feature table: how it is called, counted, read aloud, and what it may do.

    Parameters
    ----------
    key : str
        Column name; for the synthetic world also the name of the function that computes it.
    name : Words
        Name a person reads.
    unit : Unit
        ``share`` is a fraction (0.25 is shown as 25 %); ``money`` is in the currency of the table.
    on_risk, on_limit : Direction
        What a higher value does to the default risk and to the limit: the monotone constraints.
    concept : str
        Key of the `Concept` it belongs to.
    actionable : Actionable
        Who can change it; advice is given only for ``BY_BORROWER`` and ``WITH_TIME``.
    code : str
        Reason code of the catalogue, e.g. ``"R01"``; `UNSPOKEN` for a column no person is told of.
    if_adverse : Words
        Fact sentence when it counts against the person. Blank: ``value``.
    if_favourable : Words | None
        Twin sentence when it helps. Blank: ``value``.
    if_missing : Words | None
        Sentence when the value is missing and that counts against the person: never blame.
    step : Words | None
        Advice sentence. Blanks: ``target`` and ``date``.
    fades_after_months : int
        Months until an old event has left the window: dates the advice.
    source : str
        Where the definition comes from, or ``"assumption: why"``.
    witnesses : tuple of str
        Mechanisms of the synthetic world that it can see.
    missing_code : str
        Reason code when the value is missing.
    categories : tuple of str
        Levels of a nominal column, in code order; empty for numbers.
    adverse_from : float | None
        The fact sentence is true only from this value on in the adverse direction (``0.5`` for a
        count: nobody is told of zero late payments); None: no such bound.
    unknown_at : float | None
        Value that trees are given where nothing is known; told as unknown. None: missing values
        are given as missing.
    origin : tuple of Words
        Where the value comes from, as a person would be told; empty: the table does not say.
    """

    key: str
    name: Words
    unit: Unit
    on_risk: Direction
    on_limit: Direction
    concept: str
    actionable: Actionable
    code: str
    if_adverse: Words
    if_favourable: Words | None = None
    if_missing: Words | None = None
    step: Words | None = None
    fades_after_months: int = 0
    source: str = "assumption: common practice"
    witnesses: tuple[str, ...] = ()
    missing_code: str = "K02"
    categories: tuple[str, ...] = ()
    adverse_from: float | None = None
    origin: tuple[Words, ...] = ()
    unknown_at: float | None = None

    def told(self, value: float) -> float:
        """Value as a person is told it: NaN where nothing is known."""
        return float("nan") if value == self.unknown_at else value

    def __post_init__(self) -> None:
        for words, allowed in (
            (self.if_adverse, {"value"}),
            (self.if_favourable, {"value"}),
            (self.if_missing, set()),
            (self.step, {"target", "date"}),
        ):
            if words is not None and not words.blanks <= allowed:
                raise BadDeclaration(
                    f"feature {self.key!r}",
                    f"sentence {words.en!r} has blanks {sorted(words.blanks)}",
                    f"Only {sorted(allowed) or 'no blanks'} can be filled here",
                )
        self._check_codes()
        if self.actionable is Actionable.NOT and self.step is not None:
            raise BadDeclaration(
                f"feature {self.key!r}", "has a step although nobody can act on it", "Remove it"
            )
        if self.categories and (self.on_risk.sign or self.on_limit.sign):
            raise BadDeclaration(
                f"feature {self.key!r}",
                "is nominal and has a direction",
                "Leave on_risk and on_limit at 'either': LightGBM aborts the process otherwise",
            )

    def _check_codes(self) -> None:
        if self.code == UNSPOKEN:
            return
        for code in (self.code, self.missing_code):
            if code not in CODES:
                raise BadDeclaration(
                    f"feature {self.key!r}", f"there is no code {code!r}", nearest(code, CODES)
                )
        if "model" not in CODES[self.code].layers:
            raise BadDeclaration(
                f"feature {self.key!r}",
                f"code {self.code!r} is not said of a record",
                "Choose a code whose layers hold 'model'",
            )
        absent = [code.id for code in CODES.values() if code.absence]
        if self.missing_code not in absent:
            raise BadDeclaration(
                f"feature {self.key!r}",
                f"a missing value would be told as {self.missing_code!r}",
                f"Absence is no behaviour: use {', '.join(absent)}",
            )
