"""What may be said: a sentence whose code, slots and evidence are all there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import isnan

from mingxi.declare.code import Evidence
from mingxi.declare.codes.registry import CODES
from mingxi.records.decision import Note, Reason


@dataclass(frozen=True)
class Said:
    """Reasons that may be said, in the order given, and why others may not.

    Parameters
    ----------
    reasons : tuple of Reason
    withheld : tuple of str
        ``"B06 debt_burden: …"``.
    """

    reasons: tuple[Reason, ...]
    withheld: tuple[str, ...]


def said(reasons: Iterable[Reason], on: date) -> Said:
    """Reasons that carry their evidence on the decision day.

    No evidence, no sentence: a code that is not declared or not yet valid, a state without its
    cause, an empty blank, or a proof that the code does not accept is withheld and written down.
    """
    kept: list[Reason] = []
    withheld: list[str] = []
    for reason in reasons:
        missing = lacking(reason, on)
        if missing is None:
            kept.append(reason)
        else:
            withheld.append(f"{reason.code} {reason.key}: {missing}")
    return Said(tuple(kept), tuple(withheld))


def lacking(reason: Reason, on: date) -> str | None:
    """What a reason lacks to be said, or None."""
    code = CODES.get(reason.code)
    if code is None or code.valid_from > on:
        return "the code is not declared for this day"
    if code.is_state:
        return "a state is told beside its causes, never as one"
    if not reason.evidence or kind_of(reason) not in code.evidence:
        return f"the evidence is not {' or '.join(code.evidence)}"
    empty = sorted(b for b in reason.words.blanks if _unknown(reason.slots.get(b)))
    return f"no value for {', '.join(empty)}" if empty else None


def kind_of(reason: Reason | Note) -> Evidence:
    """What kind of proof a reason rests on."""
    if isinstance(reason, Note):
        return reason.declared.evidence[0]
    if reason.source == "rule":
        return "ruling"
    if reason.source == "method":
        return "versions"
    return "missing" if "missing" in reason.evidence else "fact"


def _unknown(value: str | int | float | None) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))
