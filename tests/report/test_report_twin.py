"""The twin holds everything, in both languages, and the same decision gives the same twin."""

import re
from collections.abc import Iterator
from dataclasses import replace
from math import inf, nan
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_back import read_back
from sample_decisions import MADE
from sample_parts import PEERS, YOURSELF, attribution

from mingxi.declare.words import Words
from mingxi.records.decision import Change, Note, Question
from mingxi.report.background import HEAVY
from mingxi.report.letter import letter_html
from mingxi.report.twin import report_id, twin, twin_and_bytes, twin_bytes
from mingxi.report.whole.letter import whole_of

amounts = st.tuples(*[st.integers(-90_000, 90_000)] * 6)
CHINESE = re.compile("[\u4e00-\u9fff]")


def texts(node: Any) -> Iterator[dict[str, str]]:
    """Every text in both languages, wherever it lies."""
    if isinstance(node, dict):
        if "zh" in node or "en" in node:
            yield node
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def parts(rows: list[dict[str, Any]]) -> int:
    """Sum of all rows but the subtotal and the total."""
    return sum(r["amount"] for r in rows if r["kind"] not in ("subtotal", "total"))


def test_it_survives_json(each):
    made, raw = twin_and_bytes(each)
    assert orjson.loads(raw) == made
    assert twin_bytes(made) == twin_bytes(orjson.loads(raw)) == raw
    assert read_back(each) == whole_of(each)


def test_every_text_is_there_in_both_languages(each):
    for text in texts(whole_of(each)):
        assert set(text) == {"zh", "en"}
        assert text["zh"].strip()
        assert text["en"].strip()


def test_own_english_sentences_hold_no_chinese(each):
    made = whole_of(each)
    for key in ("verdict", "sections", "steps", "ours", "rights", "borrowing", "how"):
        for text in texts(made[key]):
            assert not CHINESE.search(text["en"]), text


def test_sums_add_up(each):
    made = whole_of(each)
    assert parts(made["ledger"]["rows"]) == made["decision"]["limit"]
    assert made["ledger"]["gap"] == 0
    if made["change"]:
        assert parts(made["change"]["rows"]) == made["change"]["after"]
        split = sum(made["change"]["split"].values())
        assert made["change"]["before"] + split == made["change"]["after"]


def test_zero_concepts_stay_in_the_rows(decisions):
    made = whole_of(decisions[Question.LIMIT_REDUCED])
    assert {"kind": "yours", "key": "spending", "amount": 0} in [
        {k: row[k] for k in ("kind", "key", "amount")} for row in made["change"]["rows"]
    ]


def test_report_id_is_steady_and_sees_every_number(each):
    first, raw = twin_and_bytes(each)
    assert first["report_id"] == twin(each)["report_id"] == report_id(raw)
    for other in (replace(each, pd_12m=each.pd_12m + 1e-9), replace(each, borrower_id="x")):
        assert twin(other)["report_id"] != first["report_id"]


@pytest.mark.parametrize("unknown", [nan, inf, -inf])
def test_unknown_numbers_become_nothing(decisions, unknown):
    low = replace(decisions[Question.LIMIT_LOW], pd_12m=unknown)
    assert whole_of(low)["decision"]["pd_12m"] is None
    assert read_back(low) == whole_of(low)


def test_a_reason_with_an_empty_slot_is_withheld_and_counted(decisions):
    low = decisions[Question.LIMIT_LOW]
    broken = replace(low.reasons[1], slots={"value": nan})
    made = whole_of(replace(low, reasons=(low.reasons[0], broken)))
    assert [r["code"] for r in made["reasons"]] == [low.reasons[0].code]
    assert broken.code in made["quality"]["withheld"]


def test_first_section_leads_with_the_chart_of_the_question(decisions):
    lead = {q: whole_of(d)["sections"][0]["key"] for q, d in decisions.items()}
    assert lead == {
        Question.NOT_OPENED: "checks",
        Question.LIMIT_LOW: "ledger",
        Question.LIMIT_REDUCED: "change",
        Question.LIMIT_ROSE: "change",
        Question.UNCHANGED: "history",
        Question.CANNOT_DRAW: "checks",
        Question.CANNOT_REDRAW: "timeline",
    }


def test_no_section_is_empty(each):
    made = whole_of(each)
    shown = [s["key"] for s in made["sections"]]
    assert len(shown) == len(set(shown))
    for key in ("reasons", "helped", "ours", "rights"):
        assert (key in shown) == bool(made[key])


def test_decisive_check_is_the_one_that_decides_not_one_that_merely_failed(decisions):
    draw = decisions[Question.CANNOT_DRAW]
    failed = [r.rule.key for r in draw.rulings if not r.passed]
    assert failed == ["overdue", "bureau_hit"]
    assert whole_of(draw)["checks"]["decisive"] == "overdue"
    first = [
        replace(r, passed=False) if r.rule.key == "identity_draw" else r for r in draw.rulings
    ]
    assert whole_of(replace(draw, rulings=tuple(first)))["checks"]["decisive"] == "overdue"


def test_only_time_names_concepts_and_keeps_other_text(decisions):
    made = whole_of(
        replace(decisions[Question.LIMIT_LOW], only_time=("tenure", "late_12m", "雨季"))
    )
    assert [t["en"] for t in made["steps"]["only_time"]] == [
        "Length of record",
        "Late instalments, past year",
        "雨季",
    ]


def test_a_trait_that_was_used_is_not_listed_as_unused(decisions):
    low = decisions[Question.LIMIT_LOW]
    unused = {e["key"] for e in whole_of(low)["information"]["not_used"]}
    assert unused == {"contacts", "location", "gender", "age"}
    factor = low.ledger.factors[0]
    fact = replace(factor.facts[0], feature=replace(factor.facts[0].feature, key="age"))
    ledger = replace(low.ledger, factors=(replace(factor, facts=(fact,)), *low.ledger.factors[1:]))
    left = {e["key"] for e in whole_of(replace(low, ledger=ledger))["information"]["not_used"]}
    assert left == unused - {"age"}


@settings(max_examples=40, deadline=None)
@given(base=st.integers(0, 200_000), pushes=amounts, method=st.integers(-9_000, 9_000))
def test_any_sum_of_pushes_adds_up(base, pushes, method):
    found, you = attribution(PEERS, base, pushes), attribution(YOURSELF, base, pushes)
    made = MADE[Question.LIMIT_REDUCED]()
    effects = sum(r.effect for r in made.rulings)
    after = found.output_amount + effects
    change = Change(made.on, base, base + sum(pushes) + method, you, method, (), 0)
    shown = whole_of(replace(made, ledger=found, limit=after, rounding=0, change=change))
    assert parts(shown["ledger"]["rows"]) == after
    assert parts(shown["change"]["rows"]) == change.after


@pytest.mark.parametrize(
    ("against", "said"),
    [(PEERS, "people just approved"), (YOURSELF, "Last time"), (None, "Comparison")],
)
def test_a_fact_is_compared_with_those_its_reason_names(decisions, against, said):
    reduced = decisions[Question.LIMIT_REDUCED]
    told_of = replace(reduced.reasons[1], against=against)
    made = whole_of(replace(reduced, reasons=(told_of,)))
    assert made["reasons"][0]["reference_name"]["en"] == said


def test_only_what_moved_is_listed_against_last_time(decisions):
    change = whole_of(decisions[Question.LIMIT_REDUCED])["change"]
    facts = [f for factor in change["you"]["factors"] for f in factor["facts"]]
    assert facts
    assert not [f for f in facts if f["value"] == f["reference_value"]]


def test_a_proposal_below_nothing_is_not_called_rounding(decisions):
    low = decisions[Question.LIMIT_LOW]
    rows = whole_of(replace(low, proposed=-300, rounding=300))["ledger"]["rows"]
    assert rows[-2]["name"]["en"] == "A limit is never below 0"
    assert whole_of(low)["ledger"]["rows"][-2]["name"]["en"] == "Rounding"


def test_no_chance_of_being_late_is_given_to_who_is_long_overdue(decisions):
    refused = decisions[Question.NOT_OPENED]
    assert any("tier E" in line["en"] for line in whole_of(refused)["how"])
    first = refused.rulings[0]
    late = replace(first, rule=replace(first.rule, key="serious_overdue"), passed=False)
    made = whole_of(replace(refused, rulings=(late, *refused.rulings[1:])))
    assert not any("tier E" in line["en"] for line in made["how"])


def test_the_next_review_is_promised_once_and_only_where_there_is_one(decisions):
    refused = decisions[Question.NOT_OPENED]
    again = Words("{next_review} 再看一次。", "We look again on {next_review}.")
    found = tuple(
        replace(
            r, rule=replace(r.rule, ours=again), slots={**r.slots, "next_review": "2026-03-31"}
        )
        if r.binding
        else r
        for r in refused.rulings
    )
    said = [o["text"]["en"] for o in whole_of(replace(refused, rulings=found))["ours"]]
    assert said == ["We look again on 2026-03-31."]
    none = whole_of(replace(refused, rulings=found, next_review=None))
    assert none["ours"] == []


def test_order_of_reasons_is_told_only_where_there_is_one(decisions):
    low = decisions[Question.LIMIT_LOW]

    def intro(*reasons):
        sections = whole_of(replace(low, reasons=reasons))["sections"]
        return next(s["intro"] for s in sections if s["key"] == "reasons")

    assert intro(low.reasons[0]) is None
    assert intro(*low.reasons[1:])["en"] == "The largest effect comes first."
    assert intro(*low.reasons)["en"].startswith("Deciding rules first")


def test_what_moved_is_shown_with_both_values_and_never_as_the_same(decisions):
    reduced = decisions[Question.LIMIT_REDUCED]
    first, *rest = reduced.change.you.factors
    (debt,) = (f for factor in rest for f in factor.facts if f.feature.unit == "share")
    close = replace(debt, value=0.19012, reference_value=0.18994)
    unknown = replace(first.facts[1], value=nan, reference_value=nan)
    factors = [replace(f, facts=(close,)) if debt in f.facts else f for f in rest]
    moved = (replace(first, facts=(unknown,)), *factors)
    you = replace(reduced.change.you, factors=moved)
    made = whole_of(replace(reduced, change=replace(reduced.change, you=you)))
    found = made["change"]["you"]["factors"]
    assert found[0]["facts"] == [], "what is unknown both times has not moved"
    (fact,) = (f for factor in found for f in factor["facts"] if f["key"] == debt.feature.key)
    assert fact["shown"] != fact["reference_shown"]


def test_a_state_is_told_beside_the_reasons_only_where_nothing_else_tells_it(decisions):
    words = Words("一句话。", "A sentence.")
    low = decisions[Question.LIMIT_LOW]

    def beside(decision, code: str, **slots) -> bool:
        note = Note(code, words, slots, {"shown": 1}, ("R01",) if code[0] == "T" else ())
        (told,) = whole_of(replace(decision, notes=(note,)))["notes"]
        return told["beside"]

    assert beside(low, "M05")
    assert beside(low, "T04")
    assert not beside(low, "T02")  # the headline says it
    assert not beside(low, "N01")  # the steps say it
    as_of = low.versions.data_as_of.isoformat()
    assert not beside(low, "M04", date=as_of)  # how the letter was made says it
    assert beside(low, "M04", date="2025-08-31")
    paused = decisions[Question.CANNOT_DRAW]
    assert not beside(paused, "M05")
    assert beside(paused, "T04")


def test_a_step_says_its_day_and_target_once(decisions):
    low = decisions[Question.LIMIT_LOW]
    (step,) = whole_of(replace(low, advice=low.advice[:1]))["steps"]["you"]
    assert {"target", "date"} <= low.advice[0].words.blanks
    assert step["from"] is None
    assert step["path"]["en"].startswith("now ")
    assert "aim for" not in step["path"]["en"]
    silent = replace(low.advice[0], words=Words("少借一些。", "Borrow less."))
    (step,) = whole_of(replace(low, advice=(silent,)))["steps"]["you"]
    assert low.advice[0].earliest.isoformat() in step["from"]["en"]
    assert "aim for" in step["path"]["en"]


def test_heavy_repayments_are_warned_of_before_any_other_loan(decisions):
    low = decisions[Question.LIMIT_LOW]
    usual = whole_of(low)["borrowing"]
    shares = [
        f
        for factor in low.ledger.factors
        for f in factor.facts
        if f.feature.code == "B06" and f.feature.unit == "share"
    ]
    (burden,) = shares
    assert burden.value >= HEAVY
    assert "68%" in usual[0]["en"]
    light = replace(burden, value=HEAVY - 0.01)
    factors = tuple(
        replace(f, facts=tuple(light if x is burden else x for x in f.facts))
        for f in low.ledger.factors
    )
    made = whole_of(replace(low, ledger=replace(low.ledger, factors=factors)))
    assert made["borrowing"] == usual[1:]


def test_a_loan_that_is_held_up_does_not_wait_for_the_review_of_the_limit(decisions):
    paused = whole_of(decisions[Question.CANNOT_DRAW])["ours"]
    assert any("does not wait" in entry["text"]["en"] for entry in paused)
    reduced = whole_of(decisions[Question.LIMIT_REDUCED])["ours"]
    assert not any("does not wait" in entry["text"]["en"] for entry in reduced)


def test_days_until_a_posting_are_no_distance_to_a_bar(decisions):
    made = whole_of(decisions[Question.CANNOT_REDRAW])
    (posting,) = (light for light in made["checks"]["lights"] if light["state"] == "no")
    assert posting["distance"] is None
    late = whole_of(decisions[Question.CANNOT_DRAW])
    assert next(x for x in late["checks"]["lights"] if x["state"] == "no")["distance"] is not None


def test_what_earlier_reviews_came_to_is_a_part_of_its_own(decisions):
    reduced = decisions[Question.LIMIT_REDUCED]
    theirs = replace(reduced.change.you.factors[0].concept, decider="review")

    def told_apart(found):
        first, *rest = found.factors
        return replace(found, factors=(replace(first, concept=theirs), *rest))

    change = replace(reduced.change, you=told_apart(reduced.change.you))
    made = whole_of(replace(reduced, change=change, ledger=told_apart(reduced.ledger)))
    assert made["change"]["split"]["reviews"] == -3_050
    assert made["change"]["split"]["you"] == -2_150
    kinds = {row["key"]: row["kind"] for row in made["ledger"]["rows"]}
    assert kinds[theirs.key] == "ours"
    assert parts(made["ledger"]["rows"]) == made["decision"]["limit"]
    assert parts(made["change"]["rows"]) == made["change"]["after"]
    html = letter_html(made)
    assert html.count("<dt>Earlier reviews</dt><dd>−3,050</dd>") == 1
