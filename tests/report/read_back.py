"""A letter as somebody else reads it: from the JSON of its twin and of its phrasebook."""

import orjson

from mingxi.records.decision import Decision
from mingxi.report.phrasebook import Phrasebook, phrasebook
from mingxi.report.twin import twin_and_bytes
from mingxi.report.whole.letter import Whole, whole_letter


def read_back(decision: Decision) -> Whole:
    """Whole letter of the two files that are written."""
    _, raw = twin_and_bytes(decision)
    return whole_letter(orjson.loads(raw), Phrasebook(phrasebook(decision).raw))
