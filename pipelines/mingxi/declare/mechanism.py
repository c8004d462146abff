"""What a mechanism of the synthetic world is: a cause with a name."""

from dataclasses import dataclass
from typing import Literal

from mingxi.declare.words import Words

FixableBy = Literal["borrower", "time", "platform", "environment"]


@dataclass(frozen=True)
class Mechanism:
    """A cause in the synthetic world whose effect on a decision is known.

    Parameters
    ----------
    key : str
        Truth label, e.g. ``"L01"`` (acts on the limit) or ``"B06"`` (blocks a draw).
    name : Words
        What it is called.
    acts_on : {"limit", "draw"}
        A limit mechanism returns its push on the lender's log limit; a draw mechanism returns
        whether its check fails.
    reads : tuple of str
        Columns of the state that it reads; equal to the function's parameters.
    fixable_by : FixableBy
        Who can mend it.
    documents : tuple of int
        Which of the five users' documents name it (0 to 4).
    reason_codes : tuple of str
        Codes of the reason catalogue that state this cause to a person.
    source : str
        Where the idea and its size come from.
    """

    key: str
    name: Words
    acts_on: Literal["limit", "draw"]
    reads: tuple[str, ...]
    fixable_by: FixableBy
    documents: tuple[int, ...]
    reason_codes: tuple[str, ...]
    source: str

    @property
    def writes(self) -> str:
        """What it moves: the lender's log limit, or whether a loan is granted."""
        return {"limit": "log_limit", "draw": "granted"}[self.acts_on]

    @property
    def truth(self) -> str:
        """Truth table in which each of its effects is written down."""
        return {"limit": "limit_causes", "draw": "draw_causes"}[self.acts_on]
