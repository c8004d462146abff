"""Rows of a letter's tables as markup, remembered: most of them recur on every letter."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from mingxi.declare.words import Language
from mingxi.report.readable import signed, whole
from mingxi.report.remembered import by_identities

_SUMS = frozenset({"start", "subtotal", "total"})
_MOST = 65536
Words = dict[str, str]
Entry = dict[str, Any]


def sum_rows(rows: Iterable[dict[str, Any]], language: Language) -> Markup:
    """Name and amount of each row of a sum, zeros too."""
    found = (_sum_row(row["kind"], row["name"][language], row["amount"]) for row in rows)
    return _joined(found)


def rule_rows(twin: dict[str, Any], words: Words, language: Language) -> Markup:
    """Name, result, effect and source of every gate and cap."""
    rules = twin["rules"]
    return _joined(_rule_row(rules[r["key"]], r, words)[language] for r in twin["rulings"])


def fact_rows(twin: dict[str, Any], language: Language) -> Markup:
    """Concepts with name, value and comparison of each fact, one table body per concept."""
    concepts, features = twin["concepts"], twin["features"]
    parts: list[str] = []
    for factor in twin["ledger"]["factors"]:
        origins = told_origins(features, factor["facts"], language)
        parts.append(_group_row(concepts[factor["key"]]["name"][language], origins))
        for f in factor["facts"]:
            name = features[f["key"]]["name"][language]
            parts.append(_fact_row(name, f["shown"][language], f["reference_shown"][language]))
        parts.append("</tbody>\n")
    return _joined(parts)


def told_origins(features: dict[str, Entry], facts: Iterable[Entry], language: Language) -> str:
    """Where the facts come from, each place once; empty where no table says."""
    places = (place[language] for f in facts for place in features[f["key"]]["origin"])
    return ("、" if language == "zh" else ", ").join(dict.fromkeys(places))


def moved_rows(twin: dict[str, Any], language: Language) -> Markup:
    """Facts that are not as they were last time, then and now, under what they did to the limit.

    One table body per concept; a concept none of whose facts moved has no effect and no rows.
    """
    concepts, features = twin["concepts"], twin["features"]
    parts: list[str] = []
    for factor in twin["change"]["you"]["factors"]:
        if not factor["facts"]:
            continue
        parts.append(_moved_row(concepts[factor["key"]]["name"][language], factor["amount"]))
        for f in factor["facts"]:
            name = features[f["key"]]["name"][language]
            parts.append(_fact_row(name, f["reference_shown"][language], f["shown"][language]))
        parts.append("</tbody>\n")
    return _joined(parts)


def _joined(parts: Iterable[str]) -> Markup:
    return Markup("".join(parts))  # noqa: S704  every text in the rows went through `escape`


@lru_cache(maxsize=_MOST)
def _sum_row(kind: str, name: str, amount: int) -> str:
    shown = whole(amount) if kind in _SUMS else signed(amount)
    look = "zero" if shown == "0" else kind
    return (
        f'<tr class="{look}"><th scope="row">{escape(name)}</th><td class="r">{shown}</td></tr>\n'
    )


@by_identities  # one answer of a rule is shared by many
def _rule_row(rule: Entry, ruling: Entry, words: Words) -> dict[Language, str]:
    result = words["passed"] if ruling["passed"] else words["failed"]
    source = rule["reference"]
    return {
        language: (
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(result)}</td>'
            f'<td class="r">{escape(ruling["effect_shown"])}</td>'
            f"<td><bdi>{escape(source['title'][language])}</bdi> "
            f"<bdi>{escape(source['article'][language])}</bdi></td></tr>\n"
        )
        for language, name in rule["name"].items()
    }


@lru_cache(maxsize=_MOST)
def _group_row(concept: str, origins: str) -> str:
    source = f" <small>{escape(origins)}</small>" if origins else ""
    return (
        '<tbody><tr class="group"><th scope="rowgroup" colspan="3">'
        f"{escape(concept)}{source}</th></tr>\n"
    )


@lru_cache(maxsize=_MOST)
def _moved_row(concept: str, amount: int) -> str:
    return (
        f'<tbody><tr class="group"><th scope="rowgroup" colspan="2">{escape(concept)}</th>'
        f'<td class="r">{signed(amount)}</td></tr>\n'
    )


@lru_cache(maxsize=_MOST)
def _fact_row(name: str, yours: str, theirs: str) -> str:
    return (
        f'<tr><th scope="row">{escape(name)}</th><td class="r">{escape(yours)}</td>'
        f'<td class="r">{escape(theirs)}</td></tr>\n'
    )
