"""Cases as data: each alone, and in the middle of a shuffled crowd of 1,000."""

import math
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from policy_people import DAYS, decided, only

from mingxi.policy.catalogue import RULES
from mingxi.records.rulings import Rulings

FOLDER = Path(__file__).parents[1] / "cases" / "policy"
CASES: list[dict[str, Any]] = [
    case
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
CROWD = 1_000
SENTENCES = {
    "zh": ("zh", "reason"),
    "en": ("en", "reason"),
    "step_en": ("en", "step"),
    "ours_en": ("en", "ours"),
}


def person(case: dict[str, Any]) -> dict[str, Any]:
    facts = dict(case["input"])
    return facts | {name: np.datetime64(facts[name]) for name in DAYS if name in facts}


def answer(out: Rulings, key: str, row: int, name: str) -> Any:
    (column,) = [one for one in out.columns if one.rule.key == key]
    if name in SENTENCES:
        language, kind = SENTENCES[name]
        slots = {blank: values[row].item() for blank, values in column.slots.items()}
        return getattr(column.rule, kind).fill(language, **slots)
    return getattr(column, name)[row].item()


def found(out: Rulings, row: int, wanted: dict[str, Any]) -> dict[str, Any]:
    """What came out, in the shape of what was wanted."""
    keys = [one.rule.key for one in out.columns]
    result: dict[str, Any] = {}
    for name, value in wanted.items():
        if name == "absent":
            result[name] = [key for key in value if key not in keys]
        elif name == "deciding":
            result[name] = [
                one.rule.key for one in out.columns if one.binding[row] or one.jointly[row]
            ]
        elif isinstance(value, dict):
            result[name] = {part: answer(out, name, row, part) for part in value}
        else:
            result[name] = getattr(out, name)[row].item()
    return result


def no_nan(content: Any) -> Any:
    """Same content with a word for NaN, which is not equal to itself."""
    if isinstance(content, dict):
        return {key: no_nan(value) for key, value in content.items()}
    return "nan" if isinstance(content, float) and math.isnan(content) else content


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case_alone(case: dict[str, Any]) -> None:
    out = decided([person(case)], case["date"], only(case.get("rules")))
    assert no_nan(found(out, 0, case["output"])) == no_nan(case["output"])


def test_cases_in_a_shuffled_crowd() -> None:
    groups: dict[tuple[date, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for case in CASES:
        groups[case["date"], tuple(case.get("rules", ()))].append(case)
    for (on, rules), cases in groups.items():
        order = np.random.default_rng(7).permutation(np.arange(CROWD) % len(cases))
        crowd = [person(cases[i]) for i in order]
        out = decided(crowd, on, only(rules or None))
        for row, i in enumerate(order):
            wanted = cases[i]["output"]
            assert no_nan(found(out, row, wanted)) == no_nan(wanted), cases[i]["name"]


@pytest.mark.parametrize("key", RULES)
def test_every_rule_has_cases_on_both_sides(key: str) -> None:
    sides = {case["output"][key]["passed"] for case in CASES if "passed" in _of(case, key)}
    assert sides == {True, False}


@pytest.mark.parametrize("key", RULES)
def test_every_rule_has_its_sentences_among_the_cases(key: str) -> None:
    assert any({"zh", "en"} <= set(_of(case, key)) for case in CASES)


def _of(case: dict[str, Any], key: str) -> dict[str, Any]:
    return case["output"].get(key, {})
