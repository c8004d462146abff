"""Answers of the gates and caps, and the one that decides."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any

from mingxi.declare.feature import Unit
from mingxi.declare.quantity import Reference
from mingxi.declare.rule import Layer, Rule
from mingxi.records.decision import Decision, Money, Question, Ruling
from mingxi.report.bilingual import both_if_full, named, printable
from mingxi.report.pieces import Piece
from mingxi.report.readable import distance_texts, number_or_none, signed
from mingxi.report.remembered import by_identities, by_identity, of_the_last

# which lights a question shows
SHOWN_LAYER: dict[Question, Layer] = {
    Question.NOT_OPENED: Layer.OPEN_GATE,
    Question.CANNOT_DRAW: Layer.DRAW_GATE,
    Question.CANNOT_REDRAW: Layer.DRAW_GATE,
}


def decides(ruling: Ruling) -> bool:
    """Whether the step decides, alone or with others."""
    return ruling.binding or ruling.jointly


@of_the_last
def shown_checks(decision: Decision) -> list[Ruling]:
    """Gates that this question shows as lights, in the order of the policy."""
    layer = SHOWN_LAYER.get(decision.question)
    return [r for r in decision.rulings if r.rule.layer is layer]


def decisive(checks: Sequence[Ruling]) -> Ruling | None:
    """The check to open: the first that decides alone, else with others, else that failed."""
    for wanted in ("binding", "jointly"):
        for ruling in checks:
            if getattr(ruling, wanted):
                return ruling
    return next((r for r in checks if not r.passed), None)


def lights(checks: Sequence[Ruling]) -> list[dict[str, Any]]:
    """State of each light, and the label that says it.

    ``ok`` passed, ``no`` decides, ``also`` failed without deciding. A light that decides is open.
    """
    out = []
    for ruling in checks:
        state, said = "ok", "passed"
        if not ruling.passed:
            state, said = "also", "not_decisive"
            if decides(ruling):
                state, said = "no", "decides" if ruling.binding else "together_with"
        out.append({"key": ruling.rule.key, "state": state, "said": said})
    return _one_open(out)


def _one_open(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lights; where none decides, the first that failed stands for the stop."""
    if found and not any(light["state"] == "no" for light in found):
        failed = next((light for light in found if light["state"] == "also"), None)
        if failed is not None:
            failed.update(state="no", said="failed")
    return found


def rules_in(rulings: Iterable[Ruling]) -> Piece:
    """Rules by key: names, source and dates, the same for everybody that day."""
    return _by_key(
        *(_rule_entry(r.rule, r.reference, r.effective_from, r.review_by) for r in rulings)
    )


@by_identities
def _by_key(*entries: dict[str, Any]) -> Piece:
    return Piece({entry["key"]: entry for entry in entries})


@by_identities
def _rule_entry(
    rule: Rule, reference: Reference, effective_from: date | None, review_by: date | None
) -> dict[str, Any]:
    return {
        "key": printable(rule.key),
        "name": named(rule.name),
        "layer": rule.layer.value,
        "code": printable(rule.code),
        "decider": rule.decider,
        "about_person": rule.about_person,
        "reference": {
            "title": named(reference.title),
            "article": named(reference.article),
            "read_on": reference.read_on.isoformat(),
        },
        "effective_from": effective_from.isoformat() if effective_from else None,
        "review_by": review_by.isoformat() if review_by else None,
    }


def ruling_entry(ruling: Ruling, money: Money) -> dict[str, Any]:
    """One rule's answer: its numbers; sentences only where it decides or failed."""
    plain = _plain(ruling)
    if ruling.passed and not decides(ruling):
        return plain
    rule, slots = ruling.rule, ruling.slots
    return {
        **plain,
        "binding": bool(ruling.binding),
        "jointly": bool(ruling.jointly),
        "distance": _distance(ruling, money),
        "text": both_if_full(rule.reason, slots),
        "step": both_if_full(rule.step, slots),
        "ours": both_if_full(rule.ours, slots),
    }


@by_identity  # one ruling is shared by all of a block whom a rule gave the same answer
def _plain(ruling: Ruling) -> Piece:
    numbers = (float(ruling.value), float(ruling.threshold), int(ruling.effect))
    return _silent(ruling.rule.key, ruling.unit, bool(ruling.passed), *numbers)


@lru_cache(maxsize=65536)  # most rules are passed by most people, with the same few values
def _silent(key: str, unit: Unit, passed: bool, value: float, needed: float, effect: int) -> Piece:
    return Piece(
        {
            "key": printable(key),
            "unit": unit,
            "value": number_or_none(value),
            "needed": number_or_none(needed),
            "passed": passed,
            "effect": effect,
            "effect_shown": signed(effect),
            "binding": False,
            "jointly": False,
            "distance": None,
            "text": None,
            "step": None,
            "ours": None,
        }
    )


def _distance(ruling: Ruling, money: Money) -> dict[str, Any] | None:
    """Your value, the needed value and what lies between; None where it cannot be measured."""
    value, needed = ruling.value, ruling.threshold
    measured = isfinite(value) and isfinite(needed) and ruling.unit not in ("flag", "code")
    # the days until a posting are no value of the person's that could reach a bar
    ours = ruling.rule.decider in ("system", "funds", "group")
    if not measured or ours or value == needed:
        return None
    yours, bar, apart = distance_texts(value, needed, ruling.unit, money.currency)
    return {
        "side": "over_by" if value > needed else "short_by",
        "value": yours,
        "needed": bar,
        "apart": apart,
    }
