import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from policy_people import document, only

from mingxi.declare.errors import BadConfig
from mingxi.policy.in_force import in_force
from mingxi.policy.terms import policy

Content = dict[str, Any]


@pytest.mark.parametrize("name", ["base", "own_data"])
def test_a_policy_survives_json(name: str) -> None:
    made = policy(document(name))
    assert policy(json.loads(json.dumps(made.document))) == made


def test_reading_leaves_the_document_as_it_was() -> None:
    content = document()
    policy(content)
    assert content == document()


def rule(content: Content, key: str) -> Content:
    (entry,) = [one for one in content["rules"] if one["rule"] == key]
    found: Content = entry
    return found


def drop(*path: str) -> Callable[[Content], object]:
    def mutate(content: Content) -> object:
        for part in path[:-1]:
            content = content[part]
        return content.pop(path[-1])

    return mutate


def put(*path: str, value: Any) -> Callable[[Content], object]:
    def mutate(content: Content) -> object:
        for part in path[:-1]:
            content = content[part]
        return content.__setitem__(path[-1], value)

    return mutate


def in_rule(key: str, mutate: Callable[[Content], object]) -> Callable[[Content], object]:
    return lambda content: mutate(rule(content, key))


def reorder(content: Content) -> object:
    content["rules"].insert(0, content["rules"].pop())
    return content


def twice(content: Content) -> object:
    return content["rules"].insert(1, content["rules"][0])


def minimum_early(content: Content) -> object:
    entry = rule(content, "product_minimum")
    content["rules"].remove(entry)
    first = [one["rule"] for one in content["rules"]].index("income_multiple")
    return content["rules"].insert(first, entry)


WRONG: list[tuple[str, Callable[[Content], object], str]] = [
    ("unknown key", put("roundng", value=1), r"policy → roundng: .*'rounding'"),
    ("missing key", drop("tiers"), r"policy: tiers is missing; found version.* Add tiers"),
    ("unknown rule", in_rule("overdue", put("rule", value="overdu")),
     r"policy → rules → 24 → rule: no rule 'overdu'. Did you mean 'overdue'\?"),
    ("unknown key of a rule", in_rule("overdue", put("number", value={})),
     r"policy → rules → 24 → number: .*'numbers'"),
    ("no reference", in_rule("overdue", drop("reference")),
     r"policy → rules → 24: reference is missing"),
    ("reference without article", in_rule("overdue", put("reference", value={"title": "x"})),
     r"article, read_on is missing"),
    ("reference in one language", in_rule("overdue", put(
        "reference", "title", value={"zh": "甲"})),
     r"reference → title: en is missing"),
    ("missing number", in_rule("risk_line", drop("numbers", "line")),
     r"policy → rules → 12 \(risk_line\) → numbers: line is missing; found nothing"),
    ("no numbers at all", in_rule("risk_line", drop("numbers")), r"numbers: line is missing"),
    ("number too many", in_rule("identity", put("numbers", value={"x": {}})),
     r"numbers → x: there is no such key here. Take it out"),
    ("number without unit", in_rule("risk_line", drop("numbers", "line", "unit")),
     r"→ line: unit is missing"),
    ("number without source", in_rule("risk_line", drop("numbers", "line", "source")),
     r"→ line: source is missing"),
    ("other unit", in_rule("risk_line", put("numbers", "line", "unit", value="money")),
     r"→ line → unit: found 'money'. Write share"),
    ("no dated value", in_rule("risk_line", put("numbers", "line", "values", value={})),
     r"→ line → values: it holds no dated value"),
    ("undated value", in_rule("risk_line", put("numbers", "line", "values", value=0.1)),
     r"→ line → values: found 0.1 \(float\). Write keys with values"),
    ("no date", in_rule("risk_line", put("numbers", "line", "values", value={"soon": 0.1})),
     r"found 'soon' \(str\). Write a date"),
    ("date with a time", in_rule("risk_line", put(
        "numbers", "line", "values", value={datetime(2023, 1, 1): 0.1})), r"Write a date"),
    ("text for a number", in_rule("risk_line", put(
        "numbers", "line", "values", value={date(2023, 1, 1): "0.1"})), r"Write a number"),
    ("flag for a number", in_rule("risk_line", put(
        "numbers", "line", "values", value={date(2023, 1, 1): True})), r"Write a number"),
    ("NaN", in_rule("risk_line", put(
        "numbers", "line", "values", value={date(2023, 1, 1): float("nan")})), r"Write a number"),
    ("percent for a share", in_rule("risk_line", put(
        "numbers", "line", "values", value={date(2023, 1, 1): 12})),
     r"2023-01-01: 12 is no possible share value. Write a share from 0 to 1"),
    ("half a day", in_rule("serious_overdue", put(
        "numbers", "from_days", "values", value={date(2023, 1, 1): 0.5})),
     r"Write a whole number of days"),
    ("money below zero", in_rule("legal_ceiling", put(
        "numbers", "ceiling", "values", value={date(2020, 1, 1): -1})), r"not negative"),
    ("region rule without regions", in_rule("regional_ceiling", drop("regions")),
     r"\(regional_ceiling\): regions is missing, which its sentences speak of. Add regions"),
    ("no review date where one is promised", in_rule("tier_ceiling", drop("review_by")),
     r"\(tier_ceiling\): review_by is missing"),
    ("empty list", in_rule("regional_ceiling", put("regions", value=[])), r"a list of names"),
    ("one name instead of a list", in_rule("regional_ceiling", put("regions", value="yunnan")),
     r"found 'yunnan' \(str\). Write a list"),
    ("unknown tier", in_rule("general_tightening", put("tiers", value=["d"])), r"no tier 'd'"),
    ("ends before it starts", in_rule("regional_ceiling", put(
        "effective_until", value=date(2025, 9, 30))), r"ends 2025-09-30 before it starts"),
    ("first value after the rule", in_rule("regional_ceiling", put(
        "numbers", "ceiling", "values", value={date(2025, 11, 1): 1})),
     r"the first is of 2025-11-01, but the rule is in force from 2025-10-01"),
    ("order of layers", reorder, r"rules → 1 \(nothing_available\): a draw gate stands before a"),
    ("same rule twice", twice, r"rules → 2 \(of_age\): the rule is there twice"),
    ("minimum before another cap", minimum_early, r"\(product_minimum\): another cap follows"),
    ("rounding to nothing", put("rounding", "values", value={date(2023, 1, 1): 0}),
     r"policy → rounding → values → 2023-01-01: found 0"),
    ("tiers that do not rise", put("tiers", "values", value={
        date(2023, 1, 1): {"A": 0.1, "B": 0.1, "C": 0.2, "D": 0.3, "E": 1}}), r"rising upper"),
    ("tiers that end early", put("tiers", "values", value={
        date(2023, 1, 1): {"A": 0.1, "B": 0.2, "C": 0.3, "D": 0.4, "E": 0.9}}), r"end at 1"),
    ("a tier too few", put("tiers", "values", value={date(2023, 1, 1): {"A": 1}}),
     r"2023-01-01: B, C, D, E is missing"),
    ("steps that fall", put("limit_steps", "values", value=[500, 400]), r"Write rising amounts"),
    ("review that drifts through the year", put("next_review", "every_months", value=5),
     r"every_months: 5 does not divide a year"),
    ("blank version", put("version", value=" "), r"policy → version: .*Write a text"),
    ("rules not a list", put("rules", value={}), r"policy → rules: .*Write a list"),
]  # fmt: skip


@pytest.mark.parametrize(("mutate", "message"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_mistakes_are_named(mutate: Callable[[Content], object], message: str) -> None:
    content = document()
    mutate(content)
    with pytest.raises(BadConfig, match=message):
        policy(content)


def test_a_policy_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(BadConfig, match="policy: found None"):
        policy(None)  # type: ignore[arg-type]  # what an empty file parses to


def test_rules_in_force_carry_the_numbers_of_the_day() -> None:
    line = {
        on: next(
            one.terms["line"]
            for one in in_force(only(None), on)
            if one.rule.what.key == "risk_line"
        )
        for on in (date(2024, 6, 30), date(2024, 7, 1))
    }
    assert list(line.values()) == [0.15, 0.12]


def test_rules_come_and_go_by_their_dates() -> None:
    def keys(on: date) -> set[str]:
        return {one.rule.what.key for one in in_force(only(None), on)}

    dated = {"regional_ceiling", "general_tightening", "region_period"}
    assert dated & keys(date(2025, 9, 30)) == set()
    assert dated & keys(date(2025, 12, 31)) == dated
    assert dated & keys(date(2026, 6, 30)) == {"general_tightening"}
    assert dated & keys(date(2026, 7, 1)) == set()


def test_a_promised_review_is_never_in_the_past() -> None:
    under = only(["regional_ceiling"])
    stated = {
        on: in_force(under, on)[0].terms.review_by
        for on in (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 1))
    }
    assert list(stated.values()) == [date(2026, 1, 31), date(2026, 1, 31), date(2026, 3, 31)]
