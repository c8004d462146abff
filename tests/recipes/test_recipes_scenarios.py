"""Every code of the catalogue is said of somebody, in both languages and with its evidence."""

import re
from typing import Any

import pytest

from mingxi.adapters.config_file import config_root, find_config, read_yaml
from mingxi.declare.codes.registry import BESIDE, CODES, NAMED
from mingxi.declare.errors import BadConfig
from mingxi.declare.words import LANGUAGES
from mingxi.explain.emission import kind_of
from mingxi.policy.terms import policy
from mingxi.recipes.scenarios import broken_promises, scenario_decision, spoken, told_codes
from mingxi.records.decision import Decision

BOOK = read_yaml(config_root() / "scenarios" / "codes.yaml")
POLICY = policy(read_yaml(find_config("policy/base.yaml")))
EVERY = [*BOOK["codes"], *BOOK["together"]]


def decided(scenario: dict[str, Any]) -> Decision:
    return scenario_decision(scenario, BOOK["clean"], POLICY)


@pytest.mark.parametrize("scenario", EVERY, ids=lambda one: one["name"])
def test_what_must_and_must_not_be_said(scenario: dict[str, Any]) -> None:
    found = decided(scenario)
    assert broken_promises(scenario, found) == []
    assert found.gap() == 0


@pytest.mark.parametrize("scenario", EVERY, ids=lambda one: one["name"])
def test_everything_said_is_said_in_both_languages_with_its_evidence(
    scenario: dict[str, Any],
) -> None:
    found = decided(scenario)
    for one in (*found.reasons, *found.notes):
        assert kind_of(one) in CODES[one.code].evidence
        assert one.evidence
        for language in LANGUAGES:
            text = one.words.fill(language, **one.slots)
            assert "{" not in text
            assert not re.search(r"\bnan\b|NaT|None", text)
    assert len(spoken(found)) == 2 * len((*found.reasons, *found.notes))


def test_every_code_is_said_of_somebody() -> None:
    told = set().union(*(told_codes(decided(one)) for one in EVERY))
    assert set(NAMED) - told == set()
    assert set(BESIDE) - told == set()
    assert (len(NAMED), len(BESIDE)) == (56, 18)


def test_a_state_never_stands_without_a_cause() -> None:
    states = [n for one in EVERY for n in decided(one).notes if n.declared.is_state]
    assert len(states) > 30
    for note in states:
        assert note.causes
        assert not any(CODES[code].is_state for code in note.causes)
        for language in LANGUAGES:
            assert getattr(CODES[note.causes[0]].name, language) in note.words.fill(
                language, **note.slots
            )


def test_a_scenario_whose_code_is_not_said_is_found_out() -> None:
    scenario = {"name": "clean", "says": {"reasons": ["R01"], "personal": 2}}
    assert len(broken_promises(scenario, decided(scenario))) == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"fact": {}}, "Did you mean 'facts'"),
        ({"facts": {"has_lin": True}}, "Did you mean 'has_line'"),
        ({"record": [{"feature": "n_late", "value": 1, "others": 0}]}, "Did you mean 'n_late_"),
    ],
)
def test_a_slip_in_a_scenario_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BadConfig, match=message):
        decided({"name": "slip", "says": {}, **change})
