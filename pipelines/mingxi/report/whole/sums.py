"""Rows of the two sums a letter shows: start → limit, and last time → now."""

from functools import lru_cache
from typing import Any, Literal

from mingxi.declare.words import Words
from mingxi.report.bilingual import Both, both, capital, named
from mingxi.report.phrasebook import Phrasebook
from mingxi.report.phrases.labels import LABELS
from mingxi.report.phrases.verdicts import AVERAGE_OF
from mingxi.report.remembered import by_identity

Kind = Literal["start", "yours", "ours", "rounding", "subtotal", "total"]
Row = dict[str, Any]


def ledger_rows(twin: dict[str, Any], book: Phrasebook) -> list[Row]:
    """Start, every concept (zeros too), proposal, every rule that took money, rounding, limit."""
    found, decision = twin["ledger"], twin["decision"]
    rules = [_rule(key, amount, book) for key, amount in twin["rulings"]["effect"].items()]
    rows = [_start(found), *_concepts(found["amounts"], book)]
    rounding = decision["rounding"]
    if rules or rounding:
        rows.append(_row("subtotal", "proposed", LABELS["proposed"], found["output_amount"]))
    rows += rules
    name = LABELS["not_below_zero" if decision["proposed"] < 0 else "rounding"]
    rows.append(_row("rounding", "rounding", name, rounding))
    limit = _opening_of(book["money"]["limit_name"])
    rows.append({"kind": "total", "key": "limit", "name": limit, "amount": decision["limit"]})
    return rows


def ledger_gap(twin: dict[str, Any]) -> int:
    """Money that the ledger fails to account for: zero, always."""
    found, decision = twin["ledger"], twin["decision"]
    shown = found["base_amount"] + sum(found["amounts"].values()) + decision["rounding"]
    gap: int = decision["limit"] - shown - sum(twin["rulings"]["effect"].values())
    return gap


def change_rows(change: dict[str, Any], book: Phrasebook) -> list[Row]:
    """Last time, every concept (zeros too), method, rules, rounding, now."""
    return [
        _row("start", "before", LABELS["last_time"], change["before"]),
        *_concepts(change["you"]["amounts"], book),
        _row("ours", "method", LABELS["method"], change["method"]),
        *({**rule, "kind": "ours", "name": capital(rule["name"])} for rule in change["rules"]),
        _row("rounding", "rounding", LABELS["rounding"], change["rounding"]),
        _row("total", "after", LABELS["now"], change["after"]),
    ]


def _start(found: dict[str, Any]) -> Row:
    reference = found["reference"]
    short, name = _starts(reference["kind"], reference["name"]["zh"], reference["name"]["en"])
    return {
        "kind": "start",
        "key": "start",
        "name": name,
        "amount": found["base_amount"],
        "short": short,
    }


@lru_cache(maxsize=1024)  # a handful of groups
def _starts(kind: str, zh: str, en: str) -> tuple[Both, Both]:
    """Short and long name of those from whom a sum starts."""
    name = {"zh": zh, "en": en}
    if kind == "yourself_last_time":
        return capital(name), named(LABELS["last_time"])
    return capital(name), both(AVERAGE_OF, reference=name)


def _concepts(amounts: dict[str, int], book: Phrasebook) -> list[Row]:
    """The person's own concepts, then those of earlier reviews."""
    rows = [
        {
            "kind": "yours" if book.own(key) else "ours",
            "key": key,
            "name": _opening_of(book.concepts[key]["name"]),
            "amount": amount,
        }
        for key, amount in amounts.items()
    ]
    return sorted(rows, key=lambda row: row["kind"] == "ours")


def _rule(key: str, amount: int, book: Phrasebook) -> Row:
    name = _opening_of(book.rules[key]["name"])
    return {"kind": "ours", "key": key, "name": name, "amount": amount}


def _row(kind: Kind, key: str, name: Words, amount: int) -> Row:
    return {"kind": kind, "key": key, "name": _opening(name), "amount": amount}


@by_identity
def _opening(name: Words) -> Both:
    """Name as it opens a line."""
    return capital(named(name))


@by_identity
def _opening_of(name: Both) -> Both:
    """Name of a phrasebook as it opens a line."""
    return capital(name)
