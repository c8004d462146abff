"""Which reasons stand behind an outcome: what decides, and nothing of the person beside it."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from mingxi.adapters.config_file import find_config, read_yaml
from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.rule import Layer
from mingxi.declare.words import Words
from mingxi.explain import reasons as why
from mingxi.policy.catalogue import RULES
from mingxi.policy.policy import Policy
from mingxi.policy.terms import policy
from mingxi.recipes.case import Case
from mingxi.recipes.decided import Snapshot
from mingxi.recipes.decisions import _helped, _no_path
from mingxi.recipes.material import YUAN
from mingxi.recipes.outlook import NOTHING, outlooks
from mingxi.recipes.principal import principal_reasons
from mingxi.records.application import Applications
from mingxi.records.decision import (
    Attribution,
    Change,
    Fact,
    Factor,
    Lever,
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


POLICY = policy(read_yaml(find_config("policy/base.yaml")))


@dataclass(frozen=True)
class Known:
    """What choosing reasons asks of a decision model."""

    money: Money = YUAN
    causal: bool = True
    policy: Policy = POLICY


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
        MODEL,
        SNAPSHOT,
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
    assert outlooks([described], described.snapshot, np.array([5_000])) == [NOTHING]


@pytest.mark.parametrize(
    ("ceiling", "reason"), [(9_950.0, "industry_ceiling"), (10_050.0, "income")]
)
def test_a_ceiling_within_rounding_is_told_since_no_better_record_would_help(ceiling, reason):
    above = replace(ruling("industry_ceiling", decides=False), passed=True, threshold=ceiling)
    one = case(Question.LIMIT_LOW, above)
    assert told(replace(one, limit=replace(one.limit, output_amount=9_930))) == [reason]


@pytest.mark.parametrize(("last", "personal"), [(5_120, 0), (4_990, 1)])
def test_what_rounding_swallows_raised_nothing(last, personal):
    better = attribution("limit", {"income": 600.0})
    you = replace(better, base_amount=last, output_amount=5_150)
    one = case(Question.LIMIT_ROSE, change=Change(ON, 3_000, 5_100, you, 0, (), 0))
    assert [r.source for r in principal_reasons(one)[0]] == ["concept"] * personal


@pytest.mark.parametrize(("method", "also"), [(-5_000, ["method"]), (-200, [])])
def test_under_a_ceiling_our_method_is_told_where_the_limit_would_have_fallen_without_it(
    method, also
):
    ceiling = ruling("regional_ceiling", effect=-181)
    you = replace(attribution("limit", {}), base_amount=13_333, output_amount=15_000)
    change = Change(date(2025, 9, 30), 13_300, 10_000, you, method, ((ceiling.rule, -181),), 0)
    assert told(case(Question.LIMIT_REDUCED, ceiling, change=change)) == [
        "regional_ceiling",
        *also,
    ]


def test_a_report_that_did_not_come_is_told_as_that_and_not_as_no_record():
    held = Applications(ON, np.array([7]), {"report_on": np.array(["2025-08-31"], dtype="M8[D]")})
    found = attribution("limit", {"bureau": -900.0})
    (factor,) = found.factors
    unknown = replace(
        factor.facts[0],
        value=float("nan"),
        feature=replace(
            factor.facts[0].feature,
            if_missing=Words("查不到。", "None found."),
            missing_code="H01",
        ),
    )
    limit = replace(found, factors=(replace(factor, facts=(unknown,)),))
    one = replace(case(Question.LIMIT_LOW), limit=limit)
    assert [r.code for r in principal_reasons(one)[0]] == ["H01"]
    late = replace(one, snapshot=Snapshot(None, held))
    assert [r.code for r in principal_reasons(late)[0]] == ["M09"]


@pytest.mark.parametrize(
    ("moved", "reasons"), [(0.0, ["tier_ceiling"]), (-40.0, ["tier_ceiling", "late"])]
)
def test_who_did_not_change_is_not_blamed_for_another_tier(moved, reasons):
    rule = ruling("tier_ceiling", effect=-400)
    you = attribution("limit", {"income": moved})
    fell = Change(date(2025, 9, 30), 2_000, 1_600, you, 0, ((rule.rule, -400),), 0)
    assert told(case(Question.LIMIT_REDUCED, rule, change=fell)) == reasons


@pytest.mark.parametrize(
    ("points", "no_path"),
    [
        ((), True),
        (((1.0, 5_000), (2.0, 4_000)), True),
        (((1.0, 5_100), (2.0, 5_000)), True),  # a unit of rounding: nothing that is noticed
        (((1.0, 5_200), (2.0, 5_000)), False),
    ],
)
def test_nobody_is_told_of_no_way_beside_a_curve_that_rises(points, no_path):
    one = case(Question.LIMIT_LOW)
    reasons, _ = principal_reasons(one)
    feature = one.limit.factors[0].facts[0].feature
    curves = (Lever(feature, 2.0, points),) if points else ()
    assert _no_path(one, reasons, replace(NOTHING, what_if=curves), 5_000) is no_path
