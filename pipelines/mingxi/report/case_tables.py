"""Rows of a caseworker's tables as markup; what is the same on every letter is remembered."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup

from mingxi.declare.words import Language
from mingxi.report.escaped import escaped
from mingxi.report.pages import figure
from mingxi.report.phrases.labels import DECIDERS
from mingxi.report.readable import signed
from mingxi.report.remembered import by_two

Words = dict[str, str]
Entry = dict[str, Any]


def trace_rows(letter: Entry, words: Words, language: Language) -> Markup:
    """Every gate and cap: its answer, what it was held against, effect, source and dates."""
    rules = letter["rules"]
    parts: list[str] = []
    for ruling in letter["rulings"]:
        before, after = _rule(rules[ruling["key"]], words)[language]
        parts += (_ruling_look(ruling), before, _answer(ruling, words), after)
    return _joined(parts)


def record_rows(letter: Entry, language: Language) -> Markup:
    """Every fact with its push on the limit, under its concept with both pushes."""
    concepts, features, risk = letter["concepts"], letter["features"], letter["risk"]["pushes"]
    parts: list[str] = []
    for factor in letter["ledger"]["factors"]:
        parts.append(
            _concept_row(concepts[factor["key"]], factor, risk.get(factor["key"]), language)
        )
        for fact in factor["facts"]:
            push = "" if fact["push"] is None else f"{fact['push']:+.1f}"
            before, after = _feature(features[fact["key"]], language)
            values = _cell(fact["shown"][language]) + _cell(fact["reference_shown"][language])
            parts.append(f'{before}{values}<td class="r">{push}</td>{after}')
        parts.append("</tbody>")
    return _joined(parts)


@lru_cache(maxsize=65536)  # most values recur
def _cell(value: str) -> str:
    return f'<td class="r">{escaped(value)}</td>'


def _joined(parts: list[str]) -> Markup:
    return Markup("".join(parts))  # noqa: S704  every text in the rows went through `escaped`


def _ruling_look(ruling: Entry) -> str:
    look = "bind" if ruling["binding"] or ruling["jointly"] else ""
    return f'<tr class="{look}{"" if ruling["passed"] else " fail"}">'


@by_two
def _answer(ruling: Entry, words: Words) -> str:
    """Cells of what a rule answered; one answer is shared by many."""
    decides = words["joint"] if ruling["jointly"] else ""
    decides = words["alone"] if ruling["binding"] else decides
    result = words["passed"] if ruling["passed"] else words["failed"]
    return (
        f'<td class="r">{escaped(figure(ruling["value"]))} <code>{escaped(ruling["unit"])}</code>'
        f'</td><td class="r">{escaped(figure(ruling["needed"]))}</td>'
        f'<td class="res">{escaped(result)}</td>'
        f'<td class="r">{escaped(ruling["effect_shown"])}</td><td>{escaped(decides)}</td>'
    )


@by_two
def _rule(rule: Entry, words: Words) -> dict[Language, tuple[str, str]]:
    """Cells before and after the answer of a rule."""
    layer, key, source = rule["layer"], rule["key"], rule["reference"]
    before = f"<td><code>{escaped(layer)}<br>{escaped(key)}</code></td>"
    since, until = rule["effective_from"] or "", rule["review_by"] or ""
    dates = f"<td>{escaped(since)}</td><td>{escaped(until)}</td>"
    return {
        language: (
            f'{before}<th scope="row">{escaped(name)}</th><td>{escaped(rule["code"])}</td>'
            f"<td>{escaped(getattr(DECIDERS[rule['decider']], language))}</td>",
            f"<td><bdi>{escaped(source['title'][language])}</bdi> "
            f"<bdi>{escaped(source['article'][language])}</bdi> "
            f"<code>{escaped(words['read_on'])} {escaped(source['read_on'])}</code></td>"
            f"{dates}</tr>\n",
        )
        for language, name in rule["name"].items()
    }


def _concept_row(concept: Entry, factor: Entry, risk: float | None, language: Language) -> str:
    push = "" if risk is None else f"{risk:+.3f}"
    return (
        '<tbody><tr class="group"><th scope="rowgroup">'
        f"{escaped(concept['name'][language])}</th><td><code>{escaped(concept['key'])}</code></td>"
        f'<td></td><td></td><td></td><td class="r">{signed(factor["amount"])}</td>'
        f'<td class="r">{push}</td><td></td><td></td></tr>\n'
    )


@by_two
def _feature(feature: Entry, language: Language) -> tuple[str, str]:
    """Cells before and after the numbers of a fact."""
    return (
        f'<tr><th scope="row">{escaped(feature["name"][language])}</th>'
        f"<td><code>{escaped(feature['key'])}</code></td><td>{escaped(feature['code'])}</td>",
        f"<td></td><td><code>{escaped(feature['actionable'])}</code></td>"
        f"<td>{escaped(feature['source'])}</td></tr>\n",
    )
