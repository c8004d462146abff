"""Whole letter → one self-contained page in both languages, drawn with inline SVG."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup

from mingxi.declare.words import LANGUAGES, Language
from mingxi.report.bilingual import Both, capital
from mingxi.report.charts.history import history
from mingxi.report.charts.lights import lights
from mingxi.report.charts.marker import marker
from mingxi.report.charts.timeline import Station, timeline
from mingxi.report.charts.waterfall import waterfall
from mingxi.report.pages import bodies, heading, page, script, stylesheet
from mingxi.report.phrases.labels import labels
from mingxi.report.plain import letter_text
from mingxi.report.readable import signed, whole
from mingxi.report.tables import fact_rows, light_heads, moved_rows, rule_rows, sum_rows
from mingxi.report.wrapping import columns

__all__ = ["letter_html", "letter_text"]

_LABELS: dict[Language, dict[str, str]] = {language: labels(language) for language in LANGUAGES}
_TITLES = {
    name: {language: words[f"chart_{name}"] for language, words in _LABELS.items()}
    for name in ("ledger", "change", "history")
}
_SUMS = ("ledger", "change")
_LONGEST_UNIT = 6  # columns; "yuan" and "euros" fit


def letter_html(letter: dict[str, Any]) -> str:
    """Page that shows a letter: Chinese first, English one press away, both in print.

    No network, no other file; a few lines of script turn the tables of "try a change" into
    sliders. Nothing is computed here that the letter does not hold.

    Parameters
    ----------
    letter : dict
        From `mingxi.report.whole.letter.whole_letter`.
    """
    drawn = _drawings(letter)
    letters = [
        _view(letter, language, {name: one[language] for name, one in drawn.items()})
        for language in LANGUAGES
    ]
    alive = _script() if letter["what_if"]["levers"] else ""
    return page("letter.html").render(
        letters=letters, style=_style(), letter=letter, script=alive, bodies=bodies()
    )


@lru_cache(maxsize=1)
def _style() -> Markup:
    return Markup(stylesheet("letter.css"))  # noqa: S704  our own file, no outside text


@lru_cache(maxsize=1)
def _script() -> Markup:
    return Markup(script("letter.js"))  # noqa: S704  our own file, no outside text


def _view(letter: dict[str, Any], language: Language, drawn: dict[str, Markup]) -> dict[str, Any]:
    """What the template needs for one language, beside the letter."""
    words = _LABELS[language]
    decision = letter["decision"]
    return {
        "l": language,
        "t": words,
        "currency": _unit(decision, language),
        "limit_name": capital(decision["limit_name"])[language],
        "figures": _figures(decision, words, language) if _has_line(letter) else [],
        "charts": {**drawn, **_charts(letter, language)},
        "split": _split(letter, words),
        "headings": {s["key"]: _heading(s, language) for s in letter["sections"]},
        "failed": any(light["state"] != "ok" for light in letter["checks"]["lights"]),
        "lights": light_heads(letter, words, language),
        "information": fact_rows(letter, language),
        "rules": rule_rows(letter, words, language),
        "ledger": sum_rows(letter["ledger"]["rows"], language),
        "change": sum_rows(letter["change"]["rows"], language) if letter["change"] else "",
        "moved": moved_rows(letter, language) if letter["change"] else "",
        "keys": {name: _key(letter[name]["rows"], words) for name in drawn if name in _SUMS},
        "marks": {part: _markers(letter[part], words, language) for part in ("reasons", "helped")},
    }


def _heading(section: dict[str, Any], language: Language) -> Markup:
    return heading(section["key"], section["title"], section["intro"], language)


def _key(rows: list[dict[str, Any]], words: dict[str, str]) -> list[tuple[str, str]]:
    """Colours that occur in a waterfall, and what each means."""
    own = [row["amount"] for row in rows if row["kind"] == "yours"]
    rest = any(row["amount"] for row in rows if row["kind"] in ("ours", "rounding"))
    occurs = {"up": max(own, default=0) > 0, "down": min(own, default=0) < 0, "other": rest}
    names = {"up": "raises", "down": "lowers", "other": "not_yours"}
    return [(look, words[names[look]]) for look, does in occurs.items() if does]


def _unit(decision: dict[str, Any], language: Language) -> str:
    """Currency behind a number: its name, or its sign where the name would crowd a phone."""
    name: str = decision["currency"][language]
    return name if columns(name) <= _LONGEST_UNIT else decision["symbol"]


def _has_line(letter: dict[str, Any]) -> bool:
    """Whether there is a line to speak of: a limit or a debt, and not somebody's past limit."""
    decision = letter["decision"]
    owes = decision["outstanding"] or decision["pending"]
    return bool(letter["question"] != "not_opened" or owes) and not decision["not_causal"]


def _figures(decision: dict[str, Any], words: dict[str, str], language: Language) -> list[Any]:
    """The numbers of the first screen; a zero that says nothing is left out."""
    free = "available" if decision["draw_open"] else "available_paused"
    shown = [(words["owed"], decision["outstanding"])]
    if decision["pending"]:
        shown.append((words["pending"], decision["pending"]))
    if decision["limit"] or decision["before"]:
        shown.insert(0, (capital(decision["limit_name"])[language], decision["limit"]))
        shown.append((words[free], decision["available"]))
    return [(label, whole(amount)) for label, amount in shown]


def _drawings(letter: dict[str, Any]) -> dict[str, dict[Language, Markup]]:
    """Waterfalls and history by language: their shapes are the same in both."""
    currency = {language: _unit(letter["decision"], language) for language in LANGUAGES}
    asked = {section["key"] for section in letter["sections"]}
    drawn = {
        name: waterfall(letter[name]["rows"], _TITLES[name], currency)
        for name in _SUMS
        if name in asked
    }
    if "history" in asked:
        drawn["history"] = history(letter["limit_history"], _TITLES["history"], currency)
    return drawn


def _charts(letter: dict[str, Any], language: Language) -> dict[str, Markup]:
    words = _LABELS[language]
    asked = {section["key"] for section in letter["sections"]}
    charts: dict[str, Markup] = {}
    if "checks" in asked:
        states = [
            (letter["rules"][c["key"]]["name"][language], c["state"])
            for c in letter["checks"]["lights"]
        ]
        charts["checks"] = lights(states, words["chart_checks"])
    if "timeline" in asked:
        charts["timeline"] = _timeline(letter["redraw"], words)
    return charts


def _timeline(redraw: dict[str, Any], words: dict[str, str]) -> Markup:
    """Stations from paid to borrow again; the first open one is marked."""
    posted, expected = redraw["posted"], words["expected"]
    notes = {
        "paid": redraw["repaid_on"],
        "posted": redraw["posted_on"] if posted else f"{expected} {redraw['posted_on']}",
    }
    done = {"paid": True, "received": True, "posted": posted, "restored": redraw["restored"]}
    done["borrow_again"] = redraw["restored"] and redraw["draw_open"]
    stations: list[Station] = []
    stuck = False
    for key, reached in done.items():
        state = "ok" if reached else ("wait" if stuck else "here")
        stuck = stuck or not reached
        stations.append(Station(words[key], notes.get(key, ""), state))
    return timeline(stations, words["chart_timeline"], words["here"])


def _split(letter: dict[str, Any], words: dict[str, str]) -> list[tuple[str, str]]:
    """Parts of a change and their sum."""
    change = letter["change"]
    if change is None:
        return []
    names = {
        "you": "your_part",
        "method": "method",
        "rules": "rules_part",
        "rounding": "rounding",
    }
    parts = [(words[name], signed(change["split"][part])) for part, name in names.items()]
    if change["split"]["reviews"]:  # most have none in their sum
        parts.insert(1, (words["reviews_part"], signed(change["split"]["reviews"])))
    return [*parts, (words["together"], signed(change["after"] - change["before"]))]


def _markers(
    reasons: list[dict[str, Any]], words: dict[str, str], language: Language
) -> dict[str, Markup | None]:
    """Lines "you and the comparison", by code and concept of the reason."""
    out: dict[str, Markup | None] = {}
    for reason in reasons:
        fact: dict[str, Any] | None = reason["fact"]
        if (
            fact is None
            or not fact["measured"]
            or None in (fact["value"], fact["reference_value"])
        ):
            continue
        theirs: Both = reason["reference_name"]
        told = (
            f"{words['you']} {fact['shown'][language]}; "
            f"{theirs[language]} {fact['reference_shown'][language]}"
        )
        out[reason["key"]] = marker(
            fact["value"],
            fact["reference_value"],
            (f"{words['chart_marker']}: {fact['name'][language]}", told),
            reason["against"],
        )
    return out
