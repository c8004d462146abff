"""Decision → JSON twin: the only thing that pages and texts are drawn from."""

from functools import lru_cache
from hashlib import blake2b
from typing import Any

from mingxi.declare.words import LANGUAGES, Words
from mingxi.records.decision import Decision, Note, Question
from mingxi.report import background
from mingxi.report.bilingual import Both, both, both_if_full, named, printable, shortened, storable
from mingxi.report.checks import decides, decisive, lights, rules_in, ruling_entry, shown_checks
from mingxi.report.facts import attribution_entry, concepts_in, features_in, pushes_only
from mingxi.report.largest import largest_loan
from mingxi.report.ledger import change_rows, change_split, ledger_rows
from mingxi.report.phrases import sections as phrases
from mingxi.report.pieces import Pieces, as_json, as_json_of_pieces
from mingxi.report.readable import number_or_none
from mingxi.report.steps import ours, steps
from mingxi.report.told import told, unfilled
from mingxi.report.verdict import PAUSED, fell_too, not_about_you, verdict, worse
from mingxi.report.what_if import what_if

SCHEMA = "mingxi-letter/2"
Twin = dict[str, Any]
# told by the first screen, the change, the steps or the list of information
_SAID_ELSEWHERE = frozenset({"T01", "T02", "T03", "A06", "M02", "M03", "N01"})
# a loan that is held up has nothing to do with what a limit rests on
_ALSO_WHEN_PAUSED = frozenset({"T04", "M08"})


def twin(decision: Decision) -> Twin:
    """Everything a letter shows, in both languages, with the numbers behind it.

    The same decision always gives the same twin: there is no clock and no chance in it.

    Parameters
    ----------
    decision : Decision

    Returns
    -------
    dict
        JSON-able: text, whole numbers, finite floats, None, lists and dicts only. Keys
        ``schema``, ``report_id`` (hash of all the rest), ``subject``, ``question``, ``decision``,
        ``verdict``, ``sections``, ``concepts``, ``features``, ``rules`` (what things are, by
        key), ``ledger``, ``risk``, ``rulings``, ``checks``, ``change``,
        ``reasons``, ``helped``, ``steps``, ``ours``, ``redraw``, ``limit_history``,
        ``information``, ``rights``, ``borrowing``, ``how``, ``quality``, ``versions``. Every
        text is ``{"zh": …, "en": …}``.
    """
    return twin_and_bytes(decision)[0]


def twin_and_bytes(decision: Decision) -> tuple[Twin, bytes]:
    """Twin, and the same as JSON: what `twin` and `twin_bytes` give, in one go."""
    content = _content(decision)
    rest = as_json_of_pieces(content)
    number = _digest(rest)
    return {"report_id": number, **content}, _headed(number, rest)


def twin_bytes(content: Twin) -> bytes:
    """Twin as JSON with sorted keys behind its number, UTF-8: equal twins give equal bytes."""
    rest = _rest(content)
    return _headed(content["report_id"], rest)


def report_id(content: Twin) -> str:
    """Short hash of a twin's content; the identifier itself is not part of it."""
    return _digest(_rest(content))


def _rest(content: Twin) -> bytes:
    return as_json({key: value for key, value in content.items() if key != "report_id"})


def _digest(rest: bytes) -> str:
    return blake2b(rest, digest_size=8).hexdigest()


def _headed(number: str, rest: bytes) -> bytes:
    return b"".join((b'{"report_id":"%s",' % number.encode(), memoryview(rest)[1:]))


def _content(decision: Decision) -> Twin:
    left_out = [*decision.withheld, *unfilled(decision)]
    factors = decision.ledger.factors
    adverse = worse(decision)
    content: Twin = {
        "schema": SCHEMA,
        "languages": list(LANGUAGES),
        "subject": _subject(decision.borrower_id),
        "question": decision.question.value,
        "decision": _outcome(decision),
        "verdict": verdict(decision),
        "concepts": concepts_in(factors),
        "features": features_in(factors),
        "rules": rules_in(decision.rulings),
        "ledger": {**attribution_entry(decision.ledger, decision.money), **_sum(decision)},
        "risk": pushes_only(decision.risk),
        "rulings": [ruling_entry(r, decision.money) for r in decision.rulings],
        "checks": _checks(decision),
        "change": _change(decision),
        "reasons": told(decision, decision.reasons, against=True),
        "helped": _helped(decision),
        "steps": steps(decision),
        "what_if": what_if(decision),
        "ours": ours(decision),
        "notes": _notes(decision),
        "redraw": _redraw(decision),
        "limit_history": [
            {"month": p.month, "limit": int(p.limit), "used": int(p.used)}
            for p in decision.limit_history
        ],
        "information": {
            "as_of": decision.versions.data_as_of.isoformat(),
            "not_used": background.not_used(decision),
        },
        "rights": background.rights(decision.law),
        "notices": background.notices(decision.law) if adverse else [],
        "law": decision.law.key,
        "borrowing": background.borrowing(decision),
        "how": background.how_made(decision, len(left_out)),
        "quality": {"gap": int(decision.gap()), "withheld": [printable(t) for t in left_out]},
        "versions": background.versions_entry(
            decision.versions, decision.ledger.reference.ids_hash
        ),
    }
    content["sections"] = _sections(decision, content)
    return content


def _subject(borrower_id: str) -> dict[str, str]:
    return {"id": storable(borrower_id), "shown": shortened(printable(borrower_id))}


def _outcome(decision: Decision) -> dict[str, Any]:
    money = decision.money
    return {
        "on": decision.on.isoformat(),
        "lender": named(decision.law.lender) if decision.law.lender else None,
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
        "currency": named(money.currency),
        "symbol": printable(money.symbol),
        "limit_name": named(money.limit_name),
    }


def _helped(decision: Decision) -> list[dict[str, Any]]:
    """What helped; not beside a worse result where the law wants the reasons alone."""
    if worse(decision) and not decision.law.praise_beside_refusal:
        return []
    return told(decision, decision.helped, against=False)


def _class_wide(decision: Decision) -> bool:
    """Whether rules for a whole group, and nothing else, decided."""
    deciding = [r for r in decision.rulings if decides(r)]
    own = any(r.source != "rule" for r in decision.reasons)
    return bool(deciding) and not own and all(r.rule.decider == "group" for r in deciding)


def _sum(decision: Decision) -> dict[str, Any]:
    return {"rows": ledger_rows(decision), "gap": int(decision.gap())}


def _checks(decision: Decision) -> dict[str, Any]:
    checks = shown_checks(decision)
    first = decisive(checks)
    return {
        "lights": lights(checks),
        "decisive": first.rule.key if first is not None else None,
        "largest": largest_loan(decision),
    }


def _change(decision: Decision) -> dict[str, Any] | None:
    change = decision.change
    if change is None:
        return None
    return {
        "before_on": change.before_on.isoformat(),
        "before": int(change.before),
        "after": int(change.after),
        "split": change_split(change),
        "rows": change_rows(change),
        "you": attribution_entry(change.you, decision.money),
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
    told = note.code == "M04" and note.slots.get("date") == as_of
    return note.code not in _SAID_ELSEWHERE and not told


def _redraw(decision: Decision) -> dict[str, Any] | None:
    redraw = decision.redraw
    if redraw is None:
        return None
    return {
        "repaid_on": redraw.repaid_on.isoformat(),
        "amount": None if redraw.amount is None else int(redraw.amount),
        "posted_on": redraw.posted_on.isoformat(),
        "posted": bool(redraw.posted),
        "restored": bool(redraw.posted),
        "draw_open": bool(decision.draw_open),
    }


def _sections(decision: Decision, content: Twin) -> list[dict[str, Any]]:
    """Sections that have something to say, in the order of the question."""
    has = {
        "change": _moved(content["change"])
        and (decision.question not in PAUSED or fell_too(decision)),
        "checks": bool(content["checks"]["lights"]),
        "timeline": content["redraw"] is not None,
        "reasons": bool(content["reasons"]),
        "helped": bool(content["helped"]),
        "steps": any(content["steps"].values()),
        "what_if": bool(content["what_if"]["levers"]),
        "ours": bool(content["ours"]),
        "notices": bool(content["notices"]),
        "history": len(content["limit_history"]) > 1,
    }
    shown = tuple(key for key in phrases.ORDER[decision.question] if has.get(key, True))
    order = _order_of_reasons(content["reasons"])
    as_of = content["information"]["as_of"]
    # nothing was worked out, so nothing can be called an estimate
    return _headings(decision.question, shown, order, as_of, bool(decision.advice))


@lru_cache(maxsize=4096)
def _headings(
    question: Question, shown: tuple[str, ...], order: Words | None, as_of: str, advised: bool
) -> Pieces:
    """Headings of the sections shown, with the line under each."""
    out: list[dict[str, Any]] = []
    for key in shown:
        title = phrases.TITLES[key]
        intro = None if key == "steps" and not advised else _intro(key, as_of)
        if key == "reasons":
            title = phrases.REASONS_TITLES.get(question, title)
            intro = None if order is None else named(order)
        out.append({"key": key, "title": named(title), "intro": intro})
    return Pieces(out)


def _order_of_reasons(reasons: list[dict[str, Any]]) -> Words | None:
    """In what order reasons stand; a single one needs no word on it."""
    if len(reasons) < 2:
        return None
    rules = any(r["source"] == "rule" for r in reasons)
    return phrases.INTROS["reasons"] if rules else phrases.REASONS_BY_SIZE


def _intro(key: str, as_of: str) -> Both | None:
    words = phrases.INTROS.get(key)
    if words is None:
        return None
    return both(words, as_of=as_of) if words.blanks else named(words)


def _moved(change: dict[str, Any] | None) -> bool:
    """Whether any part of a change has a size; where none has, there is nothing to draw."""
    if change is None:
        return False
    return any(r["amount"] for r in change["rows"] if r["kind"] not in ("start", "total"))
