"""Whole letter → the page of a caseworker: every rule, value, source, date and version."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup

from mingxi.declare.words import LANGUAGES, Language
from mingxi.report.bilingual import capital
from mingxi.report.case_tables import record_rows, trace_rows
from mingxi.report.pages import figure, page, stylesheet
from mingxi.report.phrases.casework import CASEWORK
from mingxi.report.phrases.labels import labels
from mingxi.report.readable import whole
from mingxi.report.tables import moved_rows, sum_rows

_WORDS: dict[Language, dict[str, str]] = {
    language: {
        **labels(language),
        **{key: getattr(words, language) for key, words in CASEWORK.items()},
    }
    for language in LANGUAGES
}

_SUMS = ("proposed", "limit", "outstanding", "pending", "available")
_FLAGS = ("class_wide", "automated_only")


def casework_html(letter: dict[str, Any]) -> str:
    """Page that shows all of a letter to somebody who has to answer for it; both languages.

    No script, no network, no other file.

    Parameters
    ----------
    letter : dict
        From `mingxi.report.whole.letter.whole_letter`.
    """
    views = [_view(letter, language) for language in LANGUAGES]
    return page("casework.html").render(views=views, letter=letter, style=_style())


@lru_cache(maxsize=1)
def _style() -> Markup:
    return Markup(stylesheet("letter.css", "casework.css"))  # noqa: S704  our own files


def _view(letter: dict[str, Any], language: Language) -> dict[str, Any]:
    words = _WORDS[language]
    return {
        "l": language,
        "t": words,
        "rules": trace_rows(letter, words, language),
        "factors": record_rows(letter, language),
        "figures": _figures(letter, words, language),
        "change": sum_rows(letter["change"]["rows"], language) if letter["change"] else "",
        "moved": moved_rows(letter, language) if letter["change"] else "",
    }


def _figures(letter: dict[str, Any], words: dict[str, str], language: Language) -> list[Any]:
    """What was decided, name by name."""
    decision, reference = letter["decision"], letter["ledger"]["reference"]
    who = f"{reference['name'][language]} ({reference['kind']}, {reference['n']:,})"
    flags = {name: words["yes" if decision[name] else "no"] for name in _FLAGS}
    currency = decision["currency"][language]
    sums = {name: f"{whole(decision[name])} {currency}" for name in _SUMS}
    largest = letter["checks"]["largest"]
    return [
        (words["default_risk"], figure(decision["pd_12m"])),
        (words["tier"], decision["tier"]),
        (words["proposal"], sums["proposed"]),
        (capital(decision["limit_name"])[language], sums["limit"]),
        (words["owed"], sums["outstanding"]),
        (words["pending"], sums["pending"]),
        (words["available"], sums["available"]),
        *([(words["passes_now"], whole(largest["now"]))] if largest else []),
        (words["reference"], who),
        (words["gap"], whole(letter["ledger"]["gap"])),
        (words["class_wide"], flags["class_wide"]),
        (words["automated"], flags["automated_only"]),
        (words["law_profile"], letter["law"]),
    ]
