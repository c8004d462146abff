"""Reasons as told: sentence, amount, who decided, and the fact beside the comparison."""

from typing import Any

from mingxi.declare.words import Slot
from mingxi.records.decision import Decision, Question, Reason, ReferenceGroup
from mingxi.report.bilingual import Both, both_if_full, named, printable
from mingxi.report.checks import decides
from mingxi.report.facts import told_fact
from mingxi.report.ledger import OWN
from mingxi.report.phrases.labels import DECIDERS, LABELS
from mingxi.report.readable import number_or_none, signed

_DRAW = frozenset({Question.CANNOT_DRAW, Question.CANNOT_REDRAW})


def told(decision: Decision, reasons: tuple[Reason, ...], against: bool) -> list[dict[str, Any]]:
    """Reasons whose sentence is complete, ranked from 1 in the order given.

    Parameters
    ----------
    decision : Decision
    reasons : tuple of Reason
    against : bool
        The list is of what counts against the person; False for what helped. A reason that
        raised the limit is never shown as one against.
    """
    because = {f.concept.key: f.concept.matters_because for f in decision.ledger.factors}
    # a draw stopped by a check is never explained by the record behind the limit
    aside = decision.question in _DRAW and any(decides(r) for r in decision.rulings)
    rose = decision.question is Question.LIMIT_ROSE
    out: list[dict[str, Any]] = []
    for reason in reasons:
        text = both_if_full(reason.words, reason.slots)
        if text is None:
            continue
        why = because.get(reason.key) if reason.source == "concept" else None
        out.append(
            {
                "rank": len(out) + 1,
                "code": printable(reason.code),
                "source": reason.source,
                "key": printable(reason.key),
                "decider": reason.decider,
                "decided_by": named(DECIDERS[reason.decider]),
                "own": reason.decider in OWN,
                "decided": not (against and aside and reason.source == "concept"),
                "text": text,
                "against": against and reason.amount <= 0 and not rose,
                "amount": int(reason.amount),
                "amount_shown": signed(int(reason.amount)),
                "share_of_gap": number_or_none(reason.share_of_gap),
                "action": reason.declared.action.value,
                "evidence": {k: _plain(v) for k, v in sorted(reason.evidence.items())},
                "because": named(why) if why else None,
                "fact": told_fact(reason.fact, decision.money) if reason.fact else None,
                "reference_name": _called(reason.against) if reason.fact else None,
            }
        )
    return out


def unfilled(decision: Decision) -> list[str]:
    """Codes of reasons whose sentence lacks a value and is not printed."""
    every = (*decision.reasons, *decision.helped)
    return [r.code for r in every if both_if_full(r.words, r.slots) is None]


def _plain(value: Slot) -> Slot | None:
    return number_or_none(value) if isinstance(value, float) else printable(str(value))


def _called(reference: ReferenceGroup | None) -> Both:
    """What the letter calls those whose value stands beside the person's."""
    if reference is None:
        return named(LABELS["comparison"])
    if reference.kind == "yourself_last_time":
        return named(LABELS["last_time"])
    return named(reference.name)
