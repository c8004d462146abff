"""The first screen of a letter: badge, headline, lead and guard sentences."""

from typing import Any

from mingxi.declare.rule import Decider, Layer
from mingxi.declare.words import Words
from mingxi.records.decision import Change, Decision, Question, Ruling
from mingxi.report.bilingual import Both, blanks_of, both, capital, named
from mingxi.report.change import change_split
from mingxi.report.checks import SHOWN_LAYER, deciding, decisive, shown_checks, telling
from mingxi.report.phrases import verdicts
from mingxi.report.phrases.guards import GUARDS, NOT_YOU
from mingxi.report.readable import signed, whole
from mingxi.report.remembered import of_the_last

ADVERSE = frozenset(Question) - {Question.LIMIT_ROSE, Question.UNCHANGED}
_GIVEN = frozenset({Question.NOT_OPENED, Question.LIMIT_LOW, Question.LIMIT_REDUCED})
_MOVED = frozenset({Question.LIMIT_REDUCED, Question.LIMIT_ROSE, Question.UNCHANGED})
PAUSED = frozenset({Question.CANNOT_DRAW, Question.CANNOT_REDRAW})
# reason codes that speak of late payments: with one of them "paying helps" would sound hollow
_LATE = frozenset({"R01", "R02", "R03", "R04", "R07", "Y01", "B10"})
# reason code of borrowing again right after repaying: then repaying is part of the story
_REBORROW = "B01"
# codes that say how little is known of a person: absence, not behaviour
_LITTLE_KNOWN = frozenset({"H01", "H02", "H03", "H04", "M09"})
_OURS: frozenset[Decider] = frozenset({"system", "funds"})
# codes of checks that another request would pass: its amount, its purpose, its day
_THIS_LOAN = frozenset({"P04", "L03", "S05"})
TOO_LITTLE_FREE = "nothing_available"


def verdict(decision: Decision) -> dict[str, Any]:
    """Badge, title, headline, lead sentences and guards."""
    tone, badge = verdicts.BADGES[decision.question]
    title = verdicts.TITLES[decision.question]
    if _being_posted(decision):
        tone, badge = verdicts.POSTING_BADGE
    elif _past(decision):
        tone, badge = verdicts.PAST_BADGE
    elif _no_longer(decision):
        tone, badge = verdicts.NO_LIMIT_BADGE
        title = verdicts.NO_LIMIT_TITLE
    return {
        "tone": tone,
        "badge": named(badge),
        "title": named(title),
        "headline": _headline(decision),
        "lead": _lead(decision),
        "guards": [
            {"key": key, "text": named(_not_you(decision) if key == "not_you" else GUARDS[key])}
            for key in _guards(decision)
        ],
    }


def worse(decision: Decision) -> bool:
    """Whether the person got less than asked for: then the law asks for the reasons.

    A new limit that nothing holds below that of the people compared with is not less.
    """
    if decision.question is not Question.LIMIT_LOW:
        return decision.question in ADVERSE
    held = bool(deciding(decision))
    return held or decision.limit < decision.ledger.base_amount


def _being_posted(decision: Decision) -> bool:
    redraw = decision.redraw
    return decision.question is Question.CANNOT_REDRAW and redraw is not None and not redraw.posted


def _past(decision: Decision) -> bool:
    """Whether the limit is somebody's past decision that is only described here."""
    return decision.not_causal and decision.question is not Question.NOT_OPENED


def _no_longer(decision: Decision) -> bool:
    """Whether a person without a limit has borrowed here: then nothing is left to be opened."""
    borrowed = decision.outstanding > 0 or decision.pending > 0 or decision.redraw is not None
    held = any(note.code == "T01" for note in decision.notes)
    return decision.question is Question.NOT_OPENED and (borrowed or held or decision.not_causal)


def _headline(decision: Decision) -> Both:
    question, money = decision.question, decision.money
    words = _held_up(decision) or verdicts.HEADLINES[question]
    if _being_posted(decision):
        words = verdicts.POSTING_HEADLINE
    elif _past(decision):
        words = verdicts.PAST_HEADLINE
    elif _no_longer(decision):
        past = decision.not_causal
        words = verdicts.PAST_REFUSAL_HEADLINE if past else verdicts.NO_LIMIT_HEADLINE
    elif question in _MOVED and decision.change is None:
        words = verdicts.HEADLINES[Question.LIMIT_LOW]
    values: dict[str, str | Both] = {
        "limit": whole(decision.limit),
        "before": whole(decision.change.before) if decision.change else "",
        "currency": named(money.currency),
        "limit_name": named(money.limit_name),
    }
    return capital(both(words, **{k: v for k, v in values.items() if k in blanks_of(words)}))


def _held_up(decision: Decision) -> Words | None:
    """What holds up a loan, where it is our side or this loan's own check; None: a pause."""
    first = decisive(shown_checks(decision)) if decision.question in PAUSED else None
    if first is None:
        return None
    if first.rule.key == TOO_LITTLE_FREE:
        return verdicts.TOO_LITTLE_FREE_HEADLINES[decision.question]
    if first.rule.decider in _OURS:
        return verdicts.OURS_HEADLINES[decision.question]
    this_loan = first.rule.code in _THIS_LOAN
    return verdicts.THIS_LOAN_HEADLINES[decision.question] if this_loan else None


def _lead(decision: Decision) -> list[Both]:
    question = decision.question
    if question in _MOVED:
        return _moved_lead(decision)
    if question is Question.LIMIT_LOW:
        return [_start(decision)]
    lead = _stopped_lead(decision)
    if question is Question.CANNOT_REDRAW and decision.redraw is not None:
        lead = _redraw_lead(decision)
    return [*lead, *_also_fell(decision)]


def _moved_lead(decision: Decision) -> list[Both]:
    change = decision.change
    if change is None:
        return [_start(decision)]
    split = change_split(change)
    if decision.question is Question.UNCHANGED:
        still = not any(split.values()) and not any(f.amount for f in change.you.factors)
        cap = next((r for r in deciding(decision) if _is_cap(r)), None)
        if cap is not None and not still:
            return [both(verdicts.HELD_BY, name=named(cap.rule.name))]
        return [named(verdicts.NOTHING_MOVED if still else verdicts.CANCELLED_OUT)]
    currency = named(decision.money.currency)
    ceilings = _ceilings_that_decided(decision)
    if ceilings:
        return [both(verdicts.A_CEILING_DECIDED, name=named(ceilings[0].rule.name))]
    return [_largest_part(change, split, currency), *_largest_item(decision, change, currency)]


def _ceilings_that_decided(decision: Decision) -> list[Ruling]:
    """Caps that alone are told as reasons: whatever else moved is cut off at them."""
    told = {r.key for r in decision.reasons}
    if any(r.source != "rule" for r in decision.reasons):
        return []
    return [r for r in telling(decision) if r.rule.key in told and _is_cap(r) and not r.passed]


def _largest_item(decision: Decision, change: Change, currency: Both) -> list[Both]:
    """The item of the record that moved most, where no sentence tells a reason."""
    sign = 1 if change.after >= change.before else -1
    most = max(change.you.factors, key=lambda f: sign * f.amount)
    if decision.reasons or sign * most.amount <= 0:
        return []
    name, amount = named(most.concept.name), signed(most.amount)
    return [both(verdicts.LARGEST_ITEM, name=name, amount=amount, currency=currency)]


def _largest_part(change: Change, split: dict[str, int], currency: Both) -> Both:
    """The part that did most of a change; where none did more than half, all parts."""
    sign = 1 if change.after >= change.before else -1
    largest = max(split, key=lambda part: sign * split[part])
    one_way = sum(max(sign * amount, 0) for amount in split.values())
    if 2 * sign * split[largest] <= one_way:
        reviews = split["reviews"]
        words = verdicts.SEVERAL_PARTS_AND_REVIEWS if reviews else verdicts.SEVERAL_PARTS
        parts = {part: signed(split[part]) for part in words.blanks - {"currency"}}
        return both(words, **parts, currency=currency)
    return both(verdicts.MOSTLY[largest], amount=signed(split[largest]), currency=currency)


def fell_too(decision: Decision) -> bool:
    """Whether a limit that cannot be drawn on was lowered as well."""
    change = decision.change
    return decision.question in PAUSED and change is not None and change.after < change.before


def _also_fell(decision: Decision) -> list[Both]:
    change = decision.change
    if change is None or not fell_too(decision):
        return []
    money = decision.money
    names = {"limit_name": named(money.limit_name), "currency": named(money.currency)}
    return [
        both(verdicts.ALSO_FELL, before=whole(change.before), limit=whole(change.after), **names)
    ]


def _is_cap(ruling: Ruling) -> bool:
    return ruling.rule.layer is Layer.CAP


def _start(decision: Decision) -> Both:
    base, currency = whole(decision.ledger.base_amount), named(decision.money.currency)
    reference = decision.ledger.reference
    if reference.kind == "yourself_last_time":
        return both(verdicts.STARTS_FROM_YOURSELF, base=base, currency=currency)
    return both(
        verdicts.STARTS_FROM_PEOPLE, base=base, currency=currency, reference=named(reference.name)
    )


def _stopped_lead(decision: Decision) -> list[Both]:
    checks = shown_checks(decision)
    first = decisive(checks)
    if first is None:
        return _stopped_by_cap(decision) if checks else []
    lead = [both(verdicts.PAUSED_BY[first.rule.decider], name=named(first.rule.name))]
    together = sum(r.jointly for r in checks)
    if together > 1:
        lead.append(both(verdicts.STOPPED_TOGETHER, n=together))
    return lead


def _stopped_by_cap(decision: Decision) -> list[Both]:
    """All checks pass: then a cap took the limit away, or the proposal was nothing."""
    cap = decisive([r for r in telling(decision) if _is_cap(r)])
    if decision.question is not Question.NOT_OPENED or cap is None:
        return [named(verdicts.ALL_CHECKS_PASS)]
    return [both(verdicts.STOPPED_AT_AMOUNT, name=named(cap.rule.name))]


def _redraw_lead(decision: Decision) -> list[Both]:
    redraw = decision.redraw
    assert redraw is not None
    repaid_on, posted_on = redraw.repaid_on.isoformat(), redraw.posted_on.isoformat()
    if redraw.posted:
        posted = both(verdicts.POSTED, repaid_on=repaid_on, posted_on=posted_on)
        return [posted, *_stopped_lead(decision)]
    if redraw.amount is None:
        words: Words = verdicts.RECEIVED_WITHOUT_AMOUNT
        return [both(words, repaid_on=repaid_on, posted_on=posted_on)]
    return [
        both(
            verdicts.RECEIVED,
            repaid_on=repaid_on,
            posted_on=posted_on,
            amount=whole(redraw.amount),
            currency=named(decision.money.currency),
        )
    ]


def _guards(decision: Decision) -> list[str]:
    codes = {r.code for r in decision.reasons}
    repaid = decision.question is Question.CANNOT_REDRAW
    true = {
        "not_you": not_about_you(decision),
        "repaying_not_the_cause": repaid and _REBORROW not in codes,
        "paying_helps": repaid and not codes & _LATE,
        "not_a_refusal": _not_a_refusal(decision),
        "little_known": decision.question in _GIVEN and bool(codes & _LITTLE_KNOWN),
        "not_causal": decision.not_causal,
    }
    return [key for key, holds in true.items() if holds]


def _not_you(decision: Decision) -> Words:
    """Who decided instead, where it is one and the same for all that decided."""
    binding = _what_decided(decision)
    sides = {"ours" if r.rule.decider in _OURS else r.rule.decider for r in binding}
    sides |= {"method" for r in decision.reasons if r.source == "method"}
    return NOT_YOU.get(sides.pop(), GUARDS["not_you"]) if len(sides) == 1 else GUARDS["not_you"]


@of_the_last
def not_about_you(decision: Decision) -> bool:
    """Whether nothing about the person stands behind an adverse result.

    True only if a rule for everybody (or our changed method) decided, no deciding rule is about
    the person, no personal reason is stated, and the person's own part of a change is not a loss.
    Whether a draw is stopped by the person is asked of the checks of the draw alone.
    """
    if decision.question not in ADVERSE:
        return False
    paused = decision.question in PAUSED
    binding = _what_decided(decision)
    method = any(r.source == "method" for r in decision.reasons)
    if not binding and not method:
        return False
    if any(r.rule.about_person or _of_a_fact(r) for r in binding):
        return False
    if any(r.source == "concept" for r in decision.reasons):
        return False
    change = decision.change
    if change is None or (paused and not fell_too(decision)):
        return True
    return change_split(change)["you"] >= 0


def _what_decided(decision: Decision) -> list[Ruling]:
    """What decides what was asked: for a loan that is held up, the checks of loans alone."""
    found = deciding(decision)
    if decision.question not in PAUSED:
        return found
    return [r for r in found if r.rule.layer is SHOWN_LAYER[decision.question]]


def _of_a_fact(ruling: Ruling) -> bool:
    """Whether the law asks for a fact about the person: an age, a consent, a purpose."""
    return ruling.rule.decider == "law" and not _is_cap(ruling)


def _not_a_refusal(decision: Decision) -> bool:
    """Whether a draw is held up by our system or our funds alone."""
    binding = _what_decided(decision)
    return (
        decision.question in PAUSED
        and bool(binding)
        and all(r.rule.decider in _OURS for r in binding)
    )
