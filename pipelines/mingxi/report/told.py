"""Reasons as told: sentence, amount, who decided, and the fact beside the comparison."""

from collections.abc import Iterable
from typing import Any

from mingxi.declare.words import Slot
from mingxi.records.decision import Decision, Question, Reason, ReferenceGroup
from mingxi.report.bilingual import Both, both_if_full, is_full, named, printable
from mingxi.report.checks import deciding
from mingxi.report.phrases.labels import LABELS
from mingxi.report.readable import number_or_none

_DRAW = frozenset({Question.CANNOT_DRAW, Question.CANNOT_REDRAW})


def told(decision: Decision, reasons: tuple[Reason, ...], against: bool) -> list[dict[str, Any]]:
    """Reasons whose sentence is complete, in the order given.

    Parameters
    ----------
    decision : Decision
    reasons : tuple of Reason
    against : bool
        The list is of what counts against the person; False for what helped.
    """
    # a draw stopped by a check is never explained by the record behind the limit
    aside = against and decision.question in _DRAW and bool(deciding(decision))
    out: list[dict[str, Any]] = []
    for reason in reasons:
        text = both_if_full(reason.words, reason.slots)
        if text is None:
            continue
        out.append(
            {
                "code": printable(reason.code),
                "source": reason.source,
                "key": printable(reason.key),
                "decider": reason.decider,
                "decided": not (aside and reason.source == "concept"),
                "text": text,
                "amount": int(reason.amount),
                "share_of_gap": number_or_none(reason.share_of_gap),
                "action": reason.declared.action.value,
                "evidence": {k: _plain(v) for k, v in sorted(reason.evidence.items())},
                "fact": _fact(reason),
            }
        )
    return out


def _fact(reason: Reason) -> dict[str, Any] | None:
    fact = reason.fact
    if fact is None:
        return None
    return {
        "key": printable(fact.feature.key),
        "value": number_or_none(fact.value),
        "reference": number_or_none(fact.reference_value),
        "reference_name": _called(reason.against),
    }


def unfilled(reasons: Iterable[Reason]) -> list[str]:
    """Codes of reasons whose sentence lacks a value and is not printed."""
    return [r.code for r in reasons if not is_full(r.words, r.slots)]


def _plain(value: Slot) -> Slot | None:
    return number_or_none(value) if isinstance(value, float) else printable(str(value))


def _called(reference: ReferenceGroup | None) -> Both:
    """What the letter calls those whose value stands beside the person's."""
    if reference is None:
        return named(LABELS["comparison"])
    if reference.kind == "yourself_last_time":
        return named(LABELS["last_time"])
    return named(reference.name)
