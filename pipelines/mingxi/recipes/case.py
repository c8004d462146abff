"""One borrower on the way to a decision."""

from dataclasses import dataclass

from mingxi.recipes.decided import Snapshot
from mingxi.recipes.decision_model import DecisionModel
from mingxi.records.decision import Attribution, Change, Question, Ruling


@dataclass(frozen=True)
class Case:
    """One borrower on the way to a `Decision`: rulings and attributions, no words chosen yet."""

    model: DecisionModel
    snapshot: Snapshot
    question: Question
    rulings: tuple[Ruling, ...]
    limit: Attribution
    risk: Attribution
    change: Change | None
