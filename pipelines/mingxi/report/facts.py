"""Facts about a person: the value of each feature beside that of the comparison."""

from typing import Any

from mingxi.records.decision import Attribution, Fact, Factor, Money
from mingxi.report.bilingual import named, printable
from mingxi.report.readable import number_or_none, value_text

# units whose size can be drawn on a line
MEASURED = frozenset({"count", "days", "months", "money", "share", "points", "ratio"})


def fact_entry(fact: Fact, money: Money) -> dict[str, Any]:
    """One feature: key, names, numbers, and both values as text."""
    feature = fact.feature
    levels = feature.categories
    return {
        "key": printable(feature.key),
        "name": named(feature.name),
        "unit": feature.unit,
        "value": number_or_none(fact.value),
        "reference_value": number_or_none(fact.reference_value),
        "push": number_or_none(fact.push),
        "shown": value_text(fact.value, feature.unit, money.currency, levels),
        "reference_shown": value_text(fact.reference_value, feature.unit, money.currency, levels),
        "measured": feature.unit in MEASURED and not levels,
    }


def factor_entry(factor: Factor, money: Money) -> dict[str, Any]:
    """One concept with its facts."""
    return {
        "key": printable(factor.concept.key),
        "name": named(factor.concept.name),
        "because": named(factor.concept.matters_because),
        "push": number_or_none(factor.push),
        "amount": int(factor.amount),
        "facts": [fact_entry(fact, money) for fact in factor.facts],
    }


def attribution_entry(found: Attribution, money: Money) -> dict[str, Any]:
    """An attribution with its reference, numbers and facts."""
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
        "factors": [factor_entry(f, money) for f in found.factors],
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
