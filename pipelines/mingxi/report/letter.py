"""JSON twin → one self-contained page in both languages, drawn with inline SVG."""

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
from mingxi.report.pages import page, script, stylesheet
from mingxi.report.phrases.labels import labels
from mingxi.report.plain import letter_text
from mingxi.report.readable import signed, whole
from mingxi.report.tables import fact_rows, moved_rows, rule_rows, sum_rows
from mingxi.report.wrapping import columns

__all__ = ["letter_html", "letter_text"]

_LABELS: dict[Language, dict[str, str]] = {language: labels(language) for language in LANGUAGES}
_SUM_TITLES = {
    name: {language: words[f"chart_{name}"] for language, words in _LABELS.items()}
    for name in ("ledger", "change")
}
_LONGEST_UNIT = 6  # columns; "yuan" and "euros" fit


def letter_html(twin: dict[str, Any]) -> str:
    """Page that shows a letter: Chinese first, English one press away, both in print.

    No network, no other file; a few lines of script turn the tables of "try a change" into
    sliders. Nothing is computed here that the twin does not hold.

    Parameters
    ----------
    twin : dict
        From `mingxi.report.twin.twin`, or the same read back from JSON.
    """
    sums = _sums(twin)
    letters = [
        _letter(twin, language, {name: drawn[language] for name, drawn in sums.items()})
        for language in LANGUAGES
    ]
    alive = _script() if twin["what_if"]["levers"] else ""
    return page("letter.html").render(letters=letters, style=_style(), twin=twin, script=alive)


@lru_cache(maxsize=1)
def _style() -> Markup:
    return Markup(stylesheet("letter.css"))  # noqa: S704  our own file, no outside text


@lru_cache(maxsize=1)
def _script() -> Markup:
    return Markup(script("letter.js"))  # noqa: S704  our own file, no outside text


def _letter(twin: dict[str, Any], language: Language, sums: dict[str, Markup]) -> dict[str, Any]:
    """What the template needs for one language, beside the twin."""
    words = _LABELS[language]
    decision = twin["decision"]
    places = {c["key"]: i for i, c in enumerate(twin["checks"]["lights"], start=1)}
    rules = twin["rules"]
    lit = {r["key"]: {**rules[r["key"]], **r} for r in twin["rulings"] if r["key"] in places}
    return {
        "l": language,
        "t": words,
        "currency": _unit(decision, language),
        "limit_name": capital(decision["limit_name"])[language],
        "figures": _figures(decision, words, language) if _has_line(twin) else [],
        "rulings": lit,
        "places": places,
        "charts": {**sums, **_charts(twin, language)},
        "split": _split(twin, words),
        "information": fact_rows(twin, language),
        "rules": rule_rows(twin, words, language),
        "ledger": sum_rows(twin["ledger"]["rows"], language),
        "change": sum_rows(twin["change"]["rows"], language) if twin["change"] else "",
        "moved": moved_rows(twin, language) if twin["change"] else "",
        "keys": {name: _key(twin[name]["rows"], words) for name in sums},
        "marks": {part: _markers(twin[part], words, language) for part in ("reasons", "helped")},
    }


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


def _has_line(twin: dict[str, Any]) -> bool:
    """Whether there is a line to speak of: a limit or a debt, and not somebody's past limit."""
    decision = twin["decision"]
    owes = decision["outstanding"] or decision["pending"]
    return bool(twin["question"] != "not_opened" or owes) and not decision["not_causal"]


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


def _sums(twin: dict[str, Any]) -> dict[str, dict[Language, Markup]]:
    """Waterfalls by language: their bars are the same in both."""
    currency = {language: _unit(twin["decision"], language) for language in LANGUAGES}
    asked = {section["key"] for section in twin["sections"]}
    return {
        name: waterfall(twin[name]["rows"], _SUM_TITLES[name], currency)
        for name in ("ledger", "change")
        if name in asked
    }


def _charts(twin: dict[str, Any], language: Language) -> dict[str, Markup]:
    words, currency = _LABELS[language], _unit(twin["decision"], language)
    asked = {section["key"] for section in twin["sections"]}
    charts: dict[str, Markup] = {}
    if "history" in asked:
        charts["history"] = history(twin["limit_history"], words["chart_history"], currency)
    if "checks" in asked:
        states = [
            (twin["rules"][c["key"]]["name"][language], c["state"])
            for c in twin["checks"]["lights"]
        ]
        charts["checks"] = lights(states, words["chart_checks"])
    if "timeline" in asked:
        charts["timeline"] = _timeline(twin["redraw"], words)
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


def _split(twin: dict[str, Any], words: dict[str, str]) -> list[tuple[str, str]]:
    """Four parts of a change and their sum."""
    change = twin["change"]
    if change is None:
        return []
    names = {
        "you": "your_part",
        "method": "method",
        "rules": "rules_part",
        "rounding": "rounding",
    }
    parts = [(words[name], signed(change["split"][part])) for part, name in names.items()]
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
