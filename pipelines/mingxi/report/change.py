"""Last time → now: parts of a change, in numbers."""

from collections.abc import Sequence
from typing import Any

from mingxi.records.decision import Change
from mingxi.report.bilingual import named, printable
from mingxi.report.facts import attribution_entry, moved_facts


def change_split(change: Change) -> dict[str, int]:
    """The five parts of a change; they add up to ``after − before``."""
    concepts = [(f.concept.decider == "behaviour", f.amount) for f in change.you.factors]
    rules = [amount for _, amount in change.rules]
    return parts_of_change(concepts, change.method, rules, change.rounding)


def parts_of_change(
    concepts: Sequence[tuple[bool, int]], method: int, rules: Sequence[int], rounding: int
) -> dict[str, int]:
    """Parts of a change by whose doing they are, money.

    Parameters
    ----------
    concepts : sequence of (bool, int)
        Whether it is the person's own record, not what earlier reviews came to; amount.
    method, rounding : int
    rules : sequence of int

    Examples
    --------
    >>> parts_of_change([(True, -300), (False, 40)], -200, [-30, 10], 5)
    {'you': -300, 'reviews': 40, 'method': -200, 'rules': -20, 'rounding': 5}
    """
    return {
        "you": int(sum(amount for own, amount in concepts if own)),
        "reviews": int(sum(amount for own, amount in concepts if not own)),
        "method": int(method),
        "rules": int(sum(rules)),
        "rounding": int(rounding),
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
