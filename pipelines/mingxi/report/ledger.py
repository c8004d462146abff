"""Rows of the two sums a letter shows: start → limit, and last time → now."""

from typing import Any, Literal

from mingxi.declare.rule import Decider
from mingxi.declare.words import Words
from mingxi.records.decision import Attribution, Change, Decision, Factor
from mingxi.report.bilingual import Both, both, capital, named, printable
from mingxi.report.phrases.labels import LABELS
from mingxi.report.phrases.verdicts import AVERAGE_OF
from mingxi.report.remembered import by_identity

Kind = Literal["start", "yours", "ours", "rounding", "subtotal", "total"]
Row = dict[str, Any]
# deciders whose rules are still the person's own record or papers
OWN: frozenset[Decider] = frozenset({"behaviour", "data"})


def ledger_rows(decision: Decision) -> list[Row]:
    """Start, every concept (zeros too), proposal, every rule that took money, rounding, limit."""
    found = decision.ledger
    rules = [_row("ours", r.rule.key, r.rule.name, r.effect) for r in decision.rulings if r.effect]
    start = _start_name(found)
    first = _row("start", "start", LABELS["start"], found.base_amount)
    rows = [{**first, "name": start, "short": capital(named(found.reference.name))}]
    rows += _concepts(found.factors)
    if rules or decision.rounding:
        rows.append(_row("subtotal", "proposed", LABELS["proposed"], found.output_amount))
    rows += rules
    below = decision.proposed < 0
    name = LABELS["not_below_zero" if below else "rounding"]
    rows.append(_row("rounding", "rounding", name, decision.rounding))
    rows.append(_row("total", "limit", decision.money.limit_name, decision.limit))
    return rows


def change_rows(change: Change) -> list[Row]:
    """Last time, every concept (zeros too), method, rules, rounding, now."""
    return [
        _row("start", "before", LABELS["last_time"], change.before),
        *_concepts(change.you.factors),
        _row("ours", "method", LABELS["method"], change.method),
        *(_row("ours", rule.key, rule.name, amount) for rule, amount in change.rules),
        _row("rounding", "rounding", LABELS["rounding"], change.rounding),
        _row("total", "after", LABELS["now"], change.after),
    ]


def change_split(change: Change) -> dict[str, int]:
    """The four parts of a change; they add up to ``after − before``."""
    return {
        "you": int(sum(f.amount for f in change.you.factors)),
        "method": int(change.method),
        "rules": int(sum(amount for _, amount in change.rules)),
        "rounding": int(change.rounding),
    }


def _start_name(found: Attribution) -> Both:
    if found.reference.kind == "yourself_last_time":
        return named(LABELS["last_time"])
    return both(AVERAGE_OF, reference=named(found.reference.name))


def _concepts(factors: tuple[Factor, ...]) -> list[Row]:
    return [_row("yours", f.concept.key, f.concept.name, f.amount) for f in factors]


def _row(kind: Kind, key: str, name: Words, amount: int) -> Row:
    return {"kind": kind, "key": printable(key), "name": _opening(name), "amount": int(amount)}


@by_identity
def _opening(name: Words) -> Both:
    """Name as it opens a line."""
    return capital(named(name))
