"""A tiny world has the bytes that were recorded: another interpreter, library or machine shows.

`make golden` records it anew after a change of the world that is meant.
"""

import json
import os
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
from simulate_worlds import whole, world

RECORDED = Path(__file__).parents[1] / "golden" / "world.json"
WRITE = os.environ.get("MINGXI_GOLDEN") == "write"


def digest(content: object) -> str:
    text = json.dumps(content, default=str, sort_keys=True)  # floats to the last bit
    return blake2b(text.encode(), digest_size=12).hexdigest()


def fingerprint(tables: dict[str, pa.Table]) -> dict[str, str]:
    return {name: digest(table.to_pydict()) for name, table in sorted(tables.items())}


def test_a_tiny_world_has_the_recorded_bytes(numbers):
    made = whole(world(numbers, 60, 18))
    values = {m: {name: q.value for name, q in own.items()} for m, own in numbers.items()}
    found = {
        "numbers": digest(values),
        "observed": fingerprint(made.observed),
        "truth": fingerprint(made.truth),
    }
    if WRITE:
        RECORDED.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert found["numbers"] == recorded["numbers"], "configs/world/ changed: run `make golden`"
    assert found == recorded, "the same numbers give other bytes: what runs here is different"
