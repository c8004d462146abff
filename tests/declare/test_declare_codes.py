"""The catalogue: every cause that the users' documents name, and what a complete answer needs."""

import re
from dataclasses import replace

import pytest

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.codes.registry import BESIDE, CODES, FAMILIES, NAMED, registry
from mingxi.declare.errors import BadDeclaration
from mingxi.declare.words import Words
from mingxi.evaluate.explanations.wording import (
    MOST_EN_WORDS,
    banned,
    english_sentences,
    grade_level,
    readable_chinese,
    same_numbers,
)

# of the five documents, each with the causes that it names
BY_DOCUMENT = {
    0: "R01 R04 R06 B02 B03 B07 F03 K02 A01 A02 M02 M03 M06 G01 G02 P01 L01 L02 L03 T02",
    1: "R06 B06 K01 K02 K03 K04 A01 A06 M01 M02 M03 M04 M06 G05 P03 L01 S04 S05 T02 T04",
    2: "R01 R02 B01 B10 K01 M02 M04 G01 G04 P02 P04 L01 S01 S02 S03 T01",
    3: "R01 R04 R05 B01 B03 B04 B09 F01 F02 F03 K01 K02 A02 M02 M03 G01 G03 G04 G05",
    4: "R01 R03 B05 B06 B08 B10 A01 A03 A04 A05 M05 G05 T01 T03",
}
# what no code may be about: traits that the law protects, and what is never looked at
NEVER = re.compile(
    r"gender|woman|\bman\b|race|religio|married|child|性别|男|女|民族|宗教|婚|孩子", re.I
)

every_code = pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.id)


def said(code: Code) -> list[Words]:
    return [words for words in (code.text, code.advice, code.twin) if words is not None]


def filled(template: str) -> str:
    """Template with a digit in each blank and the plural of each word that goes with a number."""
    plural = re.sub(r"\{\w+:[a-z ]+\|([a-z ]+)\}", r"\1", template)
    return re.sub(r"\{\w+(:[^{}]*)?\}", "9", plural)


def test_fifty_six_causes_of_the_documents_and_eighteen_beside_them() -> None:
    assert (len(NAMED), len(BESIDE), len(CODES)) == (56, 18, 74)
    assert sum(len(family.CODES) for family in FAMILIES) == len(CODES)


@pytest.mark.parametrize("document", BY_DOCUMENT)
def test_each_document_finds_its_causes(document: int) -> None:
    named = {code.id for code in CODES.values() if document in code.documents}
    assert named == set(BY_DOCUMENT[document].split())


@every_code
def test_sentences_can_be_read(code: Code) -> None:
    for words in said(code):
        zh, en = filled(words.zh), filled(words.en)
        assert readable_chinese(zh), zh
        assert not banned(en)
        assert all(len(s.split()) <= MOST_EN_WORDS for s in english_sentences(en)), en
        assert same_numbers(zh, en)
        assert zh.endswith("。")
        assert en.endswith(".")


def test_english_is_of_an_early_grade() -> None:
    assert grade_level([filled(words.en) for code in CODES.values() for words in said(code)]) <= 7


@every_code
def test_names_fit_into_a_sentence(code: Code) -> None:
    assert not code.name.blanks
    assert not code.name.zh.endswith("。")
    assert not code.name.en.endswith(".")
    assert len(code.name.en.split()) <= 12


@every_code
def test_no_code_is_about_a_protected_trait(code: Code) -> None:
    for words in (*said(code), code.name):
        assert not NEVER.search(words.zh + words.en)


@every_code
def test_what_is_ours_asks_nothing_that_only_a_person_can_give(code: Code) -> None:
    if code.decider in ("group", "funds", "system") and "system" not in code.layers:
        assert code.action in (ActionClass.OURS, ActionClass.NONE)


def test_members_of_a_family_share_their_twin() -> None:
    for code in CODES.values():
        others = {c.twin for c in CODES.values() if c.family == code.family}
        assert len(others) == 1, code.family


def test_a_state_rests_on_a_cause_alone() -> None:
    states = [code for code in CODES.values() if code.is_state]
    assert [code.id for code in states] == ["T01", "T02", "T03", "T04"]
    for code in states:
        assert code.evidence == ("cause",)
        assert "cause" in code.text.blanks
    assert not [c.id for c in CODES.values() if "cause" in c.evidence and not c.is_state]


def test_an_identifier_stands_once() -> None:
    with pytest.raises(BadDeclaration, match="'R01': it stands twice"):
        registry((CODES["R01"], CODES["R01"]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "R1"}, "no letter and two digits"),
        ({"layers": ()}, "no layer"),
        ({"evidence": ()}, "no layer or no evidence"),
        ({"id": "T09"}, "a state is told without a cause"),
        ({"absence": True}, "speaks of absence"),
    ],
)
def test_a_slip_in_a_declaration_is_named(change: dict[str, object], message: str) -> None:
    with pytest.raises(BadDeclaration, match=message):
        replace(CODES["R01"], **change)  # type: ignore[arg-type]


def test_blanks_of_both_languages_must_agree() -> None:
    with pytest.raises(BadDeclaration, match="blanks differ"):
        Words("有 {n} 期。", "There are {m}.")
