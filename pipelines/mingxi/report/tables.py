"""Rows of a letter's tables as markup, remembered: most of them recur on every letter."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from mingxi.declare.words import Language
from mingxi.report.readable import signed, whole

_SUMS = frozenset({"start", "subtotal", "total"})
_MOST = 65536
Words = dict[str, str]


def sum_rows(rows: Iterable[dict[str, Any]], language: Language) -> Markup:
    """Name and amount of each row of a sum, zeros too."""
    found = (_sum_row(row["kind"], row["name"][language], row["amount"]) for row in rows)
    return _joined(found)


def rule_rows(rulings: Iterable[dict[str, Any]], words: Words, language: Language) -> Markup:
    """Name, result, effect and source of every gate and cap."""
    found = (
        _rule_row(
            r["name"][language],
            words["passed"] if r["passed"] else words["failed"],
            r["effect_shown"],
            r["reference"]["title"][language],
            r["reference"]["article"][language],
        )
        for r in rulings
    )
    return _joined(found)


def fact_rows(twin: dict[str, Any], language: Language) -> Markup:
    """Concepts with name, value and comparison of each fact, one table body per concept."""
    concepts, features = twin["concepts"], twin["features"]
    parts: list[str] = []
    for factor in twin["ledger"]["factors"]:
        parts.append(_group_row(concepts[factor["key"]]["name"][language]))
        for f in factor["facts"]:
            name = features[f["key"]]["name"][language]
            parts.append(_fact_row(name, f["shown"][language], f["reference_shown"][language]))
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


@lru_cache(maxsize=_MOST)
def _rule_row(name: str, result: str, effect: str, title: str, article: str) -> str:
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(result)}</td>'
        f'<td class="r">{escape(effect)}</td>'
        f"<td><bdi>{escape(title)}</bdi> <bdi>{escape(article)}</bdi></td></tr>\n"
    )


@lru_cache(maxsize=_MOST)
def _group_row(concept: str) -> str:
    return (
        f'<tbody><tr class="group"><th scope="rowgroup" colspan="3">{escape(concept)}</th></tr>\n'
    )


@lru_cache(maxsize=_MOST)
def _fact_row(name: str, yours: str, theirs: str) -> str:
    return (
        f'<tr><th scope="row">{escape(name)}</th><td class="r">{escape(yours)}</td>'
        f'<td class="r">{escape(theirs)}</td></tr>\n'
    )
