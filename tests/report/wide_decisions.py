"""Decisions as wide as real ones: all concepts, features and rules of the catalogue."""

import random
from dataclasses import replace

from sample_parts import OWN_POLICY, YOURSELF

from mingxi.features.concepts import CONCEPTS
from mingxi.features.table import FEATURES
from mingxi.policy.catalogue import RULES
from mingxi.records.decision import (
    Attribution,
    Decision,
    Fact,
    Factor,
    Reason,
    ReferenceGroup,
    Ruling,
)

DECLARED = {f.what.key: f.what for f in FEATURES}


def widened(made: Decision, seed: int) -> Decision:
    """The decision with every concept, feature and rule there is, and its own numbers."""
    rng = random.Random(seed)
    told = tuple(r for r in made.rulings if r.binding or not r.passed)
    known = {r.rule.key for r in told}
    passed = tuple(
        Ruling(r.what, OWN_POLICY, "count", 1.0, 2.0, True, 0, False, False, {}, None, None)
        for r in RULES.values()
        if r.what.key not in known
    )
    more = 100 * seed if made.limit else 0
    change = made.change
    if change is not None:
        moved = sum(f.amount for f in change.you.factors)
        you = _attribution(rng, YOURSELF, change.you.base_amount + more, moved)
        both = {"before": change.before + more, "after": change.after + more}
        change = replace(change, you=you, **both)
    own = sum(f.amount for f in made.ledger.factors)
    ledger = _attribution(rng, made.ledger.reference, made.ledger.base_amount + more, own)
    return replace(
        made,
        borrower_id=f"{made.borrower_id}{seed}",
        limit=made.limit + more,
        proposed=made.proposed + more,
        available=made.available + more,
        reasons=tuple(_with_own_numbers(reason, seed) for reason in made.reasons),
        helped=tuple(_with_own_numbers(reason, seed) for reason in made.helped),
        rulings=told + passed,
        ledger=ledger,
        risk=replace(ledger, target="risk"),
        change=change,
    )


def _with_own_numbers(reason: Reason, seed: int) -> Reason:
    numbers = {
        name: value + (seed / 1000 if isinstance(value, float) and value < 1 else seed)
        for name, value in reason.slots.items()
        if isinstance(value, int | float)
    }
    told = replace(reason, slots={**reason.slots, **numbers})
    declared = DECLARED.get(reason.fact.feature.key) if reason.fact else None
    if declared is None:
        return told
    return replace(told, key=declared.concept, fact=replace(reason.fact, feature=declared))


def _attribution(
    rng: random.Random, reference: ReferenceGroup, base: int, total: int
) -> Attribution:
    amounts = [rng.randint(-900, 900) for _ in CONCEPTS[1:]]
    amounts = [total - sum(amounts), *amounts]
    factors = []
    for concept, amount in zip(CONCEPTS, amounts, strict=True):
        facts = tuple(
            Fact(f.what, *_pair(rng, reference is YOURSELF), amount / 3)
            for f in FEATURES
            if f.what.concept == concept.key
        )
        factors.append(Factor(concept, float(amount), amount, facts))
    output = base + total
    return Attribution("limit", reference, base, output, base, output, tuple(factors))


def _pair(rng: random.Random, same: bool) -> tuple[float, float]:
    value = round(rng.random() * 9, rng.choice([0, 0, 2]))
    still = same and rng.random() < 0.6
    return value, value if still else rng.choice([0.0, 1.0, 2.0, 4.5])
