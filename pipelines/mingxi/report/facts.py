"""What concepts and features are, and the numbers of a person beside those of a comparison."""

from collections.abc import Iterable
from math import isfinite, isnan
from typing import Any

from mingxi.declare.feature import Concept, Feature
from mingxi.records.decision import Attribution, Fact, Factor, ReferenceGroup
from mingxi.report.bilingual import named, printable
from mingxi.report.readable import number_or_none
from mingxi.report.remembered import by_identity

# units whose size can be drawn on a line
MEASURED = frozenset({"count", "days", "months", "money", "share", "points", "ratio"})


@by_identity
def concept_entry(concept: Concept) -> dict[str, Any]:
    """What a concept is called, why it matters and whose doing it is."""
    return {
        "key": printable(concept.key),
        "name": named(concept.name),
        "because": named(concept.matters_because),
        "decider": concept.decider,
    }


@by_identity
def feature_entry(feature: Feature) -> dict[str, Any]:
    """What a feature is, whoever's value it has."""
    return {
        "key": printable(feature.key),
        "name": named(feature.name),
        "unit": feature.unit,
        "levels": [printable(level) for level in feature.categories],
        "concept": printable(feature.concept),
        "code": printable(feature.code),
        "actionable": feature.actionable.value,
        "source": printable(feature.source),
        "origin": [named(place) for place in feature.origin],
        "measured": feature.unit in MEASURED and not feature.categories,
    }


def attribution_entry(found: Attribution, facts: dict[str, list[Any]]) -> dict[str, Any]:
    """An attribution in numbers.

    Parameters
    ----------
    found : Attribution
    facts : dict of name to column
        From `every_fact` or `moved_facts`.
    """
    return {
        "reference": reference_entry(found.reference),
        "base": number_or_none(found.base),
        "output": number_or_none(found.output),
        "base_amount": int(found.base_amount),
        "output_amount": int(found.output_amount),
        "amounts": {printable(f.concept.key): int(f.amount) for f in found.factors},
        "pushes": pushes(found.factors),
        "facts": facts,
    }


def pushes(factors: Iterable[Factor]) -> dict[str, float | None]:
    """Push of each concept by its key."""
    return {printable(f.concept.key): number_or_none(f.push) for f in factors}


def every_fact(found: Attribution) -> dict[str, list[Any]]:
    """Columns of all facts, in the order of the phrasebook's features."""
    return _columns([fact for factor in found.factors for fact in factor.facts])


def moved_facts(found: Attribution) -> dict[str, list[Any]]:
    """Columns of the facts that are not as they were, and the keys of their features."""
    facts = [fact for factor in found.factors for fact in factor.facts if _differs(fact)]
    return {"feature": [printable(fact.feature.key) for fact in facts], **_columns(facts)}


def _columns(facts: list[Fact]) -> dict[str, list[Any]]:
    return {
        "value": [v if isfinite(v := fact.value) else None for fact in facts],
        "reference": [v if isfinite(v := fact.reference_value) else None for fact in facts],
        "push": [v if isfinite(v := fact.push) else None for fact in facts],
    }


def _differs(fact: Fact) -> bool:
    """Whether the value is another one than before; unknown both times is not."""
    value, theirs = fact.value, fact.reference_value
    return value != theirs and not (isnan(value) and isnan(theirs))


@by_identity
def reference_entry(group: ReferenceGroup) -> dict[str, Any]:
    """Who a person is compared with."""
    return {
        "kind": group.kind,
        "name": named(group.name),
        "n": int(group.n),
        "ids_hash": printable(group.ids_hash),
    }
