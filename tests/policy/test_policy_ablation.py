"""Deciding steps against brute force: every subset of the rules is left out in turn."""

from datetime import date
from itertools import combinations
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from policy_people import PEOPLE, Person, decided, document, inputs

from mingxi.declare.rule import Layer
from mingxi.policy.catalogue import RULES
from mingxi.policy.in_force import InForce, in_force
from mingxi.policy.policy import Policy
from mingxi.policy.proposal import proposal_of
from mingxi.policy.situation import Situation
from mingxi.policy.terms import policy
from mingxi.policy.trace import trace

ON = date(2025, 12, 31)
LIMIT_RULES = [key for key, one in RULES.items() if one.what.layer is not Layer.DRAW_GATE]
DRAW_RULES = [key for key, one in RULES.items() if one.what.layer is Layer.DRAW_GATE]
CEILINGS = ["income_unknown", "product_ceiling", "industry_ceiling", "regional_ceiling"]


def close_policy(keys: set[str], ceilings: list[int]) -> Policy:
    """Base policy with these rules and with ceilings so close that several decide together."""
    content = document()
    content["rules"] = [one for one in content["rules"] if one["rule"] in keys]
    for one in content["rules"]:
        if one["rule"] in CEILINGS:
            number = one["numbers"]["ceiling"]
            first = min(number["values"])
            number["values"] = {first: ceilings[CEILINGS.index(one["rule"])]}
    return policy(content)


def seen(rules: tuple[InForce, ...], proposal: Situation) -> list[tuple[Any, ...]]:
    found = trace(rules, proposal, 100)
    return list(
        zip(
            found.limit.tolist(),
            found.available.tolist(),
            found.draw_open.tolist(),
            strict=True,
        )
    )


def brute_force(rules: tuple[InForce, ...], proposal: Situation) -> dict[str, list[set[str]]]:
    """Keys that bind and that decide jointly, person by person, straight from the definitions."""
    n, base = len(proposal), seen(rules, proposal)
    smallest: list[list[set[str]]] = [[] for _ in range(n)]
    for family in (LIMIT_RULES, DRAW_RULES):
        members = [one.rule.what.key for one in rules if one.rule.what.key in family]
        for size in range(1, len(members) + 1):
            for away in combinations(members, size):
                rest = tuple(one for one in rules if one.rule.what.key not in away)
                for row, outcome in enumerate(seen(rest, proposal)):
                    known = any(found <= set(away) for found in smallest[row])
                    if outcome != base[row] and not known:
                        smallest[row].append(set(away))
    return {
        "binding": [set().union(*(s for s in sets if len(s) == 1)) for sets in smallest],
        "jointly": [set().union(*(s for s in sets if len(s) > 1)) for sets in smallest],
    }


# people whom all ceilings touch and few gates stop, so that ceilings meet
TIED: Person = {"region": "yunnan", "industry": "catering", "monthly_income": float("nan")}
CROWDED = st.fixed_dictionaries(
    {
        **{name: st.just(value) for name, value in TIED.items()},
        "pd_12m": st.sampled_from([0.008, 0.08]),
        "proposed": st.sampled_from([555.0, 9_990.0, 10_095.0, 30_000.0]),
        "days_past_due": st.sampled_from([0, 0, 90]),
    }
)


@settings(max_examples=50, deadline=None)
@given(
    people=st.lists(st.one_of(PEOPLE, CROWDED), min_size=1, max_size=6),
    keys=st.tuples(
        st.sets(st.sampled_from(LIMIT_RULES), max_size=6),
        st.sets(st.sampled_from(DRAW_RULES), max_size=5),
    ),
    ceilings=st.lists(st.sampled_from([400, 10_000, 10_040, 12_000]), min_size=4, max_size=4),
)
@example(  # three ceilings that round to the same limit
    people=[{**TIED, "proposed": 30_000.0}],
    keys=(set(CEILINGS), set()),
    ceilings=[10_040, 10_000, 10_090, 10_000],
)
@example(  # two equal ceilings and a higher one that decides nothing
    people=[{**TIED, "proposed": 30_000.0}],
    keys=(set(CEILINGS), set()),
    ceilings=[12_000, 10_000, 10_000, 40_000],
)
@example(  # two smallest sets that share the gate
    people=[{"days_past_due": 90, "pd_12m": 0.08, "proposed": 550.0}],
    keys=({"serious_overdue", "general_tightening", "product_minimum"}, set()),
    ceilings=[10_000] * 4,
)
def test_deciding_steps_equal_brute_force(
    people: list[Person], keys: tuple[set[str], set[str]], ceilings: list[int]
) -> None:
    under = close_policy(keys[0] | keys[1], ceilings)
    out = decided(people, ON, under)
    wanted = brute_force(in_force(under, ON), proposal_of(*inputs(people, ON), under))
    for row in range(len(people)):
        binding = {c.rule.key for c in out.columns if c.binding[row]}
        jointly = {c.rule.key for c in out.columns if c.jointly[row]}
        assert binding == wanted["binding"][row]
        assert jointly == wanted["jointly"][row]


def test_a_step_never_binds_and_decides_jointly_at_once() -> None:
    out = decided(
        [{**TIED, "proposed": 30_000.0, "days_past_due": d} for d in (0, 1, 60)],
        ON,
        close_policy(set(RULES), [10_000] * 4),
    )
    for column in out.columns:
        assert not (column.binding & column.jointly).any()
