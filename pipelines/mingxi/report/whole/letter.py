"""The whole letter: a twin with the words of its phrasebook put in."""

from functools import lru_cache
from typing import Any

from mingxi.records.decision import Decision
from mingxi.report.background import compared
from mingxi.report.change import parts_of_change
from mingxi.report.headings import headed
from mingxi.report.phrasebook import Phrasebook, phrasebook
from mingxi.report.readable import signed, texts, whole
from mingxi.report.twin import Twin, twin
from mingxi.report.whole.facts import factors_in_full, moved_in_full
from mingxi.report.whole.reasons import reasons_in_full
from mingxi.report.whole.rulings import lights_in_full, rulings_in_full
from mingxi.report.whole.sums import change_rows, ledger_gap, ledger_rows

Whole = dict[str, Any]


def whole_letter(content: Twin, book: Phrasebook) -> Whole:
    """Everything a letter shows, in both languages, with the numbers behind it.

    A function of its two arguments alone. Texts are ``{"zh": …, "en": …}``; parts of the
    phrasebook are shared with other letters, so nobody may change them.

    Parameters
    ----------
    content : dict
        From `mingxi.report.twin.twin`, or the same read back from JSON.
    book : Phrasebook
        The one that the twin names.
    """
    rose = content["question"] == "limit_rose"
    ledger = content["ledger"]
    letter: Whole = {
        **content,
        "decision": {**content["decision"], **book["money"], "lender": book["lender"]},
        "law": book["law"],
        "concepts": book.concepts,
        "features": book.features,
        "rules": book.rules,
        "ledger": {
            **ledger,
            "factors": factors_in_full(ledger, book),
            "rows": ledger_rows(content, book),
            "gap": ledger_gap(content),
        },
        "rulings": rulings_in_full(content["rulings"], book),
        "checks": {
            **content["checks"],
            "lights": lights_in_full(content["checks"]["lights"], content["question"], book),
        },
        "change": _change(content["change"], book),
        "reasons": reasons_in_full(content["reasons"], book, against=not rose),
        "helped": reasons_in_full(content["helped"], book, against=False),
        "what_if": _what_if(content, book),
        "redraw": _redraw(content),
        "limit_history": _history(content["limit_history"]),
        "information": {"as_of": book["versions"]["data_as_of"], "not_used": book["not_used"]},
        "rights": book["rights"],
        "notices": book["notices"] if content["decision"]["adverse"] else [],
        "borrowing": [*_if(content["heavy_debt"]), *book["borrowing"]],
        "how": _how(content, book),
        "versions": _versions(book, ledger["reference"]["ids_hash"]),
    }
    letter["sections"] = headed(content["sections"], book["headings"], letter)
    return letter


def whole_of(decision: Decision) -> Whole:
    """Whole letter of a decision."""
    return whole_letter(twin(decision), phrasebook(decision))


@lru_cache(maxsize=1024)  # a handful of groups
def _versions(book: Phrasebook, ids_hash: str) -> dict[str, Any]:
    return {**book["versions"], "reference_hash": ids_hash}


def _if(text: Any) -> list[Any]:
    return [] if text is None else [text]


def _change(found: dict[str, Any] | None, book: Phrasebook) -> Whole | None:
    if found is None:
        return None
    you = found["you"]
    concepts = [(book.own(key), amount) for key, amount in you["amounts"].items()]
    rules = [rule["amount"] for rule in found["rules"]]
    return {
        **found,
        "split": parts_of_change(concepts, found["method"], rules, found["rounding"]),
        "rows": change_rows(found, book),
        "you": {**you, "factors": moved_in_full(you, book)},
    }


def _what_if(content: Twin, book: Phrasebook) -> Whole:
    found = content["what_if"]
    return {**found, "levers": [_lever(one, content, book) for one in found["levers"]]}


def _lever(lever: dict[str, Any], content: Twin, book: Phrasebook) -> Whole:
    feature, today = book.features[lever["key"]], content["decision"]["limit"]
    shown, units = texts(book.currency), book["money"]["currency"]
    levels = book.levels[lever["key"]]
    points = zip(lever["values"], lever["limits"], strict=True)
    return {
        "key": lever["key"],
        "name": feature["name"],
        "unit": feature["unit"],
        "now": lever["now"],
        "points": [
            {
                "value": value,
                "shown": shown(float("nan") if value is None else value, feature["unit"], levels),
                "limit": limit,
                "limit_shown": {x: f"{whole(limit)} {unit}" for x, unit in units.items()},
                "effect_shown": signed(limit - today),
            }
            for value, limit in points
        ],
    }


def _redraw(content: Twin) -> Whole | None:
    redraw = content["redraw"]
    if redraw is None:
        return None
    open_now = content["decision"]["draw_open"]
    return {**redraw, "restored": redraw["posted"], "draw_open": open_now}


def _history(columns: dict[str, list[Any]]) -> list[Whole]:
    points = zip(*(columns[name] for name in ("month", "limit", "used")), strict=True)
    return [{"month": month, "limit": limit, "used": used} for month, limit, used in points]


def _how(content: Twin, book: Phrasebook) -> list[dict[str, str]]:
    fixed, own = book["how"], content["how"]
    return [
        fixed["adds_up"],
        compared(content["ledger"]["reference"]),
        fixed["rules_separate"],
        *_if(own["chance"]),
        fixed["as_of"],
        *_if(own["left_out"]),
    ]
