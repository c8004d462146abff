"""A rise that a ceiling let through names both ceilings, and only where it really rose."""

from dataclasses import replace
from datetime import date

from sample_parts import MONEY, YOURSELF, attribution, rulings, stops

from mingxi.explain.risen import from_risen_ceilings
from mingxi.records.decision import Change

SYMBOL = MONEY.symbol


def held(now: int, taken_now: int):
    """Rulings of somebody whose limit an income ceiling holds at ``now``."""
    cap = stops(now - taken_now, now, "money", effect=taken_now, slots={"cap": now})
    return rulings(income_cap=cap)


def change(found, proposed_then: int, difference: int) -> Change:
    """The same ceiling took ``difference`` more (below 0) or less than last time."""
    cap = next(r.rule for r in found if r.rule.key == "income_cap")
    you = attribution(YOURSELF, proposed_then, (0, 0, 0, 900, 0, 0))
    return Change(date(2025, 9, 30), 14_000, 15_000, you, 0, ((cap, difference),), 0)


def test_both_ceilings_are_named():
    found = held(15_000, -5_000)
    (told,) = from_risen_ceilings(found, change(found, 18_000, -1_000), SYMBOL)
    said = told.words.fill("en", **told.slots)
    assert (told.code, told.amount) == ("K05", 0)
    assert "¥15,000" in said
    assert "¥14,000" in said  # 18,000 proposed less the 4,000 taken then


def test_a_ceiling_that_did_not_rise_gives_no_reason():
    found = held(15_000, -5_000)
    assert from_risen_ceilings(found, change(found, 20_000, 0), SYMBOL) == ()


def test_a_ceiling_that_did_not_hold_last_time_gives_no_reason():
    found = held(15_000, -5_000)
    assert from_risen_ceilings(found, change(found, 14_000, -5_000), SYMBOL) == ()


def test_a_ceiling_that_does_not_decide_gives_no_reason():
    found = tuple(replace(r, binding=False, jointly=False) for r in held(15_000, -5_000))
    assert from_risen_ceilings(found, change(found, 18_000, -1_000), SYMBOL) == ()
