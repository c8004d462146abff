"""Headlines fit the question, and guard sentences are printed exactly when they are true."""

from dataclasses import replace
from datetime import date

import pytest
from sample_decisions import MADE
from sample_features import DEBT
from sample_parts import reason, rule_reason, rulings, stops

from mingxi.declare.words import Words
from mingxi.records.decision import Money, Question, Redraw
from mingxi.report.whole.letter import whole_of


def guards(decision) -> set[str]:
    """Keys of the guard sentences printed."""
    return {g["key"] for g in whole_of(decision)["verdict"]["guards"]}


def paused_by(key: str, **more):
    """A draw stopped by one rule."""
    found = rulings(**{key: stops(1, 0, "flag", **more)})
    chosen = next(r for r in found if r.rule.key == key)
    return replace(MADE[Question.CANNOT_DRAW](), rulings=found, reasons=(rule_reason(chosen),))


def test_each_question_has_its_own_headline(decisions):
    said = {q: whole_of(d)["verdict"]["headline"] for q, d in decisions.items()}
    assert len({h["zh"] for h in said.values()}) == len({h["en"] for h in said.values()}) == 7
    assert said[Question.LIMIT_REDUCED] == {
        "zh": "你的额度从 20,000 降到 12,600 元",
        "en": "Your limit went down from 20,000 to 12,600 yuan",
    }


def test_a_change_without_its_past_names_the_limit_alone(decisions):
    bare = replace(decisions[Question.LIMIT_REDUCED], change=None)
    assert whole_of(bare)["verdict"]["headline"]["en"] == "Your limit is 12,600 yuan"


def test_past_limits_of_others_are_never_called_yours(decisions):
    money = Money(
        Words("新台币", "dollars"), "NT$", Words("银行过去给的额度", "the bank's past limit")
    )
    past = replace(decisions[Question.LIMIT_LOW], not_causal=True, money=money)
    made = whole_of(past)
    assert made["verdict"]["headline"]["en"] == "The bank's past limit: 13,800 dollars"
    assert "not_causal" in guards(past)


def test_largest_part_of_a_change_leads(decisions):
    reduced = decisions[Question.LIMIT_REDUCED]
    assert "−5,200" in whole_of(reduced)["verdict"]["lead"][0]["en"]
    change = replace(reduced.change, method=-9_000, after=reduced.change.after - 8_070)
    lead = whole_of(replace(reduced, change=change))["verdict"]["lead"][0]
    assert lead["en"].startswith("Mostly our method changed: −9,000")


def test_repaying_is_not_the_cause_while_it_is_being_posted(decisions):
    waiting = decisions[Question.CANNOT_REDRAW]
    assert guards(waiting) >= {"repaying_not_the_cause", "paying_helps", "not_you"}
    assert whole_of(waiting)["verdict"]["badge"]["en"] == "Repayment being posted"


def test_repaying_may_be_part_of_the_cause_when_borrowing_again_at_once_was_held_against():
    waiting = MADE[Question.CANNOT_REDRAW]()
    again = replace(reason(DEBT, "due_to_income", -100, 0.2), code="B01")
    assert "repaying_not_the_cause" not in guards(replace(waiting, reasons=(again,)))


def test_paying_helps_is_not_said_to_somebody_told_of_late_payments():
    waiting = MADE[Question.CANNOT_REDRAW]()
    late = replace(reason(DEBT, "due_to_income", -100, 0.2), code="R01")
    assert "paying_helps" not in guards(replace(waiting, reasons=(late,)))


def test_posted_but_stopped_by_a_check_says_both(decisions):
    base = paused_by("overdue", slots={"days": 3})
    redraw = Redraw(date(2025, 12, 28), None, date(2025, 12, 29), posted=True)
    posted = replace(base, question=Question.CANNOT_REDRAW, redraw=redraw)
    lead = [s["en"] for s in whole_of(posted)["verdict"]["lead"]]
    assert "2025-12-29" in lead[0]
    assert "Nothing overdue" in lead[1]
    assert whole_of(posted)["verdict"]["badge"]["en"] == "Borrowing paused"


@pytest.mark.parametrize(
    ("key", "personal", "refused"),
    [
        ("overdue", True, True),
        ("region_draw", False, True),
        ("funds", False, False),
        ("system", False, False),
    ],
)
def test_who_decided_is_said(key, personal, refused):
    said = guards(paused_by(key, slots={"days": 1}))
    assert ("not_you" in said) is not personal
    assert ("not_a_refusal" in said) is not refused


def test_a_personal_reason_beside_a_group_rule_keeps_it_personal(decisions):
    reduced = decisions[Question.LIMIT_REDUCED]
    assert "not_you" not in guards(reduced)
    rule_only = tuple(r for r in reduced.reasons if r.source == "rule")
    assert "not_you" not in guards(replace(reduced, reasons=rule_only)), "you lost 5,200 yuan"


def test_nothing_is_asked_of_somebody_who_did_nothing():
    steps = whole_of(paused_by("system"))["steps"]
    assert steps["nothing_to_do"]["en"] == "There is nothing you need to do."
    assert whole_of(paused_by("overdue", slots={"days": 1}))["steps"]["nothing_to_do"] is None


def test_no_path_is_said_plainly(decisions):
    made = whole_of(replace(decisions[Question.NOT_OPENED], advice=(), no_path=True))
    assert made["steps"]["no_path"][0]["zh"].startswith("就我们现在看的这些")
    assert made["steps"]["nothing_to_do"] is None


def test_steps_that_stop_together_are_counted():
    both = {"passed": False, "jointly": True, "value": 1.0, "threshold": 0.0}
    found = rulings(region_draw=both, funds=both)
    made = whole_of(replace(MADE[Question.CANNOT_DRAW](), rulings=found, reasons=()))
    assert made["verdict"]["lead"][1]["en"].startswith("2 steps")


def test_a_cap_asks_after_the_steps_and_a_gate_before(decisions):
    low, draw = (
        whole_of(decisions[q])["steps"] for q in (Question.LIMIT_LOW, Question.CANNOT_DRAW)
    )
    assert ([s["key"] for s in low["first"]], [s["key"] for s in low["also"]]) == (
        [],
        ["income_cap"],
    )
    assert [s["key"] for s in draw["first"]] == ["overdue"]


def test_a_refusal_is_never_called_a_past_limit(decisions):
    refused = replace(decisions[Question.NOT_OPENED], not_causal=True)
    said = whole_of(refused)["verdict"]
    assert said["headline"]["en"] == "By the rules used here, no limit would be given"
    assert said["badge"]["en"] == "No limit"


def test_who_has_borrowed_here_is_not_told_of_opening(decisions):
    owing = whole_of(replace(decisions[Question.NOT_OPENED], outstanding=4_700))
    assert owing["verdict"]["headline"] == {"zh": "你现在没有额度", "en": "You have no limit now"}
    new = whole_of(decisions[Question.NOT_OPENED])["verdict"]["headline"]["en"]
    assert new == "We cannot open this for you yet"


def test_a_cap_that_refuses_is_named_where_all_checks_pass(decisions):
    found = rulings(income_cap=stops(400, 0, "money", effect=-400, slots={"cap": 0}))
    refused = replace(decisions[Question.NOT_OPENED], rulings=found, reasons=())
    (lead,) = whole_of(refused)["verdict"]["lead"]
    name = next(r.rule.name.en for r in found if r.rule.key == "income_cap")
    assert lead["en"].startswith("All checks have passed, but")
    assert name in lead["en"]


def test_a_limit_held_by_a_cap_is_not_said_to_cancel_out(decisions):
    same = decisions[Question.UNCHANGED]
    moved = replace(same.change, method=-500, rules=((same.rulings[0].rule, 500),))
    held = whole_of(replace(same, change=moved))["verdict"]["lead"][0]["en"]
    assert held.endswith("the limit is the same as last time.")
    free = whole_of(replace(same, change=moved, rulings=rulings()))["verdict"]["lead"][0]["en"]
    assert "cancel out" in free


def test_mostly_is_said_only_of_more_than_half(decisions):
    reduced = decisions[Question.LIMIT_REDUCED]
    change = replace(reduced.change, method=-5_200, rules=(), after=reduced.change.after - 2_640)
    lead = whole_of(replace(reduced, change=change))["verdict"]["lead"][0]["en"]
    assert lead.startswith("No part stands out: your record −5,200, our method −5,200")


def test_a_limit_that_fell_as_well_is_never_kept_quiet(decisions):
    fell = decisions[Question.LIMIT_REDUCED].change
    stopped = replace(decisions[Question.CANNOT_DRAW], change=fell)
    made = whole_of(stopped)
    assert made["verdict"]["lead"][-1]["en"] == (
        "Your limit also went down this time, from 20,000 to 12,600 yuan."
    )
    assert "change" in {s["key"] for s in made["sections"]}
    rose = whole_of(replace(stopped, change=replace(fell, after=20_500)))
    assert "change" not in {s["key"] for s in rose["sections"]}
    assert not any("also went down" in line["en"] for line in rose["verdict"]["lead"])


def test_a_draw_stopped_by_our_side_is_not_about_you_whatever_cap_holds_the_limit():
    found = rulings(
        funds=stops(1, 0, "flag"),
        income_cap=stops(14_250, 13_800, "money", effect=-450, slots={"cap": 13_800}),
    )
    stopped = replace(MADE[Question.CANNOT_DRAW](), rulings=found, reasons=())
    assert "not_you" in guards(stopped)
    assert whole_of(stopped)["steps"]["also"] == []


def test_lights_say_who_decides_alone_and_who_together():
    both = {"passed": False, "jointly": True, "value": 1.0, "threshold": 0.0}
    alone = {"passed": False, "value": 1.0, "threshold": 0.0}
    found = rulings(region_draw=both, funds=both, anomaly=alone)
    lights = whole_of(replace(MADE[Question.CANNOT_DRAW](), rulings=found))["checks"]["lights"]
    said = {light["key"]: (light["state"], light["said"]) for light in lights}
    assert said["funds"] == said["region_draw"] == ("no", "together_with")
    assert said["anomaly"] == ("also", "not_decisive")
    assert said["velocity"] == ("ok", "passed")


def test_described_limits_promise_nothing_about_change(decisions):
    past = replace(decisions[Question.LIMIT_LOW], not_causal=True, advice=(), no_path=True)
    made = whole_of(past)
    assert made["steps"]["no_path"] == []
    assert made["verdict"]["badge"]["en"] == "By past practice"


@pytest.mark.parametrize(
    ("key", "code", "said"),
    [
        ("funds", None, "what stops you from borrowing is on our side"),
        ("velocity", "P04", "this loan did not pass its own check"),
        ("overdue", None, "you cannot borrow now"),
    ],
)
def test_the_headline_tells_our_side_from_this_loan_and_from_a_pause(key, code, said):
    stopped = paused_by(key, slots={"days": 1})
    if code:
        assert next(r for r in stopped.rulings if r.rule.key == key).rule.code == code
    assert said in whole_of(stopped)["verdict"]["headline"]["en"]


def test_who_decided_instead_is_named_where_it_is_one(decisions):
    def told(decision) -> str:
        found = {g["key"]: g["text"]["en"] for g in whole_of(decision)["verdict"]["guards"]}
        return found["not_you"]

    assert "a rule for a whole group" in told(paused_by("region_draw"))
    assert "on our side" in told(paused_by("funds"))
    both = {"passed": False, "jointly": True, "value": 1.0, "threshold": 0.0}
    several = rulings(region_draw=both, funds=both)
    mixed = replace(MADE[Question.CANNOT_DRAW](), rulings=several, reasons=())
    assert "a rule for many people, or something" in told(mixed)


def test_a_law_that_asks_for_a_fact_about_the_person_is_about_the_person():
    stopped = paused_by("velocity")
    by_law = tuple(
        replace(r, rule=replace(r.rule, decider="law")) if r.rule.key == "velocity" else r
        for r in stopped.rulings
    )
    assert "not_you" not in guards(replace(stopped, rulings=by_law, reasons=()))


def test_little_known_is_said_to_be_no_fault(decisions):
    low = decisions[Question.LIMIT_LOW]
    unknown = replace(low.reasons[1], code="H03")
    assert "little_known" in guards(replace(low, reasons=(unknown,)))
    assert "little_known" not in guards(low)


def test_a_rise_without_a_reason_names_the_item_that_moved_most(decisions):
    rose = replace(decisions[Question.LIMIT_ROSE], reasons=())
    lead = [s["en"] for s in whole_of(rose)["verdict"]["lead"]]
    most = max(rose.change.you.factors, key=lambda f: f.amount)
    assert most.concept.name.en in lead[1]
    assert f"+{most.amount:,}" in lead[1]
    assert len(whole_of(decisions[Question.LIMIT_ROSE])["verdict"]["lead"]) == 1


def test_a_change_that_only_a_ceiling_explains_is_not_put_down_to_anything_else(decisions):
    reduced = decisions[Question.LIMIT_REDUCED]
    rule_only = tuple(r for r in reduced.reasons if r.source == "rule")
    (lead,) = whole_of(replace(reduced, reasons=rule_only))["verdict"]["lead"]
    assert lead["en"].startswith("What decided is “Common cap in a region”")
    assert not lead["en"].startswith(whole_of(reduced)["verdict"]["lead"][0]["en"][:12])
