"""Which factors and rulings are reasons, in words that the data carry."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isnan, nan

from mingxi.declare.feature import Direction
from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Slot, Words
from mingxi.records.decision import Attribution, Fact, Factor, Reason, Ruling

# Reg B, official comment 9(b)(2)-1: more than four reasons is not likely to be helpful
MOST_REASONS = 4
# the one reason that may stand fifth: applications elsewhere (FCRA, 15 U.S.C. 1681g(f)(9))
FIFTH = "B02"
MOST_HELPED = 3
# a concept below this share of the gap is not a principal reason; assumption: keeps lists honest,
# never padded to four
LEAST_SHARE = 0.05


@dataclass(frozen=True)
class ConceptReasons:
    """Reasons from one attribution.

    Parameters
    ----------
    reasons : tuple of Reason
        Adverse concepts, largest effect first.
    withheld : tuple of str
        Concepts that weigh but whose facts do not carry a true sentence, with why.
    """

    reasons: tuple[Reason, ...]
    withheld: tuple[str, ...]


def adverse(found: Attribution, gap: float | None = None) -> ConceptReasons:
    """Concepts that count against the person, as reasons.

    Parameters
    ----------
    found : Attribution
        Against a limit (a negative push is adverse) or a risk score (a positive push is adverse).
    gap : float, optional
        Distance to explain; by default from the person to the reference. Without a gap to the
        person's disadvantage there is no personal reason.
    """
    sign = -1.0 if found.target == "limit" else 1.0
    distance = sign * (found.output - found.base) if gap is None else gap
    if distance <= 0:
        return ConceptReasons((), ())
    reasons: list[Reason] = []
    withheld: list[str] = []
    for factor in sorted(found.factors, key=lambda f: (-sign * f.push, f.concept.key)):
        share = sign * factor.push / distance
        if share < LEAST_SHARE or len(reasons) == MOST_REASONS:
            continue
        reason = _adverse_reason(factor, found, sign, min(share, 1.0))
        if reason is None:
            withheld.append(f"{factor.concept.key}: no fact of it is worse than the reference")
        else:
            reasons.append(replace(reason, against=found.reference))
    if len(reasons) == MOST_REASONS and all(r.code != FIFTH for r in reasons):
        reasons.extend(_applications_elsewhere(found, sign, distance))
    return ConceptReasons(tuple(reasons), tuple(withheld))


def principal(rules: Iterable[Reason], others: Iterable[Reason]) -> tuple[Reason, ...]:
    """All rules that decide, then others in their order, four in all; `FIFTH` may follow them.

    A rule that decides is never dropped, so there may be more than four of those alone.
    """
    first, own = tuple(rules), tuple(others)
    room = max(MOST_REASONS - len(first), 0)
    kept = (*first, *own[:room])
    fifth = [r for r in own[room:] if r.code == FIFTH][:1]
    told = any(r.code == FIFTH for r in kept)
    return kept if told or len(kept) > MOST_REASONS else (*kept, *fifth)


def favourable(found: Attribution) -> tuple[Reason, ...]:
    """Concepts that help, at most three, largest first; for the part outside the notice."""
    sign = 1.0 if found.target == "limit" else -1.0
    total = sum(max(sign * f.push, 0.0) for f in found.factors)
    out: list[Reason] = []
    for factor in sorted(found.factors, key=lambda f: (-sign * f.push, f.concept.key)):
        if total <= 0 or sign * factor.push < LEAST_SHARE * total or len(out) == MOST_HELPED:
            break
        facts = [
            f
            for f in factor.facts
            if sign * f.push > 0
            and f.feature.if_favourable
            and not isnan(f.value)
            and (_differs(f, found.target, -1) or _newly_known(f, found))
        ]
        if facts:
            fact = max(facts, key=lambda f: sign * f.push)
            assert fact.feature.if_favourable is not None
            words = fact.feature.if_favourable
            reason = _reason(factor, fact, words, fact.feature.code, sign * factor.push / total)
            out.append(replace(reason, against=found.reference))
    return tuple(out)


def from_rulings(rulings: Iterable[Ruling], layers: Iterable[Layer]) -> tuple[Reason, ...]:
    """Reasons of the gates and caps that decide, in the order of the policy."""
    wanted = set(layers)
    return tuple(
        Reason(
            ruling.rule.code,
            "rule",
            ruling.rule.key,
            ruling.rule.decider,
            ruling.rule.reason,
            ruling.slots,
            ruling.effect,
            nan,
            evidence=_of_ruling(ruling),
        )
        for ruling in rulings
        if ruling.rule.layer in wanted and (ruling.binding or ruling.jointly)
    )


def from_stops(rulings: Iterable[Ruling], layer: Layer) -> tuple[Reason, ...]:
    """Reasons of gates that did not pass though none decides: the proposal was nothing anyway."""
    failed = [replace(r, jointly=True) for r in rulings if not r.passed]
    return from_rulings(failed, [layer])


def from_giving_way(
    rulings: Iterable[Ruling], moved: Iterable[tuple[Rule, int]], least: float
) -> tuple[Reason, ...]:
    """Reasons of the gates and caps that took less than last time, largest first.

    Parameters
    ----------
    rulings : iterable of Ruling
        Of today.
    moved : iterable of (Rule, int)
        What each rule changed between both decisions, money.
    least : float
        Smallest part that is told, money.
    """
    today = {ruling.rule.key: ruling for ruling in rulings}
    told = [
        Reason(
            rule.code,
            "rule",
            rule.key,
            rule.decider,
            _gave_way(rule.name, today[rule.key].passed),
            {},
            amount,
            nan,
            evidence=_of_ruling(today[rule.key]),
        )
        for rule, amount in moved
        if rule.key in today and amount >= max(least, 1)
    ]
    return tuple(sorted(told, key=lambda r: (-r.amount, r.code)))


@lru_cache
def _gave_way(name: Words, wholly: bool) -> Words:
    """What is said of a rule that held a limit down last time."""
    if wholly:
        return Words(
            f"上次「{name.zh}」压低了你的额度，这次不再压低。",
            f"Last time one rule held your limit down ({name.en}). It no longer does.",
        )
    return Words(
        f"「{name.zh}」这次压低的比上次少。",
        f"One rule now lowers your limit by less than last time ({name.en}).",
    )


METHOD_LOWERED = Words(
    "我们在 {date} 前改了评估方法，单这一项让你的额度少了 {symbol}{amount:,.0f}。"
    "这和你的行为无关。",
    "We changed our method before {date}; that alone lowered your limit by {symbol}{amount:,.0f}. "
    "It is not about anything you did.",
)
METHOD_RAISED = Words(
    "我们在 {date} 前改了评估方法，单这一项让你的额度多了 {symbol}{amount:,.0f}。"
    "这和你的行为无关。",
    "We changed our method before {date}; that alone raised your limit by {symbol}{amount:,.0f}. "
    "It is not about anything you did.",
)


def method_reason(amount: int, date: str, change: float, symbol: str) -> tuple[Reason, ...]:
    """Reason that our changed method gave, if it is a principal one.

    Parameters
    ----------
    amount : int
        What the changed method alone did, money.
    date : str
        Day of this decision.
    change : float
        What happened to the limit in all; a method that worked the other way is no reason for it.
    symbol : str
        Of the currency.
    """
    if change == 0 or amount / change < LEAST_SHARE:
        return ()
    slots: dict[str, Slot] = {"date": date, "amount": abs(amount), "symbol": symbol}
    words = METHOD_RAISED if amount > 0 else METHOD_LOWERED
    share = min(amount / change, 1.0)
    evidence: dict[str, Slot] = {"date": date, "amount": amount}
    told = Reason("M03", "method", "method", "model", words, slots, amount, share)
    return (replace(told, evidence=evidence),)


def _adverse_reason(
    factor: Factor, found: Attribution, sign: float, share: float
) -> Reason | None:
    facts = sorted(
        (f for f in factor.facts if sign * f.push > 0),
        key=lambda f: (-sign * f.push, f.feature.key),
    )
    for fact in facts:
        feature = fact.feature
        if isnan(fact.value):
            if feature.if_missing is not None:
                return _reason(factor, fact, feature.if_missing, feature.missing_code, share)
        elif (_differs(fact, found.target, 1) or _newly_known(fact, found)) and _true_of(fact):
            return _reason(factor, fact, feature.if_adverse, feature.code, share)
    return None


def _applications_elsewhere(found: Attribution, sign: float, distance: float) -> list[Reason]:
    """Applications elsewhere where they weigh and none of the four tells of them."""
    facts = [
        (fact, factor)
        for factor in found.factors
        for fact in factor.facts
        if fact.feature.code == FIFTH
        and sign * fact.push >= LEAST_SHARE * distance
        and not isnan(fact.value)
        and _differs(fact, found.target, 1)
        and _true_of(fact)
    ]
    if not facts:
        return []
    fact, factor = max(facts, key=lambda one: (sign * one[0].push, one[0].feature.key))
    share = min(sign * fact.push / distance, 1.0)
    told = _reason(factor, fact, fact.feature.if_adverse, FIFTH, share)
    amount = int(fact.push) if found.target == "limit" else 0  # its own part of the concept's
    return [replace(told, amount=amount, against=found.reference)]


def _of_ruling(ruling: Ruling) -> dict[str, Slot]:
    evidence: dict[str, Slot] = {"rule": ruling.rule.key}
    for name, value in (("value", ruling.value), ("needed", ruling.threshold)):
        if not isnan(value):
            evidence[name] = value
    return evidence


def _of_fact(fact: Fact) -> dict[str, Slot]:
    if isnan(fact.value):
        return {"missing": fact.feature.key}
    evidence: dict[str, Slot] = {"feature": fact.feature.key, "value": fact.value}
    if not isnan(fact.reference_value):
        evidence["compared_with"] = fact.reference_value
    return evidence


def _reason(factor: Factor, fact: Fact, words: Words, code: str, share: float) -> Reason:
    slots: dict[str, Slot] = {} if isnan(fact.value) else {"value": fact.value}
    return Reason(
        code,
        "concept",
        factor.concept.key,
        "data" if isnan(fact.value) else factor.concept.decider,
        words,
        slots,
        factor.amount,
        share,
        fact,
        evidence=_of_fact(fact),
    )


def _differs(fact: Fact, target: str, worse: int) -> bool:
    """Whether the value is worse (1) or better (−1) than the reference, in the declared sense."""
    direction = fact.feature.on_limit if target == "limit" else fact.feature.on_risk
    if direction is Direction.EITHER or isnan(fact.reference_value) or isnan(fact.value):
        return False
    harm = -direction.sign if target == "limit" else direction.sign
    return worse * harm * (fact.value - fact.reference_value) > 0


def _newly_known(fact: Fact, found: Attribution) -> bool:
    """Whether there is a value where last time there was none: the figure is what changed."""
    direction = fact.feature.on_limit if found.target == "limit" else fact.feature.on_risk
    oneself = found.reference.kind == "yourself_last_time"
    return oneself and direction is not Direction.EITHER and isnan(fact.reference_value)


def _true_of(fact: Fact) -> bool:
    """Whether the fact sentence is true of the value: nobody is told of zero late payments."""
    feature = fact.feature
    if feature.adverse_from is None:
        return True
    harm = feature.on_risk.sign or -feature.on_limit.sign
    return harm * (fact.value - feature.adverse_from) >= 0
