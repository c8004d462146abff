"""The largest loan that passes the checks now, and once what stops it is solved."""

from math import isfinite
from typing import Any

from mingxi.records.decision import Decision, Ruling
from mingxi.report.bilingual import Both, both, named
from mingxi.report.checks import shown_checks
from mingxi.report.phrases import verdicts
from mingxi.report.readable import whole
from mingxi.report.verdict import PAUSED

# the check of the amount of one loan, and the one that asks for a smallest loan to be free
_ONE_LOAN, _SMALLEST = "tier_draw_amount", "nothing_available"


def largest_loan(decision: Decision) -> dict[str, Any] | None:
    """Largest amount that passes now (0: none) and after; None where no draw was stopped.

    Only the check of the amount of one loan lets a smaller amount through; all others stop every
    amount. ``after`` is what could be borrowed once they are solved, all else as it is; None
    where nobody can say, because more must be free first.
    """
    failed = [r for r in shown_checks(decision) if not r.passed]
    if decision.question not in PAUSED or not failed:
        return None
    most, least = _threshold(decision, _ONE_LOAN), _threshold(decision, _SMALLEST)
    keys = {ruling.rule.key for ruling in failed}
    now = _at_least(least, decision.available, most) if keys == {_ONE_LOAN} else 0
    # a repayment on its way is free once it is posted
    free = max(decision.limit - decision.outstanding, 0)
    after = None if now or keys == {_SMALLEST} else _at_least(least, free, most)
    told = _told(decision, now, after, len(keys))
    return {"now": now, "after": after or None, "text": told}


def _threshold(decision: Decision, key: str) -> float | None:
    found: list[Ruling] = [r for r in decision.rulings if r.rule.key == key]
    return found[0].threshold if found and isfinite(found[0].threshold) else None


def _at_least(least: float | None, free: int, most: float | None) -> int:
    amount = free if most is None else min(free, int(most))
    return amount if amount >= (least or 1) else 0


def _told(decision: Decision, now: int, after: int | None, failed: int) -> list[Both]:
    currency = named(decision.money.currency)
    if now:
        return [both(verdicts.PASSES_NOW, amount=whole(now), currency=currency)]
    if after is None:  # more must be free first: the check itself says how much
        return []
    told = [named(verdicts.NO_AMOUNT_PASSES)]
    if after:
        words = verdicts.PASSES_AFTER if failed == 1 else verdicts.PASSES_AFTER_ALL
        told.append(both(words, amount=whole(after), currency=currency))
    return told
