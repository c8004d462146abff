"""Facts of a letter in a row, with their JSON.

Most values recur: medians of the people compared with, whole counts, flags. Only the push of a
fact is a number of its own on nearly every letter, so the rest is remembered around it.
"""

from collections.abc import Callable, Sequence
from math import isnan, nan
from typing import Any

import orjson

from mingxi.declare.feature import Feature
from mingxi.records.decision import Fact
from mingxi.report.pieces import Pieces, as_json
from mingxi.report.remembered import by_two

Entry = Callable[[Fact], dict[str, Any]]
_Values = tuple[float | None, float | None]
_Told = tuple[bytes, bytes, dict[str, Any]]
_MOST = 2048  # pairs of values remembered of one feature
_PUSH = b'"push":0.0'


def fact_list(facts: Sequence[Fact], entry: Entry) -> Pieces:
    """Entries of facts.

    Parameters
    ----------
    facts : sequence of Fact
    entry : callable
        What is told of a fact; with a key ``push``, on which no other key depends.
    """
    entries: list[dict[str, Any]] = []
    told: list[bytes] = []
    for fact, push in zip(facts, _numbers([fact.push for fact in facts]), strict=True):
        value, theirs = fact.value, fact.reference_value
        if type(value) is float and type(theirs) is float:
            met = _met(fact.feature, entry)
            pair = None if isnan(value) else value, None if isnan(theirs) else theirs
            before, after, known = met.get(pair) or _meet(fact.feature, entry, met, pair)
            entries.append({**known, "push": None if push == b"null" else fact.push})
            told += (before, push, after)
        else:  # a whole number reads otherwise than the same as a float
            entries.append(entry(fact))
            told += (b",", as_json(entries[-1]))
    return Pieces(entries, b"[" + b"".join(told)[1:] + b"]")


def _numbers(values: list[float]) -> list[bytes]:
    """Each number as JSON; null where it is unknown or endless."""
    return orjson.dumps(values)[1:-1].split(b",") if values else []


@by_two
def _met(feature: Feature, entry: Entry) -> dict[_Values, _Told]:
    """What was told of pairs of values: JSON before and after the push, and the entry."""
    return {}


def _meet(feature: Feature, entry: Entry, met: dict[_Values, _Told], pair: _Values) -> _Told:
    """What is told of a pair of values met for the first time; a zero has no sign."""
    value, theirs = (nan if v is None else v or 0.0 for v in pair)
    known = entry(Fact(feature, value, theirs, 0.0))
    before, after = as_json(known).split(_PUSH, 1)
    if len(met) >= _MOST:
        met.clear()
    told = met[pair] = b"," + before + _PUSH[:-3], after, known
    return told
