"""Whole letter → the same letter as plain text."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from mingxi.declare.words import LANGUAGES, Language
from mingxi.report.phrases.labels import labels
from mingxi.report.readable import signed, whole
from mingxi.report.tables import told_origins
from mingxi.report.wrapping import columns, wrapped

_LABELS: dict[Language, dict[str, str]] = {language: labels(language) for language in LANGUAGES}
WIDTH = 78  # columns of a plain-text letter; a Chinese character takes two
_SUMS = frozenset({"start", "subtotal", "total"})


def letter_text(letter: dict[str, Any], language: Language) -> str:
    """Letter as wrapped plain text, at most 78 columns wide.

    Parameters
    ----------
    letter : dict
    language : {"zh", "en"}
    """
    lines = [*_head(letter, language)]
    for section in letter["sections"]:
        body = list(_SECTIONS[section["key"]](letter, language))
        title = section["title"][language]
        lines += ["", title, "-" * columns(title)]
        if section["intro"]:
            lines += [*_par(section["intro"][language]), ""]
        lines += body
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(letter: dict[str, Any], language: Language) -> Iterator[str]:
    t, decision, verdict = _LABELS[language], letter["decision"], letter["verdict"]
    yield f"{t['brand']} · {verdict['title'][language]}"
    at = t["colon"]
    yield f"{t['date']}{at}{decision['on']}   {t['number']}{at}{letter['report_id']}"
    yield from _par(f"{t['borrower']}{at}{letter['subject']['shown']}")
    if decision["lender"]:
        yield from _par(f"{t['lender']}{at}{decision['lender'][language]}")
    yield ""
    yield from _par(f"[{verdict['badge'][language]}] {verdict['headline'][language]}")
    for sentence in verdict["lead"]:
        yield from _par(sentence[language])
    if verdict["guards"]:
        yield ""
    for guard in verdict["guards"]:
        yield from _par(guard["text"][language], "* ")


def _par(text: str, bullet: str = "") -> tuple[str, ...]:
    return wrapped(text, WIDTH, bullet)


def _sum(rows: Iterable[dict[str, Any]], currency: str, language: Language) -> Iterator[str]:
    for row in rows:
        is_sum = row["kind"] in _SUMS
        amount = whole(row["amount"]) if is_sum else signed(row["amount"])
        sign = "= " if row["kind"] in ("subtotal", "total") else "  "
        yield from _dotted(sign + row["name"][language], f"{amount} {currency}")


@lru_cache(maxsize=65536)  # the rows of a table recur on many letters
def _dotted(name: str, amount: str) -> tuple[str, ...]:
    """Name and amount at both ends of a line with dots between."""
    room = WIDTH - columns(amount) - 2
    *before, last = wrapped(name, room - 3) or ("",)
    return (*before, f"{last} {'.' * (room - columns(last))} {amount}")


def _change(letter: dict[str, Any], language: Language) -> Iterator[str]:
    yield from _sum(letter["change"]["rows"], letter["decision"]["currency"][language], language)
    yield from _moved(letter, language)


def _moved(letter: dict[str, Any], language: Language) -> Iterator[str]:
    """What each item was last time and is now, under its concept with its effect."""
    t, currency = _LABELS[language], letter["decision"]["currency"][language]
    moved = [f for f in letter["change"]["you"]["factors"] if f["facts"]]
    if moved:
        yield ""
        yield from _par(f"{t['then_and_now']}{t['colon']}")
    for factor in moved:
        name = letter["concepts"][factor["key"]]["name"][language]
        yield from _dotted(f"  {name}", f"{signed(factor['amount'])} {currency}")
        for fact in factor["facts"]:
            then, now = fact["reference_shown"][language], fact["shown"][language]
            what = letter["features"][fact["key"]]["name"][language]
            yield from _par(f"{what}{t['colon']}{then} → {now}", "    ")
    if moved:
        yield from _par(t["unmoved"])


def _ledger(letter: dict[str, Any], language: Language) -> Iterator[str]:
    yield from _sum(letter["ledger"]["rows"], letter["decision"]["currency"][language], language)


def _checks(letter: dict[str, Any], language: Language) -> Iterator[str]:
    t = _LABELS[language]
    for i, light in enumerate(letter["checks"]["lights"], start=1):
        here = "<- " if light["state"] == "no" else ""
        name = letter["rules"][light["key"]]["name"][language]
        yield f"{i:>2}. {name}{t['colon']}{here}{t[light['said']]}"
        if light["distance"]:
            d, at = light["distance"], t["colon"]
            parts = (
                f"{t['your_value']}{at}{d['value'][language]}",
                f"{t['set_at']}{at}{d['needed'][language]}",
                f"{t[d['side']]}{at}{d['apart'][language]}",
            )
            yield from _par(t["semicolon"].join(parts), "    ")
    for sentence in (letter["checks"]["largest"] or {"text": []})["text"]:
        yield from _par(sentence[language], "=> ")


def _timeline(letter: dict[str, Any], language: Language) -> Iterator[str]:
    t, redraw = _LABELS[language], letter["redraw"]
    yield f"[x] {t['paid']} {redraw['repaid_on']}"
    yield f"[x] {t['received']}"
    if redraw["posted"]:
        yield f"[x] {t['posted']} {redraw['posted_on']}"
        yield f"[x] {t['restored']}"
        again = redraw["draw_open"]
        yield f"[{'x' if again else ' '}] {t['borrow_again']}" + (
            "" if again else f" <- {t['here']}"
        )
        return
    yield f"[ ] {t['posted']} ({t['expected']} {redraw['posted_on']}) <- {t['here']}"
    yield f"[ ] {t['restored']}"
    yield f"[ ] {t['borrow_again']}"


def _told(
    reasons: list[dict[str, Any]], letter: dict[str, Any], language: Language
) -> Iterator[str]:
    t, currency = _LABELS[language], letter["decision"]["currency"][language]
    for reason in reasons:
        amount = f" ({signed(reason['amount'])} {currency})" if reason["amount"] else ""
        yield from _par(f"{reason['text'][language]}{amount}", f"{reason['rank']}. ")
        fact = reason["fact"]
        if fact:
            at, stop = t["colon"], t["semicolon"]
            yield from _par(
                f"{fact['name'][language]} - {t['you']}{at}{fact['shown'][language]}{stop}"
                f"{reason['reference_name'][language]}{at}{fact['reference_shown'][language]}",
                "   ",
            )
        parts = [
            f"{t['decided_by']}{t['colon']}{reason['decided_by'][language]}",
            f"{t['code']} {reason['code']}",
            *([] if reason["decided"] else [t["did_not_decide"]]),
        ]
        yield from _par(t["semicolon"].join(parts), "   ")


def _reasons(letter: dict[str, Any], language: Language) -> Iterator[str]:
    yield from _told(letter["reasons"], letter, language)
    for note in letter["notes"]:
        if note["beside"]:
            yield from _par(note["text"][language])


def _helped(letter: dict[str, Any], language: Language) -> Iterator[str]:
    yield from _told(letter["helped"], letter, language)


def _steps(letter: dict[str, Any], language: Language) -> Iterator[str]:
    found = letter["steps"]
    for entry in found["first"]:
        yield from _par(entry["text"][language], "> ")
    yield from _dated(found["you"], language)
    for entry in found["also"]:
        name = f"{entry['name'][language]}{_LABELS[language]['colon']}"
        yield from _par(f"{name}{entry['text'][language]}", "- ")
    if found["time"]:
        yield _LABELS[language]["only_time"].rstrip()
        yield from _dated(found["time"], language)
    yield from _without_steps(found, language)


def _dated(entries: Iterable[dict[str, Any]], language: Language) -> Iterator[str]:
    """Steps with their effect and, where the sentence does not name it, their day."""
    for entry in entries:
        yield from _par(entry["text"][language], "- ")
        notes = (entry["effect"], entry["path"], entry["from"])
        told = (note[language] for note in notes if note)
        yield from _par(_LABELS[language]["semicolon"].join(told), "  ")


def _without_steps(found: dict[str, Any], language: Language) -> Iterator[str]:
    """What only time mends, and the plain word where nothing can or need be done."""
    if found["only_time"]:
        if not found["time"]:
            yield _LABELS[language]["only_time"].rstrip()
        for name in found["only_time"]:
            yield from _par(name[language], "- ")
    for sentence in (*found["no_path"], found["nothing_to_do"]):
        if sentence:
            yield from _par(sentence[language])


def _what_if(letter: dict[str, Any], language: Language) -> Iterator[str]:
    found = letter["what_if"]
    for lever in found["levers"]:
        yield from _par(lever["name"][language])
        for i, point in enumerate(lever["points"]):
            here = f" <- {_LABELS[language]['now']}" if i == lever["now"] else ""
            shown = f"{point['limit_shown'][language]}{here}"
            yield from _dotted(f"  {point['shown'][language]}", shown)
    yield from _par(found["note"][language])


def _ours(letter: dict[str, Any], language: Language) -> Iterator[str]:
    for entry in letter["ours"]:
        name = f"{entry['name'][language]}{_LABELS[language]['colon']}" if entry["name"] else ""
        yield from _par(f"{name}{entry['text'][language]}", "- ")


def _history(letter: dict[str, Any], language: Language) -> Iterator[str]:
    t, currency = _LABELS[language], letter["decision"]["currency"][language]
    name = letter["decision"]["limit_name"][language]
    for point in letter["limit_history"]:
        yield (
            f"{point['month']}  {name} {whole(point['limit']):>9} {currency}  "
            f"{t['owed_short']} {whole(point['used']):>9} {currency}"
        )


def _information(letter: dict[str, Any], language: Language) -> Iterator[str]:
    t = _LABELS[language]
    for factor in letter["ledger"]["factors"]:
        yield from _par(_from(factor, letter, language))
        for fact in factor["facts"]:
            yield from _dotted(
                f"  {letter['features'][fact['key']]['name'][language]}", fact["shown"][language]
            )
    unused = [entry["name"][language] for entry in letter["information"]["not_used"]]
    if unused:
        comma = "、" if language == "zh" else ", "
        yield from _par(f"{t['not_used']}{t['colon']}{comma.join(unused)}")


def _from(factor: dict[str, Any], letter: dict[str, Any], language: Language) -> str:
    """Name of a concept, and where its facts come from."""
    name: str = letter["concepts"][factor["key"]]["name"][language]
    origins = told_origins(letter["features"], factor["facts"], language)
    return f"{name} ({origins})" if origins else name


def _rights(letter: dict[str, Any], language: Language) -> Iterator[str]:
    yield f"{_LABELS[language]['quote']} {letter['report_id']}"
    for right in letter["rights"]:
        law = f" ({right['law'][language]})" if right["law"] else ""
        title = f"{right['title'][language]}{_LABELS[language]['colon']}"
        yield from _par(f"{title}{right['text'][language]}{law}", "- ")


def _notices(letter: dict[str, Any], language: Language) -> Iterator[str]:
    for notice in letter["notices"]:
        yield from _par(f"{notice['text'][language]} ({notice['law'][language]})", "- ")


def _borrowing(letter: dict[str, Any], language: Language) -> Iterator[str]:
    for sentence in letter["borrowing"]:
        yield from _par(sentence[language], "- ")


def _how(letter: dict[str, Any], language: Language) -> Iterator[str]:
    t, versions = _LABELS[language], letter["versions"]
    for sentence in letter["how"]:
        yield from _par(sentence[language], "- ")
    parts = (
        f"{t['run']} {versions['run']}",
        f"{t['method_version']} {versions['method']} {versions['method_version']}",
        f"{t['rules_version']} {versions['rules']}",
        f"{t['words_version']} {versions['words']}",
        f"{t['seed']} {versions['seed']}",
    )
    yield from _par(f"{t['versions']}{t['colon']}{t['semicolon'].join(parts)}")


_SECTIONS = {
    "change": _change,
    "ledger": _ledger,
    "checks": _checks,
    "timeline": _timeline,
    "reasons": _reasons,
    "helped": _helped,
    "steps": _steps,
    "what_if": _what_if,
    "ours": _ours,
    "history": _history,
    "information": _information,
    "rights": _rights,
    "notices": _notices,
    "borrowing": _borrowing,
    "how": _how,
}
