"""Facts about a person: the value of each feature beside that of the comparison."""

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from mingxi.declare.feature import Concept, Feature, Unit
from mingxi.records.decision import Attribution, Fact, Factor, Money
from mingxi.report.bilingual import Both, named, printable
from mingxi.report.readable import number_or_none, texts
from mingxi.report.remembered import by_identity

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
    shown = texts(money.currency)
    moved = found.reference.kind == "yourself_last_time"
    return {
        "target": found.target,
        "reference": {
            "kind": found.reference.kind,
            "name": named(found.reference.name),
            "n": int(found.reference.n),
            "ids_hash": printable(found.reference.ids_hash),
        },
        "base": number_or_none(found.base),
        "output": number_or_none(found.output),
        "base_amount": int(found.base_amount),
        "output_amount": int(found.output_amount),
        "factors": [
            {
                "key": printable(f.concept.key),
                "push": number_or_none(f.push),
                "amount": int(f.amount),
                "facts": [
                    fact_entry(fact, shown)
                    for fact in f.facts
                    if not moved or fact.value != fact.reference_value
                ],
            }
            for f in found.factors
        ],
    }


def pushes_only(found: Attribution) -> dict[str, Any]:
    """An attribution whose facts another one already lists: reference and pushes."""
    return {
        "target": found.target,
        "reference": found.reference.kind,
        "base": number_or_none(found.base),
        "output": number_or_none(found.output),
        "pushes": {printable(f.concept.key): number_or_none(f.push) for f in found.factors},
    }


def concepts_in(factors: Iterable[Factor]) -> dict[str, Any]:
    """Concepts of an attribution by key."""
    entries = [concept_entry(f.concept) for f in factors]
    return {entry["key"]: entry for entry in entries}


def features_in(factors: Iterable[Factor]) -> dict[str, Any]:
    """Features of an attribution by key."""
    entries = [feature_entry(fact.feature) for f in factors for fact in f.facts]
    return {entry["key"]: entry for entry in entries}
