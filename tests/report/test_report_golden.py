"""One whole letter, kept word for word; renewed with MINGXI_GOLDEN=write and read as text."""

import os
from pathlib import Path

import orjson
import pytest

from mingxi.records.decision import Question
from mingxi.report.letter import letter_text
from mingxi.report.phrasebook import phrasebook
from mingxi.report.twin import twin
from mingxi.report.whole.letter import whole_of

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def made(decisions) -> dict[str, bytes]:
    """The three forms of the letter, by file name."""
    reduced = decisions[Question.LIMIT_REDUCED]
    letter = whole_of(reduced)
    pretty = orjson.dumps(twin(reduced), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    return {
        "letter.zh.txt": letter_text(letter, "zh").encode(),
        "letter.en.txt": letter_text(letter, "en").encode(),
        "letter.json": pretty + b"\n",
        "phrasebook.json": orjson.dumps(phrasebook(reduced).content, option=orjson.OPT_INDENT_2)
        + b"\n",
    }


@pytest.mark.parametrize(
    "name", ["letter.zh.txt", "letter.en.txt", "letter.json", "phrasebook.json"]
)
def test_letter_is_word_for_word_as_reviewed(made, name):
    kept = GOLDEN / name
    if os.environ.get("MINGXI_GOLDEN") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(made[name])
    assert kept.read_text("utf-8") == made[name].decode("utf-8")
