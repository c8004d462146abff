"""Letters are written block by block; one that must not be sent is not, and is named."""

import subprocess
import sys
from dataclasses import replace

import orjson
import pytest
from rich.console import Console
from sample_decisions import MADE

from mingxi.declare.errors import LettersRefused, StoreUnavailable
from mingxi.declare.words import Words
from mingxi.recipes import explain
from mingxi.recipes.archive import letter_numbered
from mingxi.recipes.context import Context, opened
from mingxi.records.decision import Decision, Question
from mingxi.report.phrasebook import phrasebook
from mingxi.report.twin import twin

ENDLESS = Words("很" * 60 + "。", "very " * 60 + ".")


@pytest.fixture
def context(tmp_path) -> Context:
    """The demo's settings, below a folder of its own."""
    return opened("configs/quick.yaml", [], 1, tmp_path, Console(quiet=True))


@pytest.fixture
def block() -> list[Decision]:
    """One letter of each kind; the last holds a sentence nobody could read."""
    made = [replace(m(), borrower_id=f"b{i}") for i, m in enumerate(MADE.values())]
    low = MADE[Question.LIMIT_LOW]()
    bad = replace(low.reasons[1], words=ENDLESS, slots={})
    return [*made, replace(low, borrower_id="bad", reasons=(low.reasons[0], bad))]


def written(context: Context, block: list[Decision]):
    """What `explain` does with one block."""
    folder, found = context.places.reports / "letters", explain.Written()
    path = context.places.reports / "archive" / "set" / "00000.parquet"
    index = explain._block(path, folder, context, block, found)
    found.count = len(index)
    return path, folder, index, found


def test_a_letter_that_fails_is_not_written_and_is_named_after_the_others(context, block):
    _, folder, index, found = written(context, block)
    assert len(index) == len(block) - 1
    assert not list(folder.glob("bad*"))
    assert (folder / "b0.html").is_file()
    with pytest.raises(LettersRefused, match=r"1 of 8 letters.*bad.*in a sentence"):
        found.check()


def test_one_wrong_number_among_many_of_the_same_words_is_found(context):
    low = MADE[Question.LIMIT_LOW]()
    told = low.reasons[1]
    wrong = replace(told, words=Words(told.words.zh, f"{told.words.en} It was 7."))
    bad = replace(low, borrower_id="bad", reasons=(low.reasons[0], wrong))
    many = [replace(low, borrower_id=f"b{i}") for i in range(8)]
    _, folder, index, found = written(context, [*many, bad, *many])
    assert list(found.refused) == ["bad"]
    assert {fault.kind for fault in found.refused["bad"]} == {"numbers"}
    assert len(index) == 16
    assert not list(folder.glob("bad*"))


def test_letters_beside_a_refused_one_are_in_the_archive(context, block):
    path, _, _, _ = written(context, block)
    number = twin(block[0])["report_id"]
    assert letter_numbered(path.parent.parent, number).borrower_id == "b0"
    assert not path.exists(), "a block with a refused letter is tried again"


def test_a_whole_block_is_not_made_again_unless_a_page_or_its_words_are_gone(context, block):
    path, folder, index, found = written(context, block[:-1])
    found.check()
    assert explain._held(path, folder) == index
    (folder / "b3.html").unlink()
    assert explain._held(path, folder) is None
    written(context, block[:-1])
    assert explain._held(path, folder) == index
    next((folder.parent / "phrasebooks").iterdir()).unlink()
    assert explain._held(path, folder) is None


def test_every_form_lies_beside_the_others(context, block):
    _, folder, _, _ = written(context, block[:1])
    ends = sorted(p.name.removeprefix("b0") for p in folder.iterdir())
    assert ends == [".case.html", ".en.txt", ".html", ".json", ".zh.txt"]
    (words,) = (folder.parent / "phrasebooks").iterdir()
    assert words.stem == orjson.loads((folder / "b0.json").read_bytes())["phrasebook"]
    assert words.read_bytes() == phrasebook(block[0]).raw


def test_a_wished_pdf_without_its_library_is_told_in_one_message(context, block, monkeypatch):
    from mingxi.adapters import pdf

    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    asked = context.settings.explain.model_copy(update={"pdf": True})
    wishing = replace(context, settings=context.settings.model_copy(update={"explain": asked}))
    with pytest.raises(StoreUnavailable, match="WeasyPrint is not installed"):
        written(wishing, block[:1])


def test_nothing_refused_is_no_error():
    explain.Written(count=3).check()


def test_a_letter_does_not_wait_for_what_only_training_needs():
    heavy = "{'matplotlib', 'mlflow', 'optuna', 'shap'}"
    asked = f"import sys, mingxi.recipes.letters; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
    assert found.stdout.strip() == b"[]"
