"""Rows of a letter's tables as markup, remembered: most of them recur on every letter."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from mingxi.declare.words import Language
from mingxi.report.escaped import escaped
from mingxi.report.readable import signed, whole
from mingxi.report.remembered import by_identities

_SUMS = frozenset({"start", "subtotal", "total"})
_MOST = 65536
Words = dict[str, str]
Entry = dict[str, Any]


def sum_rows(rows: Iterable[dict[str, Any]], language: Language) -> Markup:
    """Name and amount of each row of a sum, zeros too."""
    return _joined([_sum_row(r["kind"], r["name"][language], r["amount"]) for r in rows])


def rule_rows(letter: dict[str, Any], words: Words, language: Language) -> Markup:
    """Name, result, effect and source of every gate and cap."""
    rules = letter["rules"]
    rows = _when_passed(rules, words, language).copy()
    for i, ruling in enumerate(letter["rulings"]):
        if ruling["effect"] or not ruling["passed"]:
            rows[i] = _rule_row(rules[ruling["key"]], ruling, words, language)
    return _joined(rows)


def light_heads(letter: dict[str, Any], words: Words, language: Language) -> dict[str, Markup]:
    """Opening of each light's line, by its key: place, name and what became of it."""
    rules = letter["rules"]
    return {
        light["key"]: _joined(
            (
                f'<li class="{light["state"]}"><span class="n">{light["place"]}</span>',
                f"<span>{escaped(rules[light['key']]['name'][language])}</span>",
                f'<span class="s">{escaped(words[light["said"]])}</span>',
            )
        )
        for light in letter["checks"]["lights"]
    }


def fact_rows(letter: dict[str, Any], language: Language) -> Markup:
    """Concepts with name, value and comparison of each fact, one table body per concept."""
    concepts, features = letter["concepts"], letter["features"]
    heads, parts = _heads(features, language), []
    for factor in letter["ledger"]["factors"]:
        origins = told_origins(features, factor["facts"], language)
        parts.append(_group_row(concepts[factor["key"]]["name"][language], origins))
        for f in factor["facts"]:
            yours, theirs = _cell(f["shown"][language]), _cell(f["reference_shown"][language])
            parts.append(f"{heads[f['key']]}{yours}{theirs}</tr>\n")
        parts.append("</tbody>\n")
    return _joined(parts)


def told_origins(features: dict[str, Entry], facts: Iterable[Entry], language: Language) -> str:
    """Where the facts come from, each place once; empty where no table says."""
    return _origins(language, *[features[f["key"]] for f in facts])


@by_identities  # a concept has the same features on every letter
def _origins(language: Language, *features: Entry) -> str:
    places = (place[language] for feature in features for place in feature["origin"])
    return ("、" if language == "zh" else ", ").join(dict.fromkeys(places))


def moved_rows(letter: dict[str, Any], language: Language) -> Markup:
    """Facts that are not as they were last time, then and now, under what they did to the limit.

    One table body per concept; a concept none of whose facts moved has no effect and no rows.
    """
    concepts, heads, parts = letter["concepts"], _heads(letter["features"], language), []
    for factor in letter["change"]["you"]["factors"]:
        if not factor["facts"]:
            continue
        parts.append(_moved_row(concepts[factor["key"]]["name"][language], factor["amount"]))
        for f in factor["facts"]:
            then, now = _cell(f["reference_shown"][language]), _cell(f["shown"][language])
            parts.append(f"{heads[f['key']]}{then}{now}</tr>\n")
        parts.append("</tbody>\n")
    return _joined(parts)


def _joined(parts: Iterable[str]) -> Markup:
    return Markup("".join(parts))  # noqa: S704  every text in the rows went through `escaped`


def _sum_row(kind: str, name: str, amount: int) -> str:
    shown = whole(amount) if kind in _SUMS else signed(amount)
    look = "zero" if shown == "0" else kind
    return f'<tr class="{look}">{_named(name)}<td class="r">{shown}</td></tr>\n'


@by_identities  # nearly all rules are passed by nearly everybody, without effect
def _when_passed(rules: dict[str, Entry], words: Words, language: Language) -> list[str]:
    """Rows of all rules as they look when passed."""
    passed = {"passed": True, "effect_shown": signed(0)}
    return [_rule_row(rule, passed, words, language) for rule in rules.values()]


def _rule_row(rule: Entry, ruling: Entry, words: Words, language: Language) -> str:
    result, source = words["passed" if ruling["passed"] else "failed"], rule["reference"]
    return (
        f"<tr>{_named(rule['name'][language])}<td>{escaped(result)}</td>"
        f'<td class="r">{ruling["effect_shown"]}</td>'
        f"<td><bdi>{escaped(source['title'][language])}</bdi> "
        f"<bdi>{escaped(source['article'][language])}</bdi></td></tr>\n"
    )


@lru_cache(maxsize=_MOST)
def _group_row(concept: str, origins: str) -> str:
    source = f" <small>{escaped(origins)}</small>" if origins else ""
    return (
        '<tbody><tr class="group"><th scope="rowgroup" colspan="3">'
        f"{escaped(concept)}{source}</th></tr>\n"
    )


@lru_cache(maxsize=_MOST)
def _moved_row(concept: str, amount: int) -> str:
    return (
        f'<tbody><tr class="group"><th scope="rowgroup" colspan="2">{escaped(concept)}</th>'
        f'<td class="r">{signed(amount)}</td></tr>\n'
    )


@by_identities
def _heads(features: dict[str, Entry], language: Language) -> dict[str, str]:
    """Beginning of each feature's row, by its key."""
    return {key: f"<tr>{_named(f['name'][language])}" for key, f in features.items()}


@lru_cache(maxsize=_MOST)
def _named(name: str) -> str:
    return f'<th scope="row">{escaped(name)}</th>'


@lru_cache(maxsize=_MOST)  # most values recur
def _cell(value: str) -> str:
    return f'<td class="r">{escaped(value)}</td>'
