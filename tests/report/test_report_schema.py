"""Twin and phrasebook are what their published schemas say, no more and no less."""

import os
from pathlib import Path

import orjson
import pytest
from pydantic import ValidationError

from mingxi.report.phrasebook import PHRASEBOOK, phrasebook
from mingxi.report.schema import Letter, letter_schema
from mingxi.report.schema_phrasebook import Book, phrasebook_schema
from mingxi.report.twin import SCHEMA, twin, twin_and_bytes

ROOT = Path(__file__).parents[2]
PUBLISHED = {SCHEMA: letter_schema, PHRASEBOOK: phrasebook_schema}


def test_every_twin_is_as_declared(each):
    _, raw = twin_and_bytes(each)
    read = Letter.model_validate_json(raw, strict=True)
    again = orjson.loads(orjson.dumps(read.model_dump(mode="json", by_alias=True)))
    for step in (*again["ours"], *again["steps"]["first"], *again["steps"]["also"]):
        if step["stops"] is None:
            del step["stops"]
    assert _same(again, orjson.loads(raw))


def test_every_phrasebook_is_as_declared(each):
    raw = phrasebook(each).raw
    read = Book.model_validate_json(raw, strict=True)
    assert _same(read.model_dump(mode="json", by_alias=True), orjson.loads(raw))


def _same(one, other) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


@pytest.mark.parametrize(("name", "model"), [("letter", Letter), ("phrasebook", Book)])
def test_the_kept_ones_are_as_declared(name, model):
    kept = (ROOT / "tests" / "golden" / f"{name}.json").read_bytes()
    assert model.model_validate_json(kept).schema_ in PUBLISHED


@pytest.mark.parametrize("key", ["reasons", "rulings", "phrasebook", "report_id"])
def test_a_twin_that_lacks_a_part_is_refused(each, key):
    broken = {k: v for k, v in twin(each).items() if k != key}
    with pytest.raises(ValidationError):
        Letter.model_validate(broken)


def test_a_twin_with_more_than_is_declared_is_refused(each):
    with pytest.raises(ValidationError):
        Letter.model_validate({**twin(each), "score": 1})


@pytest.mark.parametrize("key", list(PUBLISHED))
def test_published_schema_is_the_declared_one(key):
    place = ROOT / "reports" / "schema" / f"{key.replace('/', '-')}.json"
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
    made = orjson.dumps(PUBLISHED[key](), option=options) + b"\n"
    if os.environ.get("MINGXI_GOLDEN") == "write":
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(made)
    assert place.read_bytes() == made
