"""What the person can do, what only time mends, and what is ours to do."""

from typing import Any

from mingxi.declare.rule import Layer
from mingxi.records.decision import Advice, Decision, Ruling
from mingxi.report.bilingual import Both, blanks_of, both, both_if_full, named, printable, same
from mingxi.report.checks import decides, decisive, shown_checks, telling
from mingxi.report.facts import MEASURED
from mingxi.report.phrases import steps as phrases
from mingxi.report.readable import number_or_none, signed, value_text, whole
from mingxi.report.remembered import of_the_last
from mingxi.report.verdict import PAUSED, TOO_LITTLE_FREE, not_about_you


def steps(decision: Decision) -> dict[str, Any]:
    """Tested advice, what deciding gates and caps ask for, time-only items, and the plain word.

    A gate stands in the way whatever else is done, so its step comes first; a cap's comes after.
    """
    advice = [_advised(a, decision) for a in decision.advice]
    from_rules = _rule_sentences(decision, "step")
    return {
        "first": [s for s in from_rules if s["stops"]],
        "you": [a for a in advice if a["who"] == "you"],
        "time": [a for a in advice if a["who"] == "time"],
        "also": [s for s in from_rules if not s["stops"]],
        "only_time": [_item_name(text, decision) for text in decision.only_time],
        "no_path": _no_path(decision),
        "nothing_to_do": _nothing_to_do(decision, bool(from_rules or advice)),
    }


def ours(decision: Decision) -> list[dict[str, Any]]:
    """What the lender does: mends, posts, reviews."""
    out = _rule_sentences(decision, "ours")
    said = {entry["key"] for entry in out}
    redraw = decision.redraw
    told_by_rule = any(
        r.rule.decider == "system" and r.rule.key in said for r in _speaking(decision)
    )
    if redraw is not None and not redraw.posted and not told_by_rule:
        text = both(phrases.POSTING_BY, date=redraw.posted_on.isoformat())
        out.append({"key": "posting", "name": None, "text": text})
    for ruling in _speaking(decision):
        if ruling.review_by is not None and ruling.rule.key not in said:
            day, name = ruling.review_by.isoformat(), named(ruling.rule.name)
            text = both(phrases.RULE_REVIEW, date=day, name=name)
            out.append({"key": ruling.rule.key, "name": None, "text": text})
    told_day = any(r.rule.key in said and _reviewed(r) for r in _speaking(decision))
    if decision.next_review is not None and not told_day:
        held_up = decision.question in PAUSED and bool(_speaking(decision))
        words = phrases.REVIEW_OF_THE_LIMIT if held_up else phrases.NEXT_REVIEW
        text = both(words, date=decision.next_review.isoformat())
        out.append({"key": "next_review", "name": None, "text": text})
    return out


def _advised(advice: Advice, decision: Decision) -> dict[str, Any]:
    feature, currency = advice.feature, named(decision.money.currency)
    earliest = advice.earliest.isoformat()
    effect = advice.limit_after - decision.limit
    # "now no, aim for yes" says less than the sentence itself
    sized = feature.unit in MEASURED and not feature.categories
    shown = [
        value_text(v, feature.unit, decision.money.currency, feature.categories)
        for v in (advice.now, advice.target)
    ]
    if advice.opens:
        told = both(phrases.OPENS, limit=whole(advice.limit_after), currency=currency)
    else:
        told = both(phrases.EFFECT, amount=signed(effect), currency=currency)
    return {
        "code": printable(advice.code),
        "key": printable(feature.key),
        "who": advice.who,
        "text": both_if_full(advice.words, {"target": advice.target, "date": earliest})
        or named(feature.name),
        "now": number_or_none(advice.now),
        "target": number_or_none(advice.target),
        "path": _path(advice, shown) if sized else None,
        "limit_after": int(advice.limit_after),
        "opens": bool(advice.opens),
        "effect": told if advice.opens or effect else None,
        "earliest": earliest,
        # where the sentence itself names the day it is not said twice
        "from": None if "date" in blanks_of(advice.words) else both(phrases.FROM, date=earliest),
    }


def _path(advice: Advice, shown: list[Both]) -> Both:
    """Today's value, and the target where the sentence does not name it."""
    if "target" in blanks_of(advice.words):
        return both(phrases.NOW_AT, now=shown[0])
    return both(phrases.NOW_TO_TARGET, now=shown[0], target=shown[1])


def _rule_sentences(decision: Decision, part: str) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for ruling in _speaking(decision):
        words = getattr(ruling.rule, part)
        if part == "ours" and _reviewed(ruling) and decision.next_review is None:
            continue  # nobody looks again at what is only described
        text = both_if_full(words, ruling.slots)
        if text is not None:
            out.append(
                {
                    "key": ruling.rule.key,
                    "name": named(ruling.rule.name),
                    "stops": ruling.rule.layer is not Layer.CAP,
                    "text": text,
                }
            )
    return out


@of_the_last
def _speaking(decision: Decision) -> list[Ruling]:
    """Rules whose step or promise belongs in the letter: those that decide what was asked."""
    checks = shown_checks(decision)
    first = decisive(checks)
    found = [r for r in telling(decision) if decides(r) or r is first]
    # more limit helps somebody who cannot borrow only where too little of it is free
    short = any(r.rule.key == TOO_LITTLE_FREE for r in found)
    if decision.question in PAUSED and not short:
        found = [r for r in found if r.rule.layer is Layer.DRAW_GATE]
    return found


def _reviewed(ruling: Ruling) -> bool:
    """Whether what we do about a rule is the next review."""
    ours = ruling.rule.ours
    return ours is not None and "next_review" in blanks_of(ours)


def _item_name(text: str, decision: Decision) -> Both:
    """Name of a concept or feature given by its key; any other text as it is."""
    for factor in (*decision.ledger.factors, *decision.risk.factors):
        if factor.concept.key == text:
            return named(factor.concept.name)
        for fact in factor.facts:
            if fact.feature.key == text:
                return named(fact.feature.name)
    return same(text)


def _no_path(decision: Decision) -> list[Both]:
    # limits that are only described cannot say what would or would not change them
    if not decision.no_path or decision.not_causal:
        return []
    return [named(phrases.NO_PATH), named(phrases.NO_PATH_NEXT)]


def _nothing_to_do(decision: Decision, has_steps: bool) -> Both | None:
    """The word that nothing is asked, where there is no step and the cause is not theirs."""
    idle = not has_steps and not decision.no_path and not_about_you(decision)
    return named(phrases.NOTHING_TO_DO) if idle else None
