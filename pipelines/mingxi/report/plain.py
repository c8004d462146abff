"""JSON twin → the same letter as plain text."""

from collections.abc import Iterable, Iterator
from typing import Any

from mingxi.declare.words import LANGUAGES, Language
from mingxi.report.phrases.labels import labels
from mingxi.report.readable import signed, whole
from mingxi.report.wrapping import columns, wrapped

_LABELS: dict[Language, dict[str, str]] = {language: labels(language) for language in LANGUAGES}
WIDTH = 78  # columns of a plain-text letter; a Chinese character takes two
_SUMS = frozenset({"start", "subtotal", "total"})


def letter_text(twin: dict[str, Any], language: Language) -> str:
    """Letter as wrapped plain text, at most 78 columns wide.

    Parameters
    ----------
    twin : dict
    language : {"zh", "en"}
    """
    lines = [*_head(twin, language)]
    for section in twin["sections"]:
        body = list(_SECTIONS[section["key"]](twin, language))
        title = section["title"][language]
        lines += ["", title, "-" * columns(title)]
        if section["intro"]:
            lines += [*_par(section["intro"][language]), ""]
        lines += body
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(twin: dict[str, Any], language: Language) -> Iterator[str]:
    t, decision, verdict = _LABELS[language], twin["decision"], twin["verdict"]
    yield f"{t['brand']} · {verdict['title'][language]}"
    yield f"{t['date']}: {decision['on']}   {t['number']}: {twin['report_id']}"
    yield from _par(f"{t['borrower']}: {twin['subject']['shown']}")
    yield ""
    yield from _par(f"[{verdict['badge'][language]}] {verdict['headline'][language]}")
    for sentence in verdict["lead"]:
        yield from _par(sentence[language])
    if verdict["guards"]:
        yield ""
    for guard in verdict["guards"]:
        yield from _par(guard["text"][language], "* ")


def _par(text: str, bullet: str = "") -> list[str]:
    return wrapped(text, WIDTH, bullet)


def _sum(rows: Iterable[dict[str, Any]], currency: str, language: Language) -> Iterator[str]:
    for row in rows:
        is_sum = row["kind"] in _SUMS
        amount = whole(row["amount"]) if is_sum else signed(row["amount"])
        sign = "= " if row["kind"] in ("subtotal", "total") else "  "
        yield from _dotted(sign + row["name"][language], f"{amount} {currency}")


def _dotted(name: str, amount: str) -> Iterator[str]:
    """Name and amount at both ends of a line with dots between."""
    room = WIDTH - columns(amount) - 2
    *before, last = wrapped(name, room - 3) or [""]
    yield from before
    yield f"{last} {'.' * (room - columns(last))} {amount}"


def _change(twin: dict[str, Any], language: Language) -> Iterator[str]:
    yield from _sum(twin["change"]["rows"], twin["decision"]["currency"][language], language)


def _ledger(twin: dict[str, Any], language: Language) -> Iterator[str]:
    yield from _sum(twin["ledger"]["rows"], twin["decision"]["currency"][language], language)


def _checks(twin: dict[str, Any], language: Language) -> Iterator[str]:
    t = _LABELS[language]
    rulings = {r["key"]: r for r in twin["rulings"]}
    for i, light in enumerate(twin["checks"]["lights"], start=1):
        ruling = rulings[light["key"]]
        here = "<- " if light["state"] == "no" else ""
        name = twin["rules"][light["key"]]["name"][language]
        yield f"{i:>2}. {name}: {here}{t[light['said']]}"
        if light["state"] == "no" and ruling["distance"]:
            d = ruling["distance"]
            yield from _par(
                f"{t['your_value']}: {d['value'][language]}; "
                f"{t['set_at']}: {d['needed'][language]}; "
                f"{t[d['side']]}: {d['apart'][language]}",
                "    ",
            )


def _timeline(twin: dict[str, Any], language: Language) -> Iterator[str]:
    t, redraw = _LABELS[language], twin["redraw"]
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
    reasons: list[dict[str, Any]], twin: dict[str, Any], language: Language
) -> Iterator[str]:
    t, currency = _LABELS[language], twin["decision"]["currency"][language]
    for reason in reasons:
        amount = f" ({signed(reason['amount'])} {currency})" if reason["amount"] else ""
        yield from _par(f"{reason['text'][language]}{amount}", f"{reason['rank']}. ")
        fact = reason["fact"]
        if fact:
            yield from _par(
                f"{fact['name'][language]} - {t['you']}: {fact['shown'][language]}; "
                f"{reason['reference_name'][language]}: {fact['reference_shown'][language]}",
                "   ",
            )
        aside = "" if reason["decided"] else f"; {t['did_not_decide']}"
        yield from _par(
            f"{t['decided_by']}: {reason['decided_by'][language]}; {t['code']} {reason['code']}"
            f"{aside}",
            "   ",
        )


def _reasons(twin: dict[str, Any], language: Language) -> Iterator[str]:
    yield from _told(twin["reasons"], twin, language)
    for note in twin["notes"]:
        if note["beside"]:
            yield from _par(note["text"][language])


def _helped(twin: dict[str, Any], language: Language) -> Iterator[str]:
    yield from _told(twin["helped"], twin, language)


def _steps(twin: dict[str, Any], language: Language) -> Iterator[str]:
    found = twin["steps"]
    for entry in found["first"]:
        yield from _par(entry["text"][language], "> ")
    for entry in (*found["you"], *found["time"]):
        yield from _par(entry["text"][language], "- ")
        notes = (entry["effect"], entry["path"], entry["from"])
        yield from _par("; ".join(note[language] for note in notes if note), "  ")
    for entry in found["also"]:
        yield from _par(f"{entry['name'][language]}: {entry['text'][language]}", "- ")
    yield from _without_steps(found, language)


def _without_steps(found: dict[str, Any], language: Language) -> Iterator[str]:
    """What only time mends, and the plain word where nothing can or need be done."""
    if found["only_time"]:
        yield _LABELS[language]["only_time"]
        for name in found["only_time"]:
            yield from _par(name[language], "- ")
    for sentence in (*found["no_path"], found["nothing_to_do"]):
        if sentence:
            yield from _par(sentence[language])


def _what_if(twin: dict[str, Any], language: Language) -> Iterator[str]:
    found = twin["what_if"]
    for lever in found["levers"]:
        yield from _par(lever["name"][language])
        for i, point in enumerate(lever["points"]):
            here = f" <- {_LABELS[language]['now']}" if i == lever["now"] else ""
            shown = f"{point['limit_shown'][language]}{here}"
            yield from _dotted(f"  {point['shown'][language]}", shown)
    yield from _par(found["note"][language])


def _ours(twin: dict[str, Any], language: Language) -> Iterator[str]:
    for entry in twin["ours"]:
        yield from _par(entry["text"][language], "- ")


def _history(twin: dict[str, Any], language: Language) -> Iterator[str]:
    t, currency = _LABELS[language], twin["decision"]["currency"][language]
    name = twin["decision"]["limit_name"][language]
    for point in twin["limit_history"]:
        yield (
            f"{point['month']}  {name} {whole(point['limit']):>9} {currency}  "
            f"{t['owed_short']} {whole(point['used']):>9} {currency}"
        )


def _information(twin: dict[str, Any], language: Language) -> Iterator[str]:
    t = _LABELS[language]
    for factor in twin["ledger"]["factors"]:
        for fact in factor["facts"]:
            yield from _dotted(
                f"  {twin['features'][fact['key']]['name'][language]}", fact["shown"][language]
            )
    unused = [entry["name"][language] for entry in twin["information"]["not_used"]]
    if unused:
        comma = "、" if language == "zh" else ", "
        yield from _par(f"{t['not_used']}: {comma.join(unused)}")


def _rights(twin: dict[str, Any], language: Language) -> Iterator[str]:
    for right in twin["rights"]:
        law = f" ({right['law'][language]})" if right["law"] else ""
        yield from _par(f"{right['title'][language]}: {right['text'][language]}{law}", "- ")


def _notices(twin: dict[str, Any], language: Language) -> Iterator[str]:
    for notice in twin["notices"]:
        yield from _par(f"{notice['text'][language]} ({notice['law'][language]})", "- ")


def _borrowing(twin: dict[str, Any], language: Language) -> Iterator[str]:
    for sentence in twin["borrowing"]:
        yield from _par(sentence[language], "- ")


def _how(twin: dict[str, Any], language: Language) -> Iterator[str]:
    t, versions = _LABELS[language], twin["versions"]
    for sentence in twin["how"]:
        yield from _par(sentence[language], "- ")
    yield from _par(
        f"{t['versions']}: {t['run']} {versions['run']}; {t['method_version']} "
        f"{versions['method']} {versions['method_version']}; {t['rules_version']} "
        f"{versions['rules']}; {t['words_version']} {versions['words']}; {t['seed']} "
        f"{versions['seed']}"
    )


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
