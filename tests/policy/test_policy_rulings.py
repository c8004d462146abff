"""What the policy promises, for all people."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_people import CLEAN, PEOPLE, Person, decided, document, only, shown

from mingxi.declare.errors import BadConfig, BadData
from mingxi.declare.rule import Layer
from mingxi.policy.catalogue import RULES
from mingxi.policy.rulings import rulings
from mingxi.policy.terms import policy
from mingxi.policy.trace import Trace
from mingxi.records.application import STANDING, UNKNOWN, Applications

ON = date(2025, 12, 31)
BASE = only(None)
CROWDS = st.lists(PEOPLE, min_size=1, max_size=8)

# which way each number is stricter; None: it is only spoken of
STRICTER: dict[tuple[str, str], str | None] = {
    ("profile_complete", "max_missing"): "lower",
    ("serious_overdue", "from_days"): "lower",
    ("risk_line", "line"): "lower",
    ("request_complete", "max_missing"): "lower",
    ("details_verified", "max_unverified"): "lower",
    ("dispute_open", "answer_days"): None,
    ("other_product_overdue", "max_days"): "lower",
    **{("tier_draw_amount", tier): "lower" for tier in "ABCDE"},
    **{("tier_draw_number", tier): "lower" for tier in "ABCDE"},
    ("network", "retry_days"): None,
    ("review_error", "retry_days"): None,
    ("income_multiple", "times"): "lower",
    ("income_unknown", "ceiling"): "lower",
    ("product_ceiling", "ceiling"): "lower",
    ("tier_ceiling", "A"): "lower",
    ("tier_ceiling", "B"): "lower",
    ("tier_ceiling", "C"): "lower",
    ("tier_ceiling", "D"): "lower",
    ("tier_ceiling", "E"): "lower",
    ("industry_ceiling", "ceiling"): "lower",
    ("regional_ceiling", "ceiling"): "lower",
    ("general_tightening", "cut"): "higher",
    ("legal_ceiling", "ceiling"): "lower",
    ("product_minimum", "minimum"): "higher",
    ("overdue", "max_days"): "lower",
    ("use_of_funds", "answer_days"): None,
    ("anomaly", "answer_days"): None,
    ("velocity", "max_draws"): "lower",
    ("submissions", "max_a_day"): "lower",
    ("bureau_hit", "max_checks"): "lower",
    ("bureau_hit", "clears_after_months"): None,
    ("funds", "retry_days"): None,
    ("system", "retry_days"): None,
    ("nothing_available", "minimum"): "higher",
}


def worse_nowhere(better: Trace, worse: Trace) -> bool:
    return bool(
        (better.limit >= worse.limit).all()
        and (better.available >= worse.available).all()
        and (better.draw_open >= worse.draw_open).all()
    )


@settings(max_examples=50, deadline=None)
@given(CROWDS)
def test_the_trace_adds_up_to_the_yuan(people: list[Person]) -> None:
    out = decided(people, ON, BASE)
    assert (out.gap() == 0).all()
    assert out.limit.dtype == out.rounding.dtype == out.available.dtype == np.int64
    lifted = np.maximum(-out.proposed, 0)  # a proposal of less than nothing counts as nothing
    assert ((out.rounding - lifted <= 0) & (out.rounding - lifted > -100)).all()
    assert (out.limit % 100 == 0).all()
    assert ((out.limit >= 0) & (out.limit <= out.proposed + lifted)).all()
    assert ((out.limit == 0) | (out.limit >= 500)).all()
    free = out.limit - out.outstanding - out.pending
    assert (out.available == np.maximum(free, 0)).all()
    passed = {layer: np.ones(len(out), dtype=bool) for layer in Layer}
    for column in out.columns:
        passed[column.rule.layer] &= column.passed
        assert (column.effect <= 0).all()
        if column.rule.layer is Layer.DRAW_GATE:
            assert (column.effect == 0).all()
        else:
            assert not (column.passed & (column.effect != 0)).any()
    assert (out.limit[~passed[Layer.OPEN_GATE]] == 0).all()
    assert (out.draw_open == ((out.limit > 0) & passed[Layer.DRAW_GATE])).all()
    quick = shown(people, ON, BASE)
    np.testing.assert_array_equal(quick.rounding + lifted, out.rounding)
    for name in ("limit", "available", "draw_open"):
        np.testing.assert_array_equal(getattr(quick, name), getattr(out, name))


@settings(max_examples=60, deadline=None)
@given(CROWDS, st.sampled_from(sorted(key for key, way in STRICTER.items() if way)), st.data())
def test_a_stricter_number_never_gives_more(
    people: list[Person], which: tuple[str, str], data: st.DataObject
) -> None:
    content = document()
    (entry,) = [one for one in content["rules"] if one["rule"] == which[0]]
    values = entry["numbers"][which[1]]["values"]
    latest = max(values)
    share = data.draw(st.sampled_from([0.0, 0.3, 0.9, 0.99]))
    if STRICTER[which] == "lower":
        stricter = values[latest] * share
        whole = isinstance(values[latest], int)
    else:
        stricter = values[latest] * (2 - share)
        whole = which != ("general_tightening", "cut")
    values[latest] = int(stricter) if whole else stricter
    assert worse_nowhere(shown(people, ON, BASE), shown(people, ON, policy(content)))


def test_every_number_has_a_direction() -> None:
    stated = {(key, name) for key, one in RULES.items() for name in one.needs.numbers}
    assert stated == set(STRICTER)


@settings(max_examples=60, deadline=None)
@given(CROWDS, st.sampled_from([clause.key for clause in BASE.clauses]))
def test_leaving_a_rule_out_never_gives_less(people: list[Person], key: str) -> None:
    rest = replace(BASE, clauses=tuple(one for one in BASE.clauses if one.key != key))
    assert worse_nowhere(shown(people, ON, rest), shown(people, ON, BASE))


HARMFUL = [
    "identity_valid", "profile_items_missing", "days_past_due", "anomaly", "use_proof_due",
    "draws_this_month", "submissions_busiest_day", "inquiries_last_month", "system_incident",
    "funds_short", "repaid_on", "region", "industry", "court_record_on", "dispute_open",
    "consent_missing", "requested_amount",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(CROWDS, st.sampled_from(HARMFUL))
def test_passing_a_gate_more_never_gives_less(people: list[Person], fact: str) -> None:
    mended = [{**person, fact: CLEAN[fact]} for person in people]
    assert worse_nowhere(shown(mended, ON, BASE), shown(people, ON, BASE))


@settings(max_examples=25, deadline=None)
@given(CROWDS, st.permutations([
    "income_multiple", "income_unknown", "product_ceiling", "tier_ceiling", "industry_ceiling",
    "regional_ceiling", "legal_ceiling",
]))  # fmt: skip
def test_ceilings_may_stand_in_any_order(people: list[Person], order: list[str]) -> None:
    content = document()
    entries = {one["rule"]: one for one in content["rules"]}
    at = [i for i, one in enumerate(content["rules"]) if one["rule"] in order]
    for i, key in zip(at, order, strict=True):
        content["rules"][i] = entries[key]
    # the common cut works on what the ceilings leave, so it follows them in both orders
    cut = entries["general_tightening"]
    for rules in (content["rules"], straight := document()["rules"]):
        rules[:] = [one for one in rules if one["rule"] != "general_tightening"]
        rules.insert([one["rule"] for one in rules].index("product_minimum"), cut)
    mixed = decided(people, ON, policy(content))
    plain = decided(people, ON, policy({**content, "rules": straight}))
    assert (mixed.limit == plain.limit).all()
    marks = {one.rule.key: (one.binding.tolist(), one.jointly.tolist()) for one in plain.columns}
    for column in mixed.columns:
        assert (column.binding.tolist(), column.jointly.tolist()) == marks[column.rule.key]


@settings(max_examples=10, deadline=None)
@given(st.lists(PEOPLE, min_size=3, max_size=12), st.integers(0, 99))
def test_a_person_alone_is_the_same_as_in_a_shuffled_crowd(
    people: list[Person], seed: int
) -> None:
    order = np.random.default_rng(seed).permutation(np.arange(1_000) % len(people))
    crowd = decided([people[i] for i in order], ON, BASE)
    for i, person in enumerate(people):
        alone, row = decided([person], ON, BASE), int(np.flatnonzero(order == i)[0])
        for name in ("pd_12m", "tier", "proposed", "rounding", "limit", "available", "draw_open"):
            assert getattr(alone, name)[0] == getattr(crowd, name)[row]
        for one, other in zip(alone.columns, crowd.columns, strict=True):
            for name in ("value", "threshold", "passed", "effect", "binding", "jointly"):
                np.testing.assert_array_equal(getattr(one, name)[0], getattr(other, name)[row])
            for blank in one.slots:
                np.testing.assert_array_equal(one.slots[blank][0], other.slots[blank][row])


def test_a_day_before_the_first_dated_value_is_refused() -> None:
    with pytest.raises(BadConfig, match=r"on 2022-12-31: the first dated value starts 2023-01-01"):
        decided([{}], date(2022, 12, 31), BASE)


BAD: list[tuple[str, Any, str]] = [
    ("pd_12m", np.array([0.1, np.nan]), r"pd_12m: row 1 holds nan"),
    ("pd_12m", np.array([0.1, 1.5]), r"row 1 holds 1\.5\. Give numbers from 0 to 1"),
    ("pd_12m", np.array([0.1]), r"\(1,\) values for 2 people"),
    ("proposed", np.array([np.inf, 1.0]), r"proposed limit: row 0 holds inf"),
]


@pytest.mark.parametrize(("which", "values", "message"), BAD)
def test_impossible_inputs_are_refused(which: str, values: Any, message: str) -> None:
    given_ = {"pd_12m": np.array([0.1, 0.1]), "proposed": np.array([1e4, 1e4]), which: values}
    with pytest.raises(BadData, match=message):
        rulings(Applications(ON, np.arange(2), {}), policy=policy(document("own_data")), **given_)


def test_a_rule_refuses_when_its_fact_is_missing() -> None:
    with pytest.raises(BadData, match="standing fact 'days_past_due'"):
        rulings(
            Applications(ON, np.arange(1), {}), np.array([0.1]), np.array([1e4]), only(["overdue"])
        )


def test_a_table_without_standing_facts_needs_only_the_policy_for_it() -> None:
    facts = Applications(date(2026, 1, 31), np.array(["a", "b", "c"]), {})
    risk, money = np.array([0.2, 0.51, 0.2]), np.array([123_456.0, 123_456.0, 9_999.0])
    out = rulings(facts, risk, money, policy(document("own_data")))
    assert out.limit.tolist() == [120_000, 0, 0]
    assert out.rounding.tolist() == [-3_456, 0, 0]
    assert out.draw_open.tolist() == [True, False, False]
    keys = [[c.rule.key for c in out.columns if c.binding[i]] for i in range(3)]
    assert keys == [[], ["risk_line"], ["product_minimum"]]


def test_nobody_is_a_possible_number_of_people() -> None:
    facts = {
        name: np.array([CLEAN[name]])[:0] for name in CLEAN if name not in ("pd_12m", "proposed")
    }
    out = rulings(Applications(ON, np.arange(0), facts), np.zeros(0), np.zeros(0), BASE)
    assert len(out) == 0
    assert len(out.columns) == 40


def test_the_policy_takes_a_sane_part_of_all_that_is_proposed() -> None:
    """Units can be right while the sum is absurd: one band on the total."""
    rng = np.random.default_rng(7)
    people = [
        {
            "pd_12m": risk,
            "proposed": money,
            "monthly_income": income,
            "region": region,
            "days_past_due": late,
        }
        for risk, money, income, region, late in zip(
            rng.beta(1.0, 24.0, 3_000),  # mean 4 %
            np.minimum(rng.lognormal(np.log(9_000), 1.15, 3_000), 200_000),
            rng.lognormal(np.log(6_000), 0.55, 3_000),
            rng.choice(["hebei", "anhui", "yunnan", "zhejiang", "hunan"], 3_000),
            np.where(rng.random(3_000) < 0.05, 45, 0),
            strict=True,
        )
    ]
    out = decided(people, date(2025, 9, 30), BASE)
    assert 0.5 < out.limit.sum() / out.proposed.sum() < 0.9
    assert 0.85 < (out.limit > 0).mean() < 0.99
    assert 8_000 < out.limit.mean() < 20_000


def test_what_a_table_does_not_hold_stops_nobody() -> None:
    held = {k: np.array([CLEAN[k]]) for k in CLEAN if k in STANDING and k not in UNKNOWN}
    out = rulings(Applications(ON, np.arange(1), held), np.array([0.008]), np.array([2e4]), BASE)
    assert out.limit.tolist() == [20_000]
    assert out.draw_open.tolist() == [True]
    assert all(column.passed.all() for column in out.columns)
    assert set(UNKNOWN) <= set(STANDING)


def test_a_worse_tier_is_never_left_with_more() -> None:
    """A common cut of one tier alone would leave the next worse tier with more."""
    risks = [0.009, 0.02, 0.04, 0.099, 0.101, 0.119]
    for money in (900.0, 5_450.0, 22_000.0, 60_000.0, 180_000.0):
        out = decided(
            [{"pd_12m": r, "proposed": money, "monthly_income": 9e4} for r in risks], ON, BASE
        )
        assert (np.diff(out.limit) <= 0).all(), out.limit
