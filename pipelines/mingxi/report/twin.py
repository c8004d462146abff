"""Decision → JSON twin: what is said of one person, the only thing that a letter is drawn from.

Names, sources and fixed texts, the same for everybody, stand in the phrasebook that it names.
"""

from hashlib import blake2b
from typing import Any

import orjson

from mingxi.records.decision import Decision, Note, Redraw
from mingxi.report.background import heavy_debt, how_judged
from mingxi.report.bilingual import both_if_full, printable, shortened, storable
from mingxi.report.change import change_entry, change_moved
from mingxi.report.checks import (
    SHOWN_LAYER,
    deciding,
    decisive,
    lights,
    rulings_entry,
    shown_checks,
)
from mingxi.report.facts import attribution_entry, every_fact, pushes
from mingxi.report.largest import largest_loan
from mingxi.report.phrasebook import phrasebook
from mingxi.report.phrases.sections import ORDER
from mingxi.report.readable import number_or_none
from mingxi.report.steps import ours, steps
from mingxi.report.told import told, unfilled
from mingxi.report.verdict import PAUSED, fell_too, not_about_you, verdict, worse
from mingxi.report.what_if import what_if

SCHEMA = "mingxi-letter/3"
Twin = dict[str, Any]
# told by the first screen, the change, the steps or the list of information
_SAID_ELSEWHERE = frozenset({"T01", "T02", "T03", "A06", "M02", "M03", "N01"})
# a loan that is held up has nothing to do with what a limit rests on
_ALSO_WHEN_PAUSED = frozenset({"T04", "M08"})
_HEAD = b'{"report_id":"%s",'


def twin(decision: Decision) -> Twin:
    """What is said of one person, in both languages, with the numbers behind it.

    The same decision always gives the same twin: there is no clock and no chance in it.

    Parameters
    ----------
    decision : Decision

    Returns
    -------
    dict
        JSON-able: text, whole numbers, finite floats, None, lists and dicts only; declared in
        `mingxi.report.schema`. ``report_id`` is the hash of all the rest, and ``phrasebook`` the
        number of what the keys mean. Every text is ``{"zh": …, "en": …}``.
    """
    return twin_and_bytes(decision)[0]


def twin_and_bytes(decision: Decision) -> tuple[Twin, bytes]:
    """Twin, and the same as JSON: what `twin_bytes` makes of it, in one go."""
    content = _content(decision)
    rest = orjson.dumps(content)
    number = _digest(rest)
    return {"report_id": number, **content}, _headed(number, rest)


def twin_bytes(content: Twin) -> bytes:
    """Twin as JSON, its number first, UTF-8: equal twins give equal bytes."""
    rest = {key: value for key, value in content.items() if key != "report_id"}
    return _headed(content["report_id"], orjson.dumps(rest))


def report_id(raw: bytes) -> str:
    """Short hash of a twin's content as written; the identifier itself is not part of it."""
    return _digest(b"{" + raw[len(_headed("0" * 16, b"{")) :])


def _digest(rest: bytes) -> str:
    return blake2b(rest, digest_size=8).hexdigest()


def _headed(number: str, rest: bytes) -> bytes:
    return _HEAD % number.encode() + rest[1:]


def _content(decision: Decision) -> Twin:
    left_out = [*decision.withheld, *unfilled((*decision.reasons, *decision.helped))]
    reasons = told(decision, decision.reasons, against=True)
    book, facts = phrasebook(decision), every_fact(decision.ledger)
    burdens = [facts["value"][i] for i in book.burdens if i < len(facts["value"])]
    content: Twin = {
        "schema": SCHEMA,
        "phrasebook": book.number,
        "subject": _subject(decision.borrower_id),
        "question": decision.question.value,
        "decision": _outcome(decision),
        "verdict": verdict(decision),
        "reasons": reasons,
        "helped": _helped(decision),
        "checks": _checks(decision, {reason["key"] for reason in reasons}),
        "steps": steps(decision),
        "what_if": what_if(decision),
        "ours": ours(decision),
        "notes": _notes(decision),
        "redraw": _redraw(decision.redraw),
        "ledger": attribution_entry(decision.ledger, facts),
        "change": change_entry(decision.change) if decision.change else None,
        "risk": _risk(decision),
        "rulings": rulings_entry(decision),
        "limit_history": _history(decision),
        "heavy_debt": heavy_debt(burdens, decision.money.currency),
        "how": how_judged(decision, len(left_out)),
        "quality": {"withheld": [printable(text) for text in left_out]},
    }
    content["sections"] = _sections(decision, content)
    return content


def _subject(borrower_id: str) -> dict[str, str]:
    return {"id": storable(borrower_id), "shown": shortened(printable(borrower_id))}


def _outcome(decision: Decision) -> dict[str, Any]:
    return {
        "on": decision.on.isoformat(),
        "adverse": worse(decision),
        "class_wide": _class_wide(decision),
        "automated_only": True,
        "about_you": not not_about_you(decision),
        "not_causal": decision.not_causal,
        "limit": int(decision.limit),
        "before": int(decision.change.before) if decision.change else None,
        "proposed": int(decision.proposed),
        "rounding": int(decision.rounding),
        "outstanding": int(decision.outstanding),
        "pending": int(decision.pending),
        "available": int(decision.available),
        "draw_open": bool(decision.draw_open),
        "pd_12m": number_or_none(decision.pd_12m),
        "tier": printable(decision.tier),
        "next_review": decision.next_review.isoformat() if decision.next_review else None,
    }


def _helped(decision: Decision) -> list[dict[str, Any]]:
    """What helped; not beside a worse result where the law wants the reasons alone."""
    if worse(decision) and not decision.law.praise_beside_refusal:
        return []
    return told(decision, decision.helped, against=False)


def _class_wide(decision: Decision) -> bool:
    """Whether rules for a whole group, and nothing else, decided."""
    found = deciding(decision)
    own = any(r.source != "rule" for r in decision.reasons)
    return bool(found) and not own and all(r.rule.decider == "group" for r in found)


def _risk(decision: Decision) -> dict[str, Any]:
    """Pushes on the default risk, in log-odds; the ledger lists the facts."""
    found = decision.risk
    return {
        "reference": found.reference.kind,
        "base": number_or_none(found.base),
        "output": number_or_none(found.output),
        "pushes": pushes(found.factors),
    }


def _checks(decision: Decision, told_keys: set[str]) -> dict[str, Any]:
    first = decisive(shown_checks(decision))
    return {
        "lights": lights(decision, told_keys),
        "decisive": first.rule.key if first is not None else None,
        "largest": largest_loan(decision),
    }


def _notes(decision: Decision) -> list[dict[str, Any]]:
    """States with their causes, and remarks."""
    out = []
    for note in decision.notes:
        text = both_if_full(note.words, note.slots)
        if text is not None:
            beside = _beside(note, decision)
            out.append(
                {"code": note.code, "text": text, "causes": list(note.causes), "beside": beside}
            )
    return out


def _beside(note: Note, decision: Decision) -> bool:
    """Whether a note is to be told beside the reasons, since nothing else tells it."""
    if decision.question in PAUSED:
        return note.code in _ALSO_WHEN_PAUSED
    as_of = decision.versions.data_as_of.isoformat()
    told_there = note.code == "M04" and note.slots.get("date") == as_of
    return note.code not in _SAID_ELSEWHERE and not told_there


def _redraw(redraw: Redraw | None) -> dict[str, Any] | None:
    if redraw is None:
        return None
    return {
        "repaid_on": redraw.repaid_on.isoformat(),
        "amount": None if redraw.amount is None else int(redraw.amount),
        "posted_on": redraw.posted_on.isoformat(),
        "posted": bool(redraw.posted),
    }


def _history(decision: Decision) -> dict[str, list[Any]]:
    points = decision.limit_history
    return {
        "month": [point.month for point in points],
        "limit": [int(point.limit) for point in points],
        "used": [int(point.used) for point in points],
    }


def _sections(decision: Decision, content: Twin) -> list[str]:
    """Sections that have something to say, in the order of the question."""
    change, question = decision.change, decision.question
    has = {
        "change": change is not None
        and change_moved(change)
        and (question not in PAUSED or fell_too(decision)),
        "checks": question in SHOWN_LAYER and bool(shown_checks(decision)),
        "timeline": content["redraw"] is not None,
        "reasons": bool(content["reasons"]),
        "helped": bool(content["helped"]),
        "steps": any(content["steps"].values()),
        "what_if": bool(content["what_if"]["levers"]),
        "ours": bool(content["ours"]),
        "notices": content["decision"]["adverse"] and bool(decision.law.notices),
        "history": len(decision.limit_history) > 1,
    }
    return [key for key in ORDER[question] if has.get(key, True)]
