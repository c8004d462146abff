"""Reasons say only what the data carry, and never against their sign."""

from dataclasses import replace
from datetime import date
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.explain import reasons as why
from mingxi.explain.recourse import Outcome, Steps, working_steps
from mingxi.records.decision import Attribution, Fact, Factor, ReferenceGroup

ON = date(2025, 12, 31)
GROUP = ReferenceGroup("just_approved", Words("刚好获批的人", "people just approved"), 500, "ab")


def feature(key="n_late", concept="late", on_risk=Direction.RAISES, **more):
    opposite = {"raises": Direction.LOWERS, "lowers": Direction.RAISES, "either": Direction.EITHER}
    fields = {
        "key": key,
        "name": Words("晚还", "late"),
        "unit": "count",
        "on_risk": on_risk,
        "on_limit": opposite[on_risk.value],
        "concept": concept,
        "actionable": Actionable.BY_BORROWER,
        "code": "R01",
        "if_adverse": Words("有 {value:.0f} 期晚。", "{value:.0f} were late."),
        "if_favourable": Words("只有 {value:.0f} 期晚。", "Only {value:.0f} were late."),
        "if_missing": Words("没有记录。", "No record."),
        "step": Words("到 {date} 降到 {target:.0f}。", "Get to {target:.0f} by {date}."),
        "adverse_from": 0.5,
    }
    return Feature(**(fields | more))


def attribution(rows, target="limit", base=0.0):
    """``rows``: (feature, value, reference value, push); one concept each."""
    factors = tuple(
        Factor(
            Concept(f.concept, Words(f.concept, f.concept), Words("因为", "because")),
            push,
            round(push),
            (Fact(f, value, reference, push),),
        )
        for f, value, reference, push in rows
    )
    output = base + sum(f.push for f in factors)
    return Attribution(target, GROUP, base, output, 0, 0, factors)


values = st.one_of(st.just(nan), st.floats(0, 50))


@given(
    cases=st.lists(
        st.tuples(st.sampled_from(list(Direction)), values, values, st.floats(-900, 900)),
        min_size=1,
        max_size=8,
    ),
    target=st.sampled_from(["limit", "risk"]),
)
def test_no_reason_contradicts_its_sign_or_its_fact(cases, target):
    rows = [
        (feature(f"f{i}", f"c{i}", direction), value, reference, push)
        for i, (direction, value, reference, push) in enumerate(cases)
    ]
    found = why.adverse(attribution(rows, target))
    sign = -1 if target == "limit" else 1
    assert len(found.reasons) <= why.MOST_REASONS
    for reason in found.reasons:
        fact = reason.fact
        assert sign * fact.push > 0
        if np.isnan(fact.value):
            assert reason.words is fact.feature.if_missing
            assert reason.code == fact.feature.missing_code
            continue
        harm = fact.feature.on_risk.sign
        assert harm * (fact.value - fact.reference_value) > 0
        assert harm * (fact.value - 0.5) >= 0
        reason.words.fill("zh", **reason.slots)
    for reason in why.favourable(attribution(rows, target)):
        assert sign * reason.fact.push < 0
        assert (
            reason.fact.feature.on_risk.sign * (reason.fact.value - reason.fact.reference_value)
            < 0
        )


def test_nobody_is_told_of_zero_late_payments():
    found = why.adverse(attribution([(feature(), 0.0, -1.0, -500.0)]))
    assert found.reasons == ()
    assert found.withheld == ("late: no fact of it is worse than the reference",)


def test_what_became_known_is_told_as_the_change_it_is():
    row = [(feature(), 3.0, nan, -500.0)]
    oneself = replace(GROUP, kind="yourself_last_time")
    told = why.adverse(replace(attribution(row), reference=oneself))
    assert [r.key for r in told.reasons] == ["late"]
    assert why.adverse(attribution(row)).reasons == (), "others' unknown figure is no measure"


def test_no_gap_no_personal_reason():
    rows = [(feature("a", "a"), 3.0, 0.0, -500.0), (feature("b", "b"), 0.0, 2.0, 900.0)]
    assert why.adverse(attribution(rows)).reasons == ()


def test_small_shares_are_never_used_to_fill_up():
    rows = [(feature("a", "a"), 3.0, 0.0, -960.0), (feature("b", "b"), 3.0, 0.0, -40.0)]
    found = why.adverse(attribution(rows))
    assert [r.key for r in found.reasons] == ["a"]
    assert found.reasons[0].share_of_gap == pytest.approx(0.96)


@pytest.mark.parametrize(("n_rules", "n_others", "kept"), [(0, 6, 4), (2, 6, 4), (5, 3, 5)])
def test_four_reasons_at_most_but_every_deciding_rule(n_rules, n_others, kept):
    (one,) = why.method_reason(-300, "2025-12-31", -1000.0, "¥")
    found = why.principal([one] * n_rules, [one] * n_others)
    assert len(found) == kept


def test_method_is_named_only_when_it_worked_in_the_direction_of_the_change():
    assert why.method_reason(300, "2025-12-31", -1000.0, "¥") == ()
    assert why.method_reason(-10, "2025-12-31", -1000.0, "¥") == ()
    assert why.method_reason(300, "2025-12-31", 0.0, "¥") == ()
    (fell,) = why.method_reason(-300, "2025-12-31", -1000.0, "¥")
    assert fell.code == "M03"
    assert "lowered your limit by ¥300" in fell.words.fill("en", **fell.slots)
    (rose,) = why.method_reason(300, "2025-12-31", 1000.0, "¥")
    assert rose.share_of_gap == pytest.approx(0.3)
    assert "多了 ¥300" in rose.words.fill("zh", **rose.slots)


def replay_of(per_late):
    """Limit that falls by ``per_late`` for each late payment."""
    return lambda rows: Outcome((5000 - per_late * rows[:, 0]).astype(np.int64))


def test_advice_is_what_the_replay_gave():
    found = attribution([(feature(), 4.0, 1.4, -900.0)])
    steps = working_steps(found, np.array([4.0]), {"n_late": 0}, replay_of(500), ON)
    (advice,) = steps.advice
    assert advice.target == 1.0  # 1.4 rounded outward, to the better side
    assert advice.limit_after == 4500
    assert advice.earliest > ON


def test_advice_that_changes_nothing_is_not_given():
    found = attribution([(feature(), 4.0, 1.0, -900.0)])
    steps = working_steps(found, np.array([4.0]), {"n_late": 0}, replay_of(0), ON)
    assert steps.advice == ()


@pytest.mark.parametrize(("per_late", "given"), [(30, False), (70, True)])
def test_a_rise_by_one_unit_of_rounding_is_no_effect(per_late, given):
    found = attribution([(feature(), 4.0, 1.0, -900.0)])
    replay = replay_of(per_late)  # three late payments fewer
    hundreds = lambda rows: Outcome(replay(rows).limit // 100 * 100, rounding=100)  # noqa: E731
    assert int(hundreds(np.array([[1.0]])).limit[0] - hundreds(np.array([[4.0]])).limit[0]) == (
        200 if given else 100
    )
    steps = working_steps(found, np.array([4.0]), {"n_late": 0}, hundreds, ON)
    assert bool(steps.advice) is given


@pytest.mark.parametrize(
    ("of_each", "unit", "given"),
    [
        ((300, 20), 0, True),
        ((300, 0), 0, False),
        ((300, 0, 20), 0, True),
        ((0, -300, 300), 0, False),
        ((300, 70), 100, True),
        ((300, 30), 100, True),  # a unit of rounding each is enough for the others
        ((300, 0), 100, False),
    ],
)
def test_a_step_is_advised_only_where_most_models_learned_again_confirm_it(of_each, unit, given):
    """``of_each``: what one late payment fewer is worth to each of them."""
    found = attribution([(feature(), 4.0, 1.0, -900.0)])
    asked = []

    def confirm(rows):
        asked.append(rows[:, 0].tolist())
        lines = np.array([5000 - per_late * rows[:, 0] for per_late in of_each])
        return (lines // max(unit, 1) * max(unit, 1)).astype(np.int64)

    def replay(rows):
        return replace(replay_of(500)(rows), rounding=unit)

    steps = working_steps(found, np.array([4.0]), {"n_late": 0}, replay, ON, confirm)
    assert bool(steps.advice) is given
    assert asked == [[4.0, 1.0]], "the row as it is, and as the step leaves it"


def test_models_learned_again_are_not_asked_about_steps_that_do_not_work():
    found = attribution([(feature(), 4.0, 1.0, -900.0)])

    def confirm(rows):
        raise AssertionError(rows)

    assert working_steps(found, np.array([4.0]), {"n_late": 0}, replay_of(0), ON, confirm) == (
        Steps((), ())
    )


@pytest.mark.parametrize(("others", "given"), [((900, 900, 0), True), ((900, 0, 0), False)])
def test_what_opens_a_line_needs_most_others_to_have_it_open_then(others, given):
    """A model that would open it today already is not against the step."""
    found = attribution([(feature(), 4.0, 1.0, -900.0)])

    def opens(rows):
        return Outcome(np.where(rows[:, 0] < 2, 5_000, 0).astype(np.int64))

    def confirm(rows):
        return np.repeat(np.array(others)[:, None], len(rows), axis=1)

    steps = working_steps(found, np.array([4.0]), {"n_late": 0}, opens, ON, confirm)
    assert bool(steps.advice) is given


def test_of_two_steps_only_the_confirmed_one_is_kept():
    few, many = (feature(k, concept=k) for k in ("few", "many"))
    concepts = [Concept(k, Words(k, k), Words("因为", "because")) for k in ("few", "many")]
    facts = [(Fact(few, 4.0, 1.0, -100.0),), (Fact(many, 9.0, 1.0, -800.0),)]
    factors = tuple(
        Factor(c, int(f[0].push), f[0].push, f) for c, f in zip(concepts, facts, strict=True)
    )
    found = Attribution("limit", GROUP, 0, -900, 0, 0, factors)
    columns, values = {"few": 0, "many": 1}, np.array([4.0, 9.0])

    def replay(rows):
        return Outcome((9000 - 300 * rows.sum(axis=1)).astype(np.int64))

    def confirm(rows):
        return (9000 - 300 * rows[:, :1].T).astype(np.int64)

    (advice,) = working_steps(found, values, columns, replay, ON, confirm).advice
    assert advice.feature.key == "few"
    assert advice.limit_after == int(replay(np.array([[1.0, 9.0]])).limit[0])


@pytest.mark.parametrize(
    "change",
    [
        {"actionable": Actionable.NOT, "step": None},
        {"on_risk": Direction.EITHER, "on_limit": Direction.EITHER},
    ],
)
def test_no_advice_on_what_nobody_can_or_should_move(change):
    found = attribution([(feature(**change), 4.0, 1.0, -900.0)])
    steps = working_steps(found, np.array([4.0]), {"n_late": 0}, replay_of(500), ON)
    assert steps.advice == ()
    assert steps.only_time == ()


def test_what_only_time_mends_is_said_as_such():
    waiting = feature(actionable=Actionable.WITH_TIME)
    found = attribution([(waiting, 4.0, 1.0, -900.0)])
    (advice,) = working_steps(found, np.array([4.0]), {"n_late": 0}, replay_of(500), ON).advice
    assert (advice.who, advice.limit_after) == ("time", 4500)
    assert advice.earliest > ON
    silent = attribution([(replace(waiting, step=None), 4.0, 1.0, -900.0)])
    steps = working_steps(silent, np.array([4.0]), {"n_late": 0}, replay_of(500), ON)
    assert (steps.advice, steps.only_time) == ((), ("n_late",))


def test_what_grows_with_time_is_dated_by_how_long_it_takes():
    tenure = feature(
        "months_with_us",
        unit="months",
        fades_after_months=0,
        actionable=Actionable.WITH_TIME,
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
    )
    found = attribution([(tenure, 4.0, 16.0, -900.0)])
    (advice,) = working_steps(
        found, np.array([4.0]), {"months_with_us": 0}, replay_of(-100), ON
    ).advice
    assert (advice.earliest.year - ON.year) * 12 + advice.earliest.month - ON.month == 12


def test_only_time_names_of_each_concept_what_weighs_most():
    few, many = (feature(k, actionable=Actionable.WITH_TIME) for k in ("few", "many"))
    facts = (Fact(few, 2.0, 1.0, -100.0), Fact(many, 9.0, 1.0, -800.0))
    concept = Concept("late", Words("晚还", "late"), Words("因为", "because"))
    found = Attribution("limit", GROUP, 0, -900, 0, 0, (Factor(concept, -900, -900, facts),))
    values, columns = np.array([2.0, 9.0]), {"few": 0, "many": 1}

    def replay(rows):
        return Outcome((5000 - 100 * rows.sum(axis=1)).astype(np.int64))

    advice = working_steps(found, values, columns, replay, ON).advice
    assert [a.feature.key for a in advice] == ["many"]


def step_of(one, value, reference):
    """Advice on one fact where each unit of it is worth 10,000 of limit either way."""
    sign = one.on_risk.sign
    found = attribution([(one, value, reference, -900.0)])
    columns = {one.key: 0}

    def replay(rows):
        return Outcome((50_000 - sign * 10_000 * rows[:, 0]).astype(np.int64))

    return working_steps(found, np.array([value]), columns, replay, ON).advice


@pytest.mark.parametrize(("unit", "least"), [("share", 0.05), ("ratio", 0.1)])
def test_nobody_is_asked_to_use_nothing_at_all(unit, least):
    (advice,) = step_of(feature(unit=unit), 0.4, 0.0)
    assert advice.target == pytest.approx(least)
    assert step_of(feature(unit=unit), least, 0.0) == ()


@given(st.floats(350, 950), st.floats(1, 400))
def test_a_score_is_asked_to_move_no_further_than_scores_do(value, distance):
    score = feature("score", unit="points", on_risk=Direction.LOWERS)
    for advice in step_of(score, value, value + distance):
        assert value < advice.target <= value + 10
        assert advice.target % 5 == 0


def test_the_same_words_are_never_advised_twice():
    now, mean = feature("now", "use"), feature("mean", "use")
    rows = [(now, 4.0, 1.0, -500.0), (mean, 3.0, 1.0, -400.0)]
    found, columns = attribution(rows), {"now": 0, "mean": 1}

    def replay(moved):
        return Outcome((5000 - 100 * moved[:, 0] - 50 * moved[:, 1]).astype(np.int64))

    advice = working_steps(found, np.array([4.0, 3.0]), columns, replay, ON).advice
    assert [a.feature.key for a in advice] == ["now"]
