"""Answers of the gates and caps, and the one that decides."""

from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Any

from mingxi.declare.feature import Unit
from mingxi.declare.quantity import Reference
from mingxi.declare.rule import Layer, Rule
from mingxi.records.decision import Decision, Money, Question, Ruling
from mingxi.report.bilingual import both_if_full, named, printable
from mingxi.report.readable import distance_texts
from mingxi.report.remembered import of_the_last

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
def telling(decision: Decision) -> list[Ruling]:
    """Steps that decide or were not passed: few, while most are passed by most people."""
    return [r for r in decision.rulings if not r.passed or r.binding or r.jointly]


@of_the_last
def deciding(decision: Decision) -> list[Ruling]:
    """Steps that decide."""
    return [r for r in telling(decision) if r.binding or r.jointly]


@of_the_last
def shown_checks(decision: Decision) -> list[Ruling]:
    """Gates that this question shows as lights, in the order of the policy."""
    layer = SHOWN_LAYER.get(decision.question)
    return [] if layer is None else [r for r in decision.rulings if r.rule.layer is layer]


def decisive(checks: Sequence[Ruling]) -> Ruling | None:
    """The check to open: the first that decides alone, else with others, else that failed."""
    for wanted in ("binding", "jointly"):
        for ruling in checks:
            if getattr(ruling, wanted):
                return ruling
    return next((r for r in checks if not r.passed), None)


def lights(decision: Decision, told: set[str]) -> list[dict[str, Any]]:
    """Lights that are not green: state, the label that says it, and what an open one shows.

    ``no`` decides, ``also`` failed without deciding; of those that passed there is nothing to
    say. A light that decides is open; where none decides, the first that failed stands for the
    stop.

    Parameters
    ----------
    decision : Decision
    told : set of str
        Keys of the reasons, whose sentence is not said again.
    """
    failed = [r for r in shown_checks(decision) if not r.passed]
    stop = next((r for r in failed if decides(r)), None)
    first = failed[0] if failed and stop is None else None
    return [_light(r, r is first, decision.money, told) for r in failed]


def _light(ruling: Ruling, first: bool, money: Money, told: set[str]) -> dict[str, Any]:
    key = printable(ruling.rule.key)
    if not (first or decides(ruling)):
        return {
            "key": key,
            "state": "also",
            "said": "not_decisive",
            "distance": None,
            "text": None,
        }
    said = "failed" if first else "decides" if ruling.binding else "together_with"
    return {
        "key": key,
        "state": "no",
        "said": said,
        "distance": _distance(ruling, money),
        "text": None if key in told else both_if_full(ruling.rule.reason, ruling.slots),
    }


def rule_entry(
    rule: Rule,
    reference: Reference,
    unit: Unit,
    effective_from: date | None,
    review_by: date | None,
) -> dict[str, Any]:
    """A rule with name, source and dates, the same for everybody that day."""
    return {
        "key": printable(rule.key),
        "name": named(rule.name),
        "layer": rule.layer.value,
        "unit": unit,
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


def rulings_entry(decision: Decision) -> dict[str, Any]:
    """Answers of all rules: numbers in the order of the phrasebook, the rest where it is so."""
    found, some = decision.rulings, telling(decision)
    return {
        "value": [float(v) if isfinite(v := r.value) else None for r in found],
        "needed": [float(v) if isfinite(v := r.threshold) else None for r in found],
        "effect": {printable(r.rule.key): int(r.effect) for r in found if r.effect},
        "failed": [printable(r.rule.key) for r in some if not r.passed],
        "binding": [printable(r.rule.key) for r in some if r.binding],
        "jointly": [printable(r.rule.key) for r in some if r.jointly],
    }


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
