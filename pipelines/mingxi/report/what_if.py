"""The block in which a reader tries a change: curves that were worked out beforehand."""

from typing import Any

from mingxi.records.decision import Decision, Lever
from mingxi.report.bilingual import both, named, printable
from mingxi.report.phrases import what_if as phrases
from mingxi.report.readable import number_or_none


def what_if(decision: Decision) -> dict[str, Any]:
    """Levers with their points, and until when the estimate holds."""
    levers = [_entry(lever) for lever in decision.what_if]
    return {"levers": levers, "note": _note(decision) if levers else None}


def _note(decision: Decision) -> dict[str, str]:
    until = decision.next_review
    return both(phrases.ENDS, date=until.isoformat()) if until else named(phrases.ESTIMATE)


def _entry(lever: Lever) -> dict[str, Any]:
    return {
        "key": printable(lever.feature.key),
        "now": [value for value, _ in lever.points].index(lever.now),
        "values": [number_or_none(value) for value, _ in lever.points],
        "limits": [int(limit) for _, limit in lever.points],
    }
