"""No evidence, no sentence; and what is not said is written down."""

from dataclasses import replace
from datetime import date
from math import nan

import pytest

from mingxi.declare.code import Code
from mingxi.declare.codes.registry import CODES
from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.explain import reasons as why
from mingxi.explain.emission import kind_of, lacking, said
from mingxi.records.decision import Attribution, Fact, Factor, Reason, ReferenceGroup

ON = date(2025, 12, 31)
GROUP = ReferenceGroup("just_approved", Words("刚好获批的人", "people just approved"), 500, "ab")
LATE = Reason(
    *("R01", "concept", "late", "behaviour", Words("晚 {value} 天。", "{value} days late.")),
    *({"value": 3.0}, -900, 0.5),
    evidence={"feature": "dpd_now", "value": 3.0},
)


def test_a_reason_with_its_evidence_is_said_as_it_is() -> None:
    found = said([LATE], ON)
    assert found.reasons == (LATE,)
    assert found.withheld == ()


@pytest.mark.parametrize(
    ("change", "why_not"),
    [
        ({"evidence": {}}, "the evidence is not fact or ruling"),
        ({"evidence": {"missing": "dpd_now"}}, "the evidence is not fact or ruling"),
        ({"slots": {}}, "no value for value"),
        ({"slots": {"value": nan}}, "no value for value"),
        ({"code": "X99"}, "not declared for this day"),
        ({"code": "T03"}, "never as one"),
    ],
)
def test_what_lacks_something_is_withheld_with_why(change: dict, why_not: str) -> None:
    found = said([replace(LATE, **change), LATE], ON)
    assert found.reasons == (LATE,)
    assert len(found.withheld) == 1
    assert why_not in found.withheld[0]


def test_a_code_is_not_said_before_it_is_valid() -> None:
    first: Code = CODES["R01"]
    assert lacking(LATE, first.valid_from) is None
    assert lacking(LATE, date(first.valid_from.year - 1, 12, 31)) is not None


def feature(key: str, concept: str, code: str) -> Feature:
    return Feature(
        key=key,
        name=Words(key, key),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept=concept,
        actionable=Actionable.NOT,
        code=code,
        if_adverse=Words("有 {value:.0f}。", "There are {value:.0f}."),
        if_missing=Words("不知道。", "Not known."),
        missing_code="H01",
    )


def attribution(*factors: tuple[str, list[tuple[str, str, float, float]]]) -> Attribution:
    """Concepts with their facts: (feature, code, value, push); others have 1 of each."""
    made = []
    for concept, facts in factors:
        held = tuple(Fact(feature(k, concept, c), v, 1.0, p) for k, c, v, p in facts)
        push = sum(f.push for f in held)
        made.append(
            Factor(
                Concept(concept, Words(concept, concept), Words("。", ".")),
                push,
                round(push),
                held,
            )
        )
    output = sum(f.push for f in made)
    return Attribution("limit", GROUP, 0.0, output, 0, round(output), tuple(made))


FOUR = (
    ("late", [("late", "R01", 3.0, -4000.0)]),
    ("debt", [("debt", "B06", 3.0, -3000.0)]),
    ("use", [("use", "B08", 3.0, -2000.0)]),
)
LENDERS = ("lenders", [("lenders", "B03", 5.0, -1000.0), ("checks", "B02", 6.0, -900.0)])


def test_applications_elsewhere_may_stand_fifth() -> None:
    told = why.adverse(attribution(*FOUR, LENDERS)).reasons
    assert [r.code for r in told] == ["R01", "B06", "B08", "B03", "B02"]
    assert told[-1].evidence["feature"] == "checks"
    assert told[-1].amount == -900


def test_nothing_else_may_stand_fifth() -> None:
    other = ("spending", [("spending", "B07", 4.0, -1500.0)])
    small = ("lenders", [("lenders", "B03", 5.0, -1000.0), ("checks", "B02", 6.0, -100.0)])
    told = why.adverse(attribution(*FOUR, other, small)).reasons
    assert [r.code for r in told] == ["R01", "B06", "B08", "B07"]


def test_applications_are_not_added_where_fewer_than_four_are_told() -> None:
    told = why.adverse(attribution(*FOUR[:2], LENDERS)).reasons
    assert [r.code for r in told] == ["R01", "B06", "B03"]


def test_rules_leave_room_for_four_in_all_and_the_fifth() -> None:
    own = why.adverse(attribution(*FOUR, LENDERS)).reasons
    rule = replace(LATE, source="rule", code="G05", key="cut")
    assert [r.code for r in why.principal([rule], own)] == ["G05", "R01", "B06", "B08", "B02"]
    assert [r.code for r in why.principal([rule] * 5, own)] == ["G05"] * 5


def test_a_missing_value_takes_a_code_of_absence_and_says_what_is_missing() -> None:
    (told,) = why.adverse(attribution(("late", [("late", "R01", nan, -900.0)]))).reasons
    assert told.code == "H01"
    assert told.evidence == {"missing": "late"}
    assert kind_of(told) == "missing"
