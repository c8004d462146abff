"""A letter that lacks what the law asks, or says what it cannot bear out, is found out."""

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from sample_decisions import MADE
from sample_parts import ON

from mingxi.declare.errors import BadConfig
from mingxi.declare.words import Words
from mingxi.recipes.law import law_profile
from mingxi.records.decision import Question
from mingxi.records.law import LAWLESS
from mingxi.report.lint.linter import faults
from mingxi.report.whole.letter import whole_of

PROFILES = ("cn", "eu", "us_regb")


def profile(key: str):
    """Profile with the names that its notices need."""
    agency = Words("某监管机构", "Some Agency, Some Town")
    return replace(law_profile(key, ON), agency=agency)


def found(made: dict, law) -> set[str]:
    """Kinds of fault."""
    return {fault.kind for fault in faults(made, law)}


@pytest.fixture
def reduced():
    law = profile("cn")
    return deepcopy(whole_of(replace(MADE[Question.LIMIT_REDUCED](), law=law))), law


@pytest.mark.parametrize("key", PROFILES)
@pytest.mark.parametrize("question", list(Question), ids=str)
def test_every_sample_letter_may_be_sent_everywhere(key, question):
    law = profile(key)
    assert faults(whole_of(replace(MADE[question](), law=law)), law) == []


def test_what_is_not_in_force_on_the_day_is_not_cited():
    before, after = (law_profile("eu", day) for day in (date(2026, 11, 19), date(2026, 11, 20)))
    assert "debt_advice" not in {c.key for c in before.rights}
    assert "debt_advice" in {c.key for c in after.rights}


def test_every_citation_says_when_it_was_read_and_since_when_it_holds():
    for key in PROFILES:
        law = law_profile(key, date(2026, 11, 22))
        assert law.required
        for cited in (*law.required.values(), *(c.provision for c in law.rights)):
            assert cited.in_force_from <= cited.read_on
            assert cited.source


@pytest.mark.parametrize("part", ["reasons", "rights", "how", "information"])
def test_a_missing_part_is_named_with_its_article(reduced, part):
    made, law = reduced
    made["sections"] = [s for s in made["sections"] if s["key"] != part]
    missing = [f for f in faults(made, law) if f.kind == "required"]
    assert missing
    assert all("art. " in f.what for f in missing)


def test_a_letter_that_is_no_worse_needs_none_of_it(decisions):
    made = deepcopy(whole_of(decisions[Question.LIMIT_ROSE]))
    made["sections"] = []
    assert faults(made, profile("us_regb")) == []


def test_reasons_without_evidence_are_found(reduced):
    made, law = reduced
    made["reasons"][1]["fact"] = None
    assert found(made, law) == {"evidence"}


def test_a_rule_that_was_passed_is_no_reason(reduced):
    made, law = reduced
    made["reasons"][0]["key"] = "legal_ceiling"
    assert found(made, law) == {"evidence"}


def test_what_is_not_known_is_never_told_as_behaviour(reduced):
    made, law = reduced
    made["reasons"][1]["fact"] = {**made["reasons"][1]["fact"], "value": None}
    assert found(made, law) == {"evidence"}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("zh", "因为综合评分不足。", "banned"),
        ("en", "You failed to reach the score.", "banned"),
        ("en", "Your utilisation is high.", "banned"),
        ("zh", "很" * 41 + "。", "sentence"),
        ("en", "word " * 31 + ".", "sentence"),
    ],
)
def test_empty_words_and_endless_sentences_are_found(reduced, language, text, kind):
    made, law = reduced
    said = made["reasons"][1]["text"]
    made["reasons"][1]["text"] = {**said, language: text + " 3"}
    assert kind in found(made, law)


def test_numbers_that_differ_between_languages_are_found(reduced):
    made, law = reduced
    made["verdict"]["headline"]["en"] += " 7"
    assert found(made, law) == {"numbers"}


def test_a_month_is_a_number_in_one_language_and_a_name_in_the_other(reduced):
    made, law = reduced
    said = made["reasons"][1]["text"]
    made["reasons"][1]["text"] = {
        "zh": said["zh"] + "这是 5 月到 9 月的事。",
        "en": said["en"] + " This was from May to September.",
    }
    assert found(made, law) == set()
    made["reasons"][1]["text"]["en"] = said["en"] + " This was from June to September."
    assert found(made, law) == {"numbers"}


def test_us_notice_holds_reasons_alone_four_of_them():
    law = profile("us_regb")
    low = replace(MADE[Question.LIMIT_LOW](), law=law)
    made = deepcopy(whole_of(low))
    assert made["helped"] == []
    assert [n["key"] for n in made["notices"]] == ["equal_credit", "agency"]
    assert "Some Agency" in made["notices"][1]["text"]["en"]
    kept = deepcopy(whole_of(replace(low, law=profile("cn"))))
    assert "reasons" in found(kept, law), "praise stands beside the reasons"
    own = [r for r in made["reasons"] if r["source"] == "concept"]
    made["reasons"] += own
    assert "reasons" in found(made, law)


def test_a_fifth_reason_may_be_the_checks_of_other_lenders():
    law = profile("us_regb")
    made = deepcopy(whole_of(replace(MADE[Question.LIMIT_LOW](), law=law)))
    made["reasons"].append({**made["reasons"][-1], "code": "B02"})
    assert len(made["reasons"]) == 5
    assert faults(made, law) == []
    made["reasons"].append({**made["reasons"][-1], "code": "B02"})
    assert found(made, law) == {"reasons"}


def test_a_lender_without_a_law_still_says_nothing_untrue(reduced):
    made, _ = reduced
    assert faults(made, LAWLESS) == []
    made["verdict"]["headline"]["en"] += " 7"
    assert found(made, LAWLESS) == {"numbers"}


def test_a_wrong_profile_is_refused_in_one_message(monkeypatch):
    from mingxi.adapters import config_file

    whole = config_file.read_yaml(config_file.find_config("law/cn.yaml"))
    broken = {**whole, "rights": {"correct_data": {"provision": "correctoin"}}}
    monkeypatch.setattr(config_file, "read_yaml", lambda _: broken)
    with pytest.raises(BadConfig, match="correction"):
        law_profile("cn", ON)
