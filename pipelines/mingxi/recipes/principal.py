"""Which reasons stand behind an outcome: what decides first, then the person's own record."""

from dataclasses import replace
from datetime import date

import numpy as np

from mingxi.declare.rule import Layer
from mingxi.explain import reasons as why
from mingxi.explain.absence import by_report
from mingxi.explain.risen import from_risen_ceilings
from mingxi.policy.in_force import rounding_unit
from mingxi.policy.rounding import rounded_down
from mingxi.recipes.case import Case
from mingxi.records.decision import Change, Question, Reason

# steps whose value is a model's output, so the person's own concepts explain them
RISK_LINE, PRODUCT_MINIMUM, TIER_CEILING = "risk_line", "product_minimum", "tier_ceiling"
# a cap that takes a share of what the record came to, so the record still counts under it
COMMON_CUT = "general_tightening"
# the claim itself stands in the way: the models were not made for people who are this late
SERIOUS_OVERDUE = "serious_overdue"


def principal_reasons(case: Case) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    """Principal reasons of the outcome: what decides first, then the person's own concepts."""
    found, withheld = _principal(case)
    newest = case.snapshot.applications["report_on"][0]
    known: date | None = None if np.isnat(newest) else newest.astype("datetime64[D]").item()
    return by_report(found, known), withheld


def _principal(case: Case) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    if case.question in (Question.CANNOT_DRAW, Question.CANNOT_REDRAW):
        return why.from_rulings(case.rulings, [Layer.DRAW_GATE]), ()
    if case.question is Question.NOT_OPENED:
        rules = why.from_rulings(case.rulings, [Layer.OPEN_GATE, Layer.CAP])
        rules = rules or why.from_stops(case.rulings, Layer.OPEN_GATE)
        own = _own_reasons(case, rules)
        return why.principal(rules, own.reasons), own.withheld
    if case.question is Question.LIMIT_REDUCED and case.change is not None:
        return _why_it_fell(case, case.change)
    if case.question is Question.LIMIT_ROSE and case.change is not None:
        return _why_it_rose(case, case.change), ()
    rules = why.from_rulings(case.rulings, [Layer.CAP]) or _at_a_ceiling(case)
    own = _under_caps(case, {r.key for r in rules})
    return why.principal(rules, own.reasons), own.withheld


def _at_a_ceiling(case: Case) -> tuple[Reason, ...]:
    """The ceiling at which a limit stands, though rounding alone would have brought it there.

    Taking it away changes nothing by itself, but neither would a better record: both together do.
    So it is with a ceiling just above: whatever more is proposed is rounded down to the same.
    """
    caps = [
        r
        for r in case.rulings
        if r.rule.layer is Layer.CAP and r.rule.key not in (COMMON_CUT, PRODUCT_MINIMUM)
    ]
    lowered = [r for r in caps if not r.passed and r.effect < 0]
    lowered = lowered or [r for r in caps if r.passed and _just_above(case, r.threshold)]
    return why.from_rulings([replace(r, jointly=True) for r in lowered[-1:]], [Layer.CAP])


def _just_above(case: Case, ceiling: float) -> bool:
    """Whether today's limit, before rounding, lies as near below a ceiling as rounding takes."""
    limit = case.limit.output_amount + sum(
        r.effect for r in case.rulings if r.rule.layer is Layer.CAP
    )
    return limit > 0 and _rounded(case, limit) <= ceiling < _rounded(case, limit) + _unit(case)


def _rounded(case: Case, limit: float) -> int:
    return int(rounded_down(np.array(int(limit)), _unit(case)))


def _unit(case: Case) -> int:
    return rounding_unit(case.model.policy, case.snapshot.applications.on)


def _under_caps(case: Case, caps: set[str]) -> why.ConceptReasons:
    """The person's own concepts behind a limit: none where a ceiling alone holds it down."""
    if caps == {TIER_CEILING}:
        return why.adverse(case.risk)
    if caps - {COMMON_CUT}:
        return why.ConceptReasons((), ())
    return why.adverse(case.limit)


def _own_reasons(case: Case, rules: tuple[Reason, ...]) -> why.ConceptReasons:
    """The person's own concepts behind a refusal, if a model's output decided it."""
    keys = {r.key for r in rules}
    if SERIOUS_OVERDUE in keys:
        return why.ConceptReasons((), ())
    if RISK_LINE in keys:
        return why.adverse(case.risk)
    if PRODUCT_MINIMUM in keys or not keys:
        return why.adverse(case.limit)
    return why.ConceptReasons((), ())


def _why_it_fell(case: Case, change: Change) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    gap = float(change.before - change.after)
    lowered = {rule.key: amount for rule, amount in change.rules if amount < 0}
    rules = tuple(
        replace(reason, amount=lowered.get(reason.key, reason.amount))
        for reason in why.from_rulings(case.rulings, [Layer.OPEN_GATE, Layer.CAP])
        # a ceiling that decides now made the limit what it is; a common cut that was there before
        # did not
        if reason.key in lowered or reason.key != COMMON_CUT
    )
    own = why.adverse(change.you, gap)
    if change.after == 0:  # taken away by a step, not lowered
        rules = rules or why.from_stops(case.rulings, Layer.OPEN_GATE)
        own = _own_reasons(case, rules)
        # told against people just approved, so not in one order with what our method did
        return why.principal(rules, (*own.reasons, *_method(case, change))), own.withheld
    rules = rules or _at_a_ceiling(case)
    ceilings = {r.key for r in rules} - {COMMON_CUT}
    if ceilings:  # whatever else moved, the limit would be what they leave
        moved = any(factor.push != 0 for factor in change.you.factors)
        # where the very same record stands in another tier, our method put it there
        own = _under_caps(case, ceilings) if moved else why.ConceptReasons((), ())
        fell_anyway = change.you.output_amount + change.method < change.before
        method = _method(case, change) if fell_anyway else ()
        return why.principal(rules, (*own.reasons, *method)), own.withheld
    rest = sorted((*own.reasons, *_method(case, change)), key=lambda r: (r.amount, r.code))
    return why.principal(rules, rest), own.withheld


def _why_it_rose(case: Case, change: Change) -> tuple[Reason, ...]:
    least = why.LEAST_SHARE * (change.after - change.before)
    rules = why.from_giving_way(case.rulings, change.rules, least)
    if not _proposal_raised(case, change):
        risen = from_risen_ceilings(case.rulings, change, case.model.money.symbol)
        rules += tuple(r for r in risen if r.key != COMMON_CUT)
        return why.principal(rules, ())
    own = [r for r in why.favourable(change.you) if r.amount >= least]
    rest = sorted((*own, *_method(case, change)), key=lambda r: (-r.amount, r.code))
    return why.principal(rules, rest)


def _proposal_raised(case: Case, change: Change) -> bool:
    """Whether what was proposed last time would come to less than today's limit.

    Where it would not, no better proposal raised the limit: a ceiling gave way.
    """
    ceilings = [
        r.threshold
        for r in case.rulings
        if r.rule.layer is Layer.CAP and not r.passed and r.rule.key != COMMON_CUT
    ]
    proposed = change.you.output_amount + change.method
    # what differs by less than rounding takes is the same limit
    last = min([change.you.base_amount, *ceilings])
    return _rounded(case, last) < _rounded(case, min([proposed, *ceilings]))


def _method(case: Case, change: Change) -> tuple[Reason, ...]:
    on = case.snapshot.applications.on.isoformat()
    moved, symbol = float(change.after - change.before), case.model.money.symbol
    return why.method_reason(change.method, on, moved, symbol)
