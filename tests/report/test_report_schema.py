"""The twin is what its published schema says, no more and no less."""

import os
from pathlib import Path

import orjson
import pytest
from pydantic import ValidationError

from mingxi.report.schema import Letter, letter_schema
from mingxi.report.twin import SCHEMA, twin, twin_bytes

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "reports" / "schema" / f"{SCHEMA.replace('/', '-')}.json"


def test_every_twin_is_as_declared(each):
    raw = twin_bytes(twin(each))
    read = Letter.model_validate_json(raw, strict=True)
    again = orjson.loads(orjson.dumps(read.model_dump(mode="json", by_alias=True)))
    for row in [*again["ledger"]["rows"], *((again["change"] or {}).get("rows", []))]:
        if row["short"] is None:
            del row["short"]  # only a start that stands for people has one
    for step in again["ours"]:
        if step["stops"] is None:
            del step["stops"]
    assert _same(again, orjson.loads(raw))


def _same(one, other) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


def test_the_kept_twin_is_as_declared():
    kept = (ROOT / "tests" / "golden" / "letter.json").read_bytes()
    assert Letter.model_validate_json(kept).schema_ == SCHEMA


@pytest.mark.parametrize("key", ["reasons", "rulings", "versions", "report_id"])
def test_a_twin_that_lacks_a_part_is_refused(each, key):
    broken = {k: v for k, v in twin(each).items() if k != key}
    with pytest.raises(ValidationError):
        Letter.model_validate(broken)


def test_a_twin_with_more_than_is_declared_is_refused(each):
    with pytest.raises(ValidationError):
        Letter.model_validate({**twin(each), "score": 1})


def test_published_schema_is_the_declared_one():
    made = orjson.dumps(letter_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"
    if os.environ.get("MINGXI_GOLDEN") == "write":
        PUBLISHED.parent.mkdir(parents=True, exist_ok=True)
        PUBLISHED.write_bytes(made)
    assert PUBLISHED.read_bytes() == made
