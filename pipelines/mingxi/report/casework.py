"""JSON twin → the page of a caseworker: every rule, value, threshold, source, date and version."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup

from mingxi.declare.words import LANGUAGES, Language
from mingxi.report.pages import page, stylesheet
from mingxi.report.phrases.casework import CASEWORK
from mingxi.report.phrases.labels import DECIDERS, labels
from mingxi.report.readable import signed

_WORDS: dict[Language, dict[str, str]] = {
    language: {
        **labels(language),
        **{key: getattr(words, language) for key, words in CASEWORK.items()},
    }
    for language in LANGUAGES
}


def casework_html(twin: dict[str, Any]) -> str:
    """Page that shows all of a twin to somebody who has to answer for it; both languages.

    No script, no network, no other file.

    Parameters
    ----------
    twin : dict
        From `mingxi.report.twin.twin`, or the same read back from JSON.
    """
    views = [_view(twin, language) for language in LANGUAGES]
    return page("casework.html").render(views=views, twin=twin, style=_style(), signed=signed)


@lru_cache(maxsize=1)
def _style() -> Markup:
    return Markup(stylesheet("letter.css", "casework.css"))  # noqa: S704  our own files


def _view(twin: dict[str, Any], language: Language) -> dict[str, Any]:
    words = _WORDS[language]
    return {
        "l": language,
        "t": words,
        "rules": [{**twin["rules"][r["key"]], **r} for r in twin["rulings"]],
        "decider": {key: getattr(name, language) for key, name in DECIDERS.items()},
        "factors": _factors(twin),
    }


def _factors(twin: dict[str, Any]) -> list[dict[str, Any]]:
    """Concepts with their push on the limit and on the risk, each fact with its detail."""
    risk = twin["risk"]["pushes"]
    return [
        {
            **twin["concepts"][f["key"]],
            **f,
            "risk": risk.get(f["key"]),
            "facts": [{**twin["features"][fact["key"]], **fact} for fact in f["facts"]],
        }
        for f in twin["ledger"]["factors"]
    ]
