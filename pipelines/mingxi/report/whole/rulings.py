"""Answers of rules, and the lights of those that a question shows."""

from functools import lru_cache
from typing import Any

from mingxi.records.decision import Question
from mingxi.report.checks import SHOWN_LAYER
from mingxi.report.phrasebook import Phrasebook
from mingxi.report.readable import signed

Entry = dict[str, Any]


def rulings_in_full(found: Entry, book: Phrasebook) -> list[Entry]:
    """Every rule's answer, in the order of the policy."""
    effect, failed = found["effect"], frozenset(found["failed"])
    binding, jointly = frozenset(found["binding"]), frozenset(found["jointly"])
    return [
        _ruling(
            key,
            rule["unit"],
            (value, needed),
            effect.get(key, 0),
            (key not in failed, key in binding, key in jointly),
        )
        for (key, rule), value, needed in zip(
            book.rules.items(), found["value"], found["needed"], strict=True
        )
    ]


@lru_cache(maxsize=65536)  # most rules are passed by most people, with the same few values
def _ruling(
    key: str,
    unit: str,
    numbers: tuple[float | None, float | None],
    effect: int,
    answer: tuple[bool, bool, bool],
) -> Entry:
    return {
        "key": key,
        "unit": unit,
        "value": numbers[0],
        "needed": numbers[1],
        "passed": answer[0],
        "effect": effect,
        "effect_shown": signed(effect),
        "binding": answer[1],
        "jointly": answer[2],
    }


def lights_in_full(found: list[Entry], question: str, book: Phrasebook) -> list[Entry]:
    """All lights of the question; what the twin does not name was passed."""
    layer = SHOWN_LAYER.get(Question(question))
    named = {light["key"]: light for light in found}
    keys = [rule["key"] for rule in book["rules"] if rule["layer"] == layer]
    return [
        {**named[key], "place": i} if key in named else _green(key, i)
        for i, key in enumerate(keys, start=1)
    ]


@lru_cache(maxsize=1024)
def _green(key: str, place: int) -> Entry:
    found = {"key": key, "state": "ok", "said": "passed", "distance": None, "text": None}
    return {**found, "place": place}
