"""Facts about a person: the value of each feature beside that of the comparison."""

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from mingxi.declare.feature import Concept, Feature, Unit
from mingxi.records.decision import Attribution, Fact, Factor, Money, ReferenceGroup
from mingxi.report.bilingual import Both, named, printable
from mingxi.report.fact_list import Entry, fact_list
from mingxi.report.pieces import Piece
from mingxi.report.readable import distance_texts, number_or_none, texts
from mingxi.report.remembered import by_identities, by_identity

ValueText = Callable[[float, Unit, tuple[str, ...]], Both]
# units whose size can be drawn on a line
MEASURED = frozenset({"count", "days", "months", "money", "share", "points", "ratio"})


@by_identity
def concept_entry(concept: Concept) -> dict[str, Any]:
    """What a concept is called and why it matters."""
    return {
        "key": printable(concept.key),
        "name": named(concept.name),
        "because": named(concept.matters_because),
    }


@by_identity
def feature_entry(feature: Feature) -> dict[str, Any]:
    """What a feature is, whoever's value it has."""
    return {
        "key": printable(feature.key),
        "name": named(feature.name),
        "unit": feature.unit,
        "concept": printable(feature.concept),
        "code": printable(feature.code),
        "actionable": feature.actionable.value,
        "source": printable(feature.source),
        "origin": [named(place) for place in feature.origin],
        "measured": feature.unit in MEASURED and not feature.categories,
    }


def fact_entry(fact: Fact, shown: ValueText) -> dict[str, Any]:
    """One feature's numbers, and both values as text."""
    feature, value, theirs = fact.feature, fact.value, fact.reference_value
    unit, levels = feature.unit, feature.categories
    return {
        "key": printable(feature.key),
        "value": value if isfinite(value) else None,
        "reference_value": theirs if isfinite(theirs) else None,
        "push": fact.push if isfinite(fact.push) else None,
        "shown": shown(value, unit, levels),
        "reference_shown": shown(theirs, unit, levels),
    }


def told_fact(fact: Fact, money: Money) -> dict[str, Any]:
    """One fact with all that is needed to tell it: what it is, and its numbers."""
    return {**feature_entry(fact.feature), **fact_entry(fact, texts(money.currency))}


def attribution_entry(found: Attribution, money: Money) -> dict[str, Any]:
    """An attribution with its reference, numbers and facts; names stand in their own lists.

    Against yourself last time a fact that is as it was carries nothing and is left out.
    """
    moved = found.reference.kind == "yourself_last_time"
    entry = told_apart(money) if moved else _told_plainly(money)
    return {
        "target": found.target,
        "reference": _reference(found.reference),
        "base": number_or_none(found.base),
        "output": number_or_none(found.output),
        "base_amount": int(found.base_amount),
        "output_amount": int(found.output_amount),
        "factors": [
            {
                "key": printable(f.concept.key),
                "push": number_or_none(f.push),
                "amount": int(f.amount),
                "facts": fact_list([t for t in f.facts if not moved or _differs(t)], entry),
            }
            for f in found.factors
        ],
    }


@by_identity
def _reference(group: ReferenceGroup) -> Piece:
    return Piece(
        {
            "kind": group.kind,
            "name": named(group.name),
            "n": int(group.n),
            "ids_hash": printable(group.ids_hash),
        }
    )


@by_identity
def _told_plainly(money: Money) -> Entry:
    shown = texts(money.currency)
    return lambda fact: fact_entry(fact, shown)


@by_identity
def told_apart(money: Money) -> Entry:
    """`fact_entry` with the decimals it takes to tell the value from that of last time."""
    shown = texts(money.currency)

    def entry(fact: Fact) -> dict[str, Any]:
        """One fact, told apart from last time."""
        made, unit = fact_entry(fact, shown), fact.feature.unit
        if made["shown"] == made["reference_shown"] and unit in MEASURED:
            now, then, _ = distance_texts(fact.value, fact.reference_value, unit, money.currency)
            made |= {"shown": now, "reference_shown": then}
        return made

    return entry


def _differs(fact: Fact) -> bool:
    """Whether the value is another one than before; unknown both times is not."""
    unknown = fact.value != fact.value and fact.reference_value != fact.reference_value
    return fact.value != fact.reference_value and not unknown


def pushes_only(found: Attribution) -> dict[str, Any]:
    """An attribution whose facts another one already lists: reference and pushes."""
    return {
        "target": found.target,
        "reference": found.reference.kind,
        "base": number_or_none(found.base),
        "output": number_or_none(found.output),
        "pushes": {printable(f.concept.key): number_or_none(f.push) for f in found.factors},
    }


def concepts_in(factors: Iterable[Factor]) -> Piece:
    """Concepts of an attribution by key."""
    return _by_key(*(concept_entry(f.concept) for f in factors))


def features_in(factors: Iterable[Factor]) -> Piece:
    """Features of an attribution by key."""
    return _by_key(*(feature_entry(fact.feature) for f in factors for fact in f.facts))


@by_identities
def _by_key(*entries: dict[str, Any]) -> Piece:
    return Piece({entry["key"]: entry for entry in entries})
