"""Hand-made decisions for all seven questions: small, but with every part a letter can show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sample_features import DEBT, INCOME, LATE, LENDERS, TENURE
from sample_parts import (
    HISTORY,
    MONEY,
    NEXT,
    ON,
    PEERS,
    YOURSELF,
    advice,
    attribution,
    lever,
    reason,
    risk,
    rule_reason,
    rulings,
    stops,
)

from mingxi.recipes.law import law_profile
from mingxi.records.decision import (
    Change,
    Decision,
    LimitPoint,
    Question,
    Redraw,
    Versions,
)

CN = law_profile("cn", ON)


def decision(question: Question, **more) -> Decision:
    """Decision with the parts that all questions share; identities hold for the defaults."""
    shared = {
        "limit_history": (*HISTORY, LimitPoint("2025-12", more.get("limit", 12_600), 8_000)),
        "borrower_id": "200417",
        "on": ON,
        "question": question,
        "money": MONEY,
        "pd_12m": 0.0427,
        "tier": "C",
        "proposed": 14_230,
        "rulings": rulings(
            region_cap=stops(
                *(14_230, 12_600, "money"),
                effect=-1_630,
                slots={"cap": 12_600, "review": "2026-03-31"},
                review_by=date(2026, 3, 31),
            )
        ),
        "rounding": 0,
        "limit": 12_600,
        "outstanding": 8_000,
        "pending": 0,
        "available": 4_600,
        "draw_open": True,
        "ledger": attribution(PEERS, 19_400, (-3_420, -1_980, -910, 720, 420, 0)),
        "risk": risk(),
        "change": None,
        "reasons": (),
        "helped": (
            reason(INCOME, "monthly_income", 720, 0.6),
            reason(TENURE, "months_with_us", 420, 0.4),
        ),
        "advice": (),
        "only_time": (),
        "no_path": False,
        "redraw": None,
        "next_review": date(2026, 1, 31),
        "withheld": (),
        "versions": Versions(
            *("run-5f1c", "limit-and-risk", "3", "policy-2025-07", "1.0.0", date(2025, 12, 31)),
            *("d41d8cd9", "0cc175b9", 7, {"lightgbm": "4.7.0", "python": "3.11"}),
        ),
        "not_causal": False,
        "law": CN,
    }
    return Decision(**{**shared, **more})


def _not_opened() -> Decision:
    gate = rulings(
        history_open={"value": 26, "threshold": 6, "unit": "months"},
        risk_open=stops(
            0.0927, 0.08, "share", effect=-13_230, slots={"value": 0.0927, "bar": 0.08}
        ),
    )
    return decision(
        Question.NOT_OPENED,
        **{"pd_12m": 0.0927, "tier": "E", "rulings": gate, "proposed": 13_230},
        **{"limit": 0, "outstanding": 0, "available": 0, "draw_open": False},
        ledger=attribution(PEERS, 18_400, (-3_420, -1_980, -910, 720, 420, 0)),
        reasons=(
            rule_reason(gate[2]),
            replace(reason(LATE, "late_12m", 0, 0.53), amount=0),
            replace(reason(DEBT, "due_to_income", 0, 0.3), amount=0),
        ),
        helped=(),
        advice=(replace(advice("due_to_income", 0.35, 9_800, date(2026, 3, 31)), opens=True),),
        only_time=("late_payments",),
        limit_history=(),
    )


def _low() -> Decision:
    found = rulings(income_cap=stops(14_250, 13_800, "money", effect=-450, slots={"cap": 13_800}))
    return decision(
        Question.LIMIT_LOW,
        **{"rulings": found, "proposed": 14_250, "limit": 13_800, "available": 5_800},
        ledger=attribution(NEXT, 19_420, (-3_420, -1_980, -910, 720, 420, 0)),
        reasons=(
            rule_reason(found[3]),
            reason(LATE, "late_12m", -3_420, 0.61),
            reason(DEBT, "due_to_income", -1_980, 0.35),
            reason(LENDERS, "lenders", -910, 0.16),
        ),
        advice=(
            advice("due_to_income", 0.35, 13_900, date(2026, 3, 31)),
            advice("lenders", 3, 14_100, date(2026, 2, 28)),
        ),
    )


def _reduced() -> Decision:
    region = decision(Question.LIMIT_REDUCED).rulings
    you = attribution(YOURSELF, 20_360, (-3_050, -2_210, 0, 0, 60, 0))
    region_rule = next(r for r in region if r.rule.key == "region_cap")
    change = Change(
        date(2025, 11, 30), 20_000, 12_600, you, -930, ((region_rule.rule, -1_630),), 360
    )
    return decision(
        Question.LIMIT_REDUCED,
        change=change,
        reasons=(
            rule_reason(region_rule),
            reason(LATE, "late_12m", -3_050, 0.41, against=2),
            reason(DEBT, "due_to_income", -2_210, 0.3, against=2),
        ),
        advice=(
            advice("late_12m", 1, 14_800, date(2026, 6, 30)),
            advice("due_to_income", 0.5, 14_100, date(2026, 3, 31)),
        ),
        what_if=(
            lever("late_12m", ((0, 15_900), (1, 14_800), (2, 13_700), (3, 12_600), (4, 11_900))),
            lever("due_to_income", ((0.33, 14_300), (0.5, 14_100), (0.684, 12_600))),
        ),
        only_time=("tenure",),
        withheld=("spending: no fact of it is worse than the reference",),
    )


def _rose() -> Decision:
    you = attribution(YOURSELF, 15_000, (0, 2_400, 600, 1_900, 150, -50))
    return decision(
        Question.LIMIT_ROSE,
        **{"rulings": rulings(), "proposed": 20_030, "limit": 20_000, "rounding": -30},
        **{
            "available": 12_000,
            "change": Change(date(2025, 11, 30), 15_000, 20_000, you, 0, (), 0),
        },
        ledger=attribution(PEERS, 18_400, (0, 1_090, -600, 720, 420, 0)),
        reasons=(
            reason(INCOME, "monthly_income", 1_900, 0.4),
            reason(TENURE, "months_with_us", 150, 0.03),
        ),
        helped=(),
    )


def _unchanged() -> Decision:
    you = attribution(YOURSELF, 12_600, (0, 0, 0, 0, 0, 0))
    return decision(
        Question.UNCHANGED,
        change=Change(date(2025, 11, 30), 12_600, 12_600, you, 0, (), 0),
        reasons=(reason(LATE, "late_12m", -3_420, 0.5),),
        advice=(advice("late_12m", 1, 14_800, date(2026, 6, 30)),),
    )


def _cannot_draw() -> Decision:
    found = rulings(
        overdue=stops(12, 0, "days", slots={"days": 12}),
        bureau_hit={"value": 7, "threshold": 6, "unit": "count", "passed": False},
    )
    return decision(
        Question.CANNOT_DRAW,
        **{"rulings": found, "draw_open": False, "proposed": 14_230, "limit": 14_200},
        **{"rounding": -30, "available": 6_200},
        reasons=(
            rule_reason(next(r for r in found if r.rule.key == "overdue")),
            reason(DEBT, "due_to_income", -1_980, 0.35),
        ),
    )


def _cannot_redraw() -> Decision:
    found = rulings(sync=stops(1, 0, "flag", slots={"date": "2026-01-04"}))
    return decision(
        Question.CANNOT_REDRAW,
        **{"rulings": found, "draw_open": False, "proposed": 14_230, "limit": 14_200},
        **{"rounding": -30, "outstanding": 3_000, "pending": 5_000, "available": 6_200},
        reasons=(rule_reason(next(r for r in found if r.rule.key == "sync")),),
        redraw=Redraw(date(2025, 12, 30), 5_000, date(2026, 1, 4), posted=False),
    )


MADE: dict[Question, Callable[[], Decision]] = {
    Question.NOT_OPENED: _not_opened,
    Question.LIMIT_LOW: _low,
    Question.LIMIT_REDUCED: _reduced,
    Question.LIMIT_ROSE: _rose,
    Question.UNCHANGED: _unchanged,
    Question.CANNOT_DRAW: _cannot_draw,
    Question.CANNOT_REDRAW: _cannot_redraw,
}
