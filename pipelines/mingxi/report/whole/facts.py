"""Facts of a twin with names and values as people read them."""

from collections.abc import Iterable, Mapping
from math import nan
from typing import Any

from mingxi.report.phrasebook import Phrasebook
from mingxi.report.readable import distance_texts, texts

Entry = dict[str, Any]


def fact_shown(
    feature: Mapping[str, Any], value: float | None, theirs: float | None, book: Phrasebook
) -> Entry:
    """Value and that of the comparison, as numbers and as text."""
    shown, unit, levels = texts(book.currency), feature["unit"], book.levels[feature["key"]]
    return {
        "key": feature["key"],
        "value": value,
        "reference_value": theirs,
        "shown": shown(nan if value is None else value, unit, levels),
        "reference_shown": shown(nan if theirs is None else theirs, unit, levels),
    }


def factors_in_full(found: Mapping[str, Any], book: Phrasebook) -> list[Entry]:
    """Concepts of a ledger with amount, push and every fact."""
    return _grouped(found, [fact for fact, _ in _facts(found, book.features.values(), book)], book)


def moved_in_full(found: Mapping[str, Any], book: Phrasebook) -> list[Entry]:
    """Concepts of a change with amount, push and the facts that moved, told apart."""
    features = [book.features[key] for key in found["facts"]["feature"]]
    facts = _facts(found, features, book)
    return _grouped(found, [_apart(fact, feature, book) for fact, feature in facts], book)


def _facts(
    found: Mapping[str, Any], features: Iterable[Entry], book: Phrasebook
) -> list[tuple[Entry, Entry]]:
    """Each fact with its feature; the columns stand in the order of ``features``."""
    columns, shown, levels = found["facts"], texts(book.currency), book.levels
    out = []
    for feature, value, theirs, push in zip(
        features, columns["value"], columns["reference"], columns["push"], strict=False
    ):
        key, unit = feature["key"], feature["unit"]
        fact = {
            "key": key,
            "value": value,
            "reference_value": theirs,
            "push": push,
            "shown": shown(nan if value is None else value, unit, levels[key]),
            "reference_shown": shown(nan if theirs is None else theirs, unit, levels[key]),
        }
        out.append((fact, feature))
    return out


def _apart(fact: Entry, feature: Entry, book: Phrasebook) -> Entry:
    """Fact with the decimals it takes to tell the value from that of last time."""
    if fact["shown"] != fact["reference_shown"] or not feature["measured"]:
        return fact
    now, then, _ = distance_texts(
        fact["value"], fact["reference_value"], feature["unit"], book.currency
    )
    return {**fact, "shown": now, "reference_shown": then}


def _grouped(found: Mapping[str, Any], facts: Iterable[Entry], book: Phrasebook) -> list[Entry]:
    of: dict[str, list[Entry]] = {key: [] for key in found["amounts"]}
    for fact in facts:
        of[book.features[fact["key"]]["concept"]].append(fact)
    pushes = found["pushes"]
    return [
        {"key": key, "push": pushes[key], "amount": amount, "facts": of[key]}
        for key, amount in found["amounts"].items()
    ]
