"""Reasons that nothing in the letter bears out."""

from collections.abc import Iterator
from typing import Any

from mingxi.report.lint.fault import Fault


def without_evidence(letter: dict[str, Any]) -> Iterator[Fault]:
    """Reasons whose rule did not decide, whose fact is not held, or whose method did not move."""
    for part in ("reasons", "helped"):
        for reason in letter[part]:
            lacking = _LACKING[reason["source"]](reason, letter)
            if lacking:
                yield Fault("evidence", f"{part}.{reason['code']}", lacking)


def _rule(reason: dict[str, Any], letter: dict[str, Any]) -> str:
    ruling = next((r for r in letter["rulings"] if r["key"] == reason["key"]), None)
    if ruling is None:
        return f"no ruling {reason['key']!r} was made"
    if reason["amount"] > 0:
        return _gave_way(reason, letter)
    if ruling["passed"] and not (ruling["binding"] or ruling["jointly"] or ruling["effect"]):
        return f"the ruling {reason['key']!r} was passed and took nothing"
    if not letter["rules"][reason["key"]]["reference"]["title"]["en"]:
        return f"the rule {reason['key']!r} names no source"
    return ""


def _gave_way(reason: dict[str, Any], letter: dict[str, Any]) -> str:
    rows = letter["change"]["rows"] if letter["change"] else []
    moved = any(r["key"] == reason["key"] and r["amount"] > 0 for r in rows)
    return "" if moved else f"the ruling {reason['key']!r} gave nothing back"


def _concept(reason: dict[str, Any], letter: dict[str, Any]) -> str:
    fact = reason["fact"]
    if fact is None:
        return "no fact stands beside it"
    known = fact["value"] is not None
    if not known and reason["decider"] != "data":
        return f"{fact['key']!r} is not known, yet it is told as behaviour"
    if reason["key"] not in letter["concepts"]:
        return f"there is no concept {reason['key']!r}"
    return ""


def _method(_: dict[str, Any], letter: dict[str, Any]) -> str:
    moved = letter["change"] is not None and letter["change"]["split"]["method"] != 0
    return "" if moved else "the method moved nothing"


_LACKING = {"rule": _rule, "concept": _concept, "method": _method}
