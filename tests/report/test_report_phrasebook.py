"""What is the same for everybody is written once, and a letter can be made from it again."""

from dataclasses import replace

import orjson
import pytest
from read_back import read_back
from sample_decisions import MADE
from sample_features import FEATURES
from wide_decisions import widened

from mingxi.declare.words import Words
from mingxi.records.decision import Question
from mingxi.report.phrasebook import Phrasebook, phrasebook
from mingxi.report.twin import twin, twin_and_bytes
from mingxi.report.whole.letter import whole_of

LARGEST = 12_000  # bytes of a twin with every concept, feature and rule there is


@pytest.mark.parametrize("question", list(Question), ids=str)
def test_people_of_a_run_share_one_phrasebook(question):
    made = MADE[question]()
    books = [phrasebook(widened(made, seed)) for seed in range(4)]
    assert all(book is books[0] for book in books)
    assert twin(widened(made, 1))["phrasebook"] == books[0].number


def test_equal_contents_have_one_number_whichever_object_holds_them(each):
    again = MADE[each.question]()
    assert phrasebook(each).number == phrasebook(again).number
    assert Phrasebook(phrasebook(each).raw).number == phrasebook(each).number


def test_another_word_source_or_version_is_another_phrasebook(decisions):
    low = decisions[Question.LIMIT_LOW]
    first, *rest = low.rulings
    title = Words("别的规定", "Another policy")
    moved = replace(first, reference=replace(first.reference, title=title))
    others = (
        replace(low, money=replace(low.money, symbol="$")),
        replace(low, versions=replace(low.versions, run_id="another")),
        replace(low, rulings=(moved, *rest)),
    )
    numbers = {phrasebook(one).number for one in (low, *others)}
    assert len(numbers) == 4


def test_a_twin_holds_one_person_and_no_glossary():
    for seed, make in enumerate(MADE.values()):
        decision = widened(make(), seed)
        _, raw = twin_and_bytes(decision)
        assert len(raw) < LARGEST
        book = phrasebook(decision)
        for part in ("rights", "not_used", "versions"):
            assert orjson.dumps(book[part]) not in raw


def test_a_feature_that_is_told_but_in_no_sum_is_in_the_phrasebook(decisions):
    low = decisions[Question.LIMIT_LOW]
    new = replace(FEATURES["lenders"], key="lenders_elsewhere")
    reason = replace(low.reasons[3], fact=replace(low.reasons[3].fact, feature=new))
    told = replace(low, reasons=(reason,))
    assert new.key in phrasebook(told).features
    assert read_back(told) == whole_of(told)
