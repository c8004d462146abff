"""The block in which a reader tries a change: curves that were worked out beforehand."""

from typing import Any

from mingxi.records.decision import Decision, Lever
from mingxi.report.bilingual import Both, both, named
from mingxi.report.facts import feature_entry
from mingxi.report.phrases import what_if as phrases
from mingxi.report.readable import number_or_none, signed, texts, whole


def what_if(decision: Decision) -> dict[str, Any]:
    """Levers with their points, and until when the estimate holds."""
    until = decision.next_review.isoformat() if decision.next_review else None
    return {
        "levers": [_entry(lever, decision) for lever in decision.what_if],
        "until": until,
        "note": both(phrases.ENDS, date=until) if until else named(phrases.ESTIMATE),
    }


def _entry(lever: Lever, decision: Decision) -> dict[str, Any]:
    feature, currency = lever.feature, decision.money.currency
    shown = texts(currency)
    return {
        "key": feature_entry(feature)["key"],
        "name": named(feature.name),
        "unit": feature.unit,
        "now": [value for value, _ in lever.points].index(lever.now),
        "points": [
            {
                "value": number_or_none(value),
                "shown": shown(value, feature.unit, feature.categories),
                "limit": int(limit),
                "limit_shown": _money(limit, named(currency)),
                "effect_shown": signed(int(limit) - int(decision.limit)),
            }
            for value, limit in lever.points
        ],
    }


def _money(limit: int, currency: Both) -> Both:
    return {language: f"{whole(int(limit))} {unit}" for language, unit in currency.items()}
