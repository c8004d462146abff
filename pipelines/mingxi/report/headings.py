"""Headings of sections with the line under each: declared for all, then chosen for one letter."""

from collections.abc import Iterable, Mapping
from typing import Any

from mingxi.declare.words import Words
from mingxi.report.bilingual import Both, both, named
from mingxi.report.phrases import sections as phrases


def headings(as_of: str) -> dict[str, Any]:
    """All headings there are.

    Parameters
    ----------
    as_of : str
        Day up to which the facts were known.
    """
    return {
        "sections": {
            key: {"title": named(title), "intro": _intro(phrases.INTROS.get(key), as_of)}
            for key, title in phrases.TITLES.items()
        },
        "reasons_titles": {
            question.value: named(title) for question, title in phrases.REASONS_TITLES.items()
        },
        "reasons_by_size": named(phrases.REASONS_BY_SIZE),
    }


def _intro(words: Words | None, as_of: str) -> Both | None:
    if words is None:
        return None
    return both(words, as_of=as_of) if words.blanks else named(words)


def headed(
    keys: Iterable[str], found: Mapping[str, Any], letter: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Sections of one letter with their headings.

    Parameters
    ----------
    keys : iterable of str
        Sections in their order.
    found : mapping
        From `headings`.
    letter : mapping
        ``question``, ``reasons`` and ``steps`` of the whole letter.
    """
    out = []
    for key in keys:
        heading = found["sections"][key]
        title, intro = heading["title"], heading["intro"]
        if key == "steps" and not (letter["steps"]["you"] or letter["steps"]["time"]):
            intro = None  # nothing was worked out, so nothing can be called an estimate
        if key == "reasons":
            title = found["reasons_titles"].get(letter["question"], title)
            intro = _order(letter["reasons"], found, intro)
        out.append({"key": key, "title": title, "intro": intro})
    return out


def _order(
    reasons: list[dict[str, Any]], found: Mapping[str, Any], rules_first: Both | None
) -> Both | None:
    """In what order reasons stand; a single one needs no word on it."""
    if len(reasons) < 2:
        return None
    rules = any(reason["source"] == "rule" for reason in reasons)
    by_size: Both = found["reasons_by_size"]
    return rules_first if rules else by_size
