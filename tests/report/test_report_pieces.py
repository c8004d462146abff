"""Parts that know their JSON: the same bytes as without, and copies that know nothing."""

import pickle
from copy import deepcopy
from math import inf, nan

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_decisions import MADE
from sample_parts import MONEY
from wide_decisions import widened

from mingxi.records.decision import Fact, Question
from mingxi.report.fact_list import fact_list
from mingxi.report.facts import fact_entry
from mingxi.report.pieces import Piece, Pieces, as_json, as_json_of_pieces
from mingxi.report.readable import texts
from mingxi.report.twin import twin_and_bytes, twin_bytes

floats = st.sampled_from([0.0, -0.0, 1.0, 2.5, nan, inf, -inf, 1e16, 5e-324, 123456.75])
pairs = st.one_of(st.tuples(floats, floats), st.tuples(st.integers(0, 2), st.integers(0, 2)))
pushes = st.one_of(st.floats(), st.integers(-9, 9))


@pytest.mark.parametrize("question", list(Question), ids=str)
def test_known_json_reads_as_if_it_were_written_anew(question):
    for seed in range(4):  # from the second on, most parts are remembered
        content, raw = twin_and_bytes(widened(MADE[question](), seed))
        plain = orjson.loads(raw)
        assert raw == twin_bytes(plain) == twin_bytes(content)
        assert as_json_of_pieces(content) == as_json(content)


@given(st.lists(st.tuples(pairs, pushes), max_size=12))
def test_a_list_of_facts_is_told_fact_by_fact(rows):
    feature = MADE[Question.LIMIT_LOW]().ledger.factors[0].facts[0].feature
    shown = texts(MONEY.currency)
    facts = [Fact(feature, *pair, push) for pair, push in rows]
    found = fact_list(facts, _entry)
    alone = [fact_entry(fact, shown) for fact in facts]
    # a zero is a zero: of a float its sign is not told
    signless = [
        {k: v or 0.0 if isinstance(v, float) and k != "push" else v for k, v in one.items()}
        for one in alone
    ]
    assert as_json(found) == as_json(signless)
    assert as_json_of_pieces(found) == as_json(signless)


def _entry(fact):
    return fact_entry(fact, texts(MONEY.currency))


def test_a_copy_is_plain_and_may_be_changed():
    for made in (Piece({"a": 1}), Pieces([1])):
        for copied in (deepcopy(made), pickle.loads(pickle.dumps(made))):
            assert copied == made
            assert type(copied) in (dict, list)


def test_what_is_no_part_is_refused():
    class Odd(dict):
        pass

    with pytest.raises(TypeError):
        as_json_of_pieces({"a": Odd()})
