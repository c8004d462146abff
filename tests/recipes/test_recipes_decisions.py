"""Which reasons stand behind an outcome: what decides, and nothing of the person beside it."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.rule import Layer
from mingxi.declare.words import Words
from mingxi.explain import reasons as why
from mingxi.explain.recourse import Steps
from mingxi.policy.catalogue import RULES
from mingxi.recipes.case import Case
from mingxi.recipes.decided import Snapshot
from mingxi.recipes.decisions import _helped, _steps
from mingxi.recipes.material import YUAN
from mingxi.recipes.principal import principal_reasons
from mingxi.records.application import Applications
from mingxi.records.decision import (
    Attribution,
    Change,
    Fact,
    Factor,
    Money,
    Question,
    Reference,
    ReferenceGroup,
    Ruling,
)

GROUP = ReferenceGroup("just_approved", Words("刚好获批的人", "people just approved"), 500, "ab")
ON = date(2025, 12, 31)
SNAPSHOT = Snapshot(None, Applications(ON, np.array([7]), {}))
SOURCE = Reference(Words("政策", "policy"), Words("第 1 部分", "part 1"), date(2026, 11, 22))


@dataclass(frozen=True)
class Known:
    """What choosing reasons asks of a decision model."""

    money: Money = YUAN
    causal: bool = True


MODEL = Known()


def attribution(target: str, pushes: dict[str, float]) -> Attribution:
    """One concept and one fact for each push; adverse ones are above the reference."""
    factors = []
    for key, push in pushes.items():
        feature = Feature(
            key=key,
            name=Words(key, key),
            unit="count",
            on_risk=Direction.RAISES,
            on_limit=Direction.LOWERS,
            concept=key,
            actionable=Actionable.NOT,
            code="B06",
            if_adverse=Words("有 {value:.0f}。", "There are {value:.0f}."),
            if_favourable=Words("有 {value:.0f}。", "There are {value:.0f}."),
        )
        worse = push < 0 if target == "limit" else push > 0
        fact = Fact(feature, 5.0, 2.0 if worse else 9.0, push)
        concept = Concept(key, Words(key, key), Words("因为", "because"))
        factors.append(Factor(concept, push, round(push), (fact,)))
    total = sum(pushes.values())
    return Attribution(target, GROUP, 0.0, total, 0, round(total), tuple(factors))


def ruling(key: str, *, decides: bool = True, effect: int = 0) -> Ruling:
    """A rule of the catalogue that did not pass."""
    rule = RULES[key].what
    return Ruling(
        *(rule, SOURCE, "money", 1.0, 0.0, False, effect, decides, False, {}, None, None)
    )


def case(question: Question, *found: Ruling, change: Change | None = None) -> Case:
    """A case whose risk and limit are explained by different concepts."""
    return Case(
        None,
        None,
        question,
        found,
        attribution("limit", {"income": -900.0}),
        attribution("risk", {"late": 0.8}),
        change,
    )


def told(one: Case) -> list[str]:
    return [r.key for r in principal_reasons(one)[0]]


@pytest.mark.parametrize("cap", ["industry_ceiling", "regional_ceiling", "income_unknown"])
@pytest.mark.parametrize("question", [Question.LIMIT_LOW, Question.UNCHANGED])
def test_under_a_ceiling_alone_nobody_is_told_of_their_record(question, cap):
    assert told(case(question, ruling(cap, effect=-500))) == [cap]


def test_a_tier_is_explained_by_the_risk_that_makes_it():
    tier = case(Question.LIMIT_LOW, ruling("tier_ceiling", effect=-500))
    assert told(tier) == ["tier_ceiling", "late"]


def test_under_a_common_cut_the_record_still_counts():
    cut = case(Question.LIMIT_LOW, ruling("general_tightening", effect=-500))
    assert told(cut) == ["general_tightening", "income"]


def test_a_claim_long_overdue_is_told_even_where_nothing_would_have_been_offered():
    found = (ruling("serious_overdue", decides=False), ruling("risk_line", decides=False))
    assert told(case(Question.NOT_OPENED, *found)) == ["serious_overdue", "risk_line"]


def test_who_is_long_overdue_is_not_told_of_anything_else_in_the_record():
    found = (ruling("serious_overdue"), ruling("product_minimum"))
    assert told(case(Question.NOT_OPENED, *found)) == ["serious_overdue", "product_minimum"]


def test_the_risk_line_is_explained_by_risk_and_the_smallest_limit_by_the_limit():
    assert told(case(Question.NOT_OPENED, ruling("risk_line"))) == ["risk_line", "late"]
    assert told(case(Question.NOT_OPENED, ruling("product_minimum"))) == [
        "product_minimum",
        "income",
    ]


def test_rules_named_here_are_in_the_catalogue():
    assert RULES["serious_overdue"].what.layer is Layer.OPEN_GATE
    assert RULES["tier_ceiling"].what.about_person
    assert not RULES["general_tightening"].what.about_person


def test_a_limit_taken_away_tells_the_rule_then_the_record_then_our_method():
    rule = ruling("product_minimum", effect=-400)
    change = Change(
        date(2025, 9, 30), 2_000, 0, attribution("limit", {}), -1_600, ((rule.rule, -400),), 0
    )
    with_model = replace(
        case(Question.LIMIT_REDUCED, rule, change=change), model=MODEL, snapshot=SNAPSHOT
    )
    assert told(with_model) == ["product_minimum", "income", "method"]


def test_nothing_helps_that_is_told_as_a_reason_against():
    one = case(Question.LIMIT_LOW)
    one = replace(one, limit=attribution("limit", {"income": 900.0, "late": 400.0}))
    against = (replace(why.favourable(one.limit)[0], key="late"),)
    assert [r.key for r in _helped(one, against)] == ["income"]


def test_who_is_long_overdue_is_told_of_nothing_that_helped():
    one = case(Question.NOT_OPENED, ruling("serious_overdue"))
    assert _helped(replace(one, risk=attribution("risk", {"income": -0.4})), ()) == ()


def test_limits_that_are_only_described_are_given_no_step():
    described = replace(case(Question.LIMIT_LOW), model=replace(MODEL, causal=False))
    assert _steps(described, 5_000, ON) == Steps((), ())
