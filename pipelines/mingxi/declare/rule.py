"""What a rule of the policy is: a gate that stops or a cap that lowers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from mingxi.declare.words import Words

Decider = Literal[
    "behaviour", "review", "model", "policy", "group", "funds", "system", "law", "data"
]


class Layer(StrEnum):
    """Where in the decision a rule acts, in the order of the trace."""

    OPEN_GATE = "open_gate"
    CAP = "cap"
    DRAW_GATE = "draw_gate"


@dataclass(frozen=True)
class Rule:
    """One gate or cap, as a person would be told of it.

    Parameters
    ----------
    key : str
        Stable identifier, e.g. ``"legal_ceiling"``.
    name : Words
    layer : Layer
    code : str
        Reason code of the catalogue, e.g. ``"P01"``.
    reason : Words
        Sentence when it binds. Blanks come from the ruling's slots.
    step : Words | None
        What the person can do, or None: nothing to do (then ``ours`` says what the lender does).
    ours : Words | None
        What the lender will do and by when. Blanks come from the ruling's slots.
    decider : Decider
    about_person : bool
        False: a group rule, the law, funds or a system: no personal reason may be attached.
    """

    key: str
    name: Words
    layer: Layer
    code: str
    reason: Words
    decider: Decider
    about_person: bool
    step: Words | None = None
    ours: Words | None = None
