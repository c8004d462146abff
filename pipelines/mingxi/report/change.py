"""Last time → now: parts of a change, in numbers."""

from typing import Any

from mingxi.records.decision import Change
from mingxi.report.bilingual import named, printable
from mingxi.report.facts import attribution_entry, moved_facts


def change_split(change: Change) -> dict[str, int]:
    """The five parts of a change; they add up to ``after − before``."""
    own = [f.amount for f in change.you.factors if f.concept.decider == "behaviour"]
    return {
        "you": int(sum(own)),
        "reviews": int(sum(f.amount for f in change.you.factors)) - int(sum(own)),
        "method": int(change.method),
        "rules": int(sum(amount for _, amount in change.rules)),
        "rounding": int(change.rounding),
    }


def change_entry(change: Change) -> dict[str, Any]:
    """A change in numbers; a rule that is gone today is in no phrasebook, so rules are named."""
    return {
        "before_on": change.before_on.isoformat(),
        "before": int(change.before),
        "after": int(change.after),
        "method": int(change.method),
        "rounding": int(change.rounding),
        "rules": [
            {"key": printable(rule.key), "name": named(rule.name), "amount": int(amount)}
            for rule, amount in change.rules
        ],
        "you": attribution_entry(change.you, moved_facts(change.you)),
    }


def change_moved(change: Change) -> bool:
    """Whether any part of a change has a size; where none has, there is nothing to draw."""
    parts = (change.method, change.rounding, *(amount for _, amount in change.rules))
    return any(parts) or any(f.amount for f in change.you.factors)
