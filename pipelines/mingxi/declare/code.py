"""What a reason code is: one cause that a person can be told of, and what telling it takes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from mingxi.declare.errors import BadDeclaration
from mingxi.declare.rule import Decider
from mingxi.declare.words import Words

CodeLayer = Literal["gate", "cap", "model", "state", "system"]
Polarity = Literal["-", "+", "0"]
# what kind of proof a sentence rests on
Evidence = Literal[
    "fact",  # a known value of a feature
    "missing",  # the name of something that is not known
    "ruling",  # a rule's value, what it was held against, and its reference
    "snapshots",  # two decisions with their dates
    "versions",  # the methods of two decisions
    "as_of",  # the day the information is from
    "margin",  # the distance to a line
    "answer",  # what a person found who looked again
    "cause",  # another code that is not a state
    "statement",  # what was never looked at
]
ReviewBy = Literal["next_review", "rule_date", "window_end", "incident_end", "receipt", "by_law"]


class ActionClass(StrEnum):
    """What can be done about a cause."""

    NOW = "NOW"  # within a day
    STEP = "STEP"  # by behaviour, dated
    TIME = "TIME"  # only waiting
    SHOW = "SHOW"  # evidence, or a dispute
    OURS = "OURS"  # the lender acts
    NONE = "NONE"


@dataclass(frozen=True)
class Code:
    """One cause, with everything that is ever said of it.

    Parameters
    ----------
    id : str
        A letter and two digits, e.g. ``"R01"``; never used again for something else.
    name : Words
        Noun phrase, for lists and for "the reason is …".
    text : Words
        The sentence. A feature or a rule that carries the code may say its own, closer one.
    advice : Words
        What the person can do, or that nothing is asked of them.
    family : str
        Codes that answer each other: they share a twin and a kind of proof.
    layers : tuple of CodeLayer
        Where in a decision the cause can act.
    action : ActionClass
    decider : Decider
    evidence : tuple of Evidence
        Any one of these carries the sentence; without it the code is withheld.
    proof : str
        What a caseworker must be able to point at.
    review : ReviewBy
        What sets the day on which it is looked at again.
    documents : tuple of int
        Which of the five users' documents name the cause (0 to 4); empty: needed beside them.
    polarity : Polarity
        "-" counts against the person, "+" for them, "0" neither.
    twin : Words | None
        Sentence when the same thing helps; said only outside an adverse notice.
    absence : bool
        It says that something is not known: the only codes that a missing value may take.
    form_c1 : str
        Nearest line of the model form of US Regulation B, appendix C-1; internal only.
    version : int
        Of the wording.
    valid_from : date
        First decision day on which it may be said.
    """

    id: str
    name: Words
    text: Words
    advice: Words
    family: str
    layers: tuple[CodeLayer, ...]
    action: ActionClass
    decider: Decider
    evidence: tuple[Evidence, ...]
    proof: str
    review: ReviewBy = "next_review"
    documents: tuple[int, ...] = ()
    polarity: Polarity = "-"
    twin: Words | None = None
    absence: bool = False
    form_c1: str = "Other"
    version: int = 1
    valid_from: date = date(2020, 1, 1)

    def __post_init__(self) -> None:
        if len(self.id) != 3 or not self.id[0].isupper() or not self.id[1:].isdigit():
            raise BadDeclaration(
                f"code {self.id!r}", "it is no letter and two digits", "Name it like R01"
            )
        if not self.layers or not self.evidence:
            raise BadDeclaration(
                f"code {self.id!r}", "it has no layer or no evidence", "Say where and on what"
            )
        if self.is_state and self.evidence != ("cause",):
            raise BadDeclaration(
                f"code {self.id!r}",
                "a state is told without a cause",
                "A state never stands alone: its only evidence is 'cause'",
            )
        if self.absence and "missing" not in self.evidence:
            raise BadDeclaration(
                f"code {self.id!r}", "it speaks of absence without it", "Add 'missing'"
            )

    @property
    def is_state(self) -> bool:
        """Whether it says how things stand, so that a cause must stand beside it."""
        return self.id[0] == "T"
