"""The loan that a letter says would pass does pass, and one yuan more does not."""

from typing import Any

import pytest

from mingxi.adapters.config_file import config_root, find_config, read_yaml
from mingxi.policy.terms import policy
from mingxi.recipes.scenarios import scenario_decision
from mingxi.records.decision import Decision
from mingxi.report.largest import largest_loan
from mingxi.report.whole.letter import whole_of

CLEAN = read_yaml(config_root() / "scenarios" / "codes.yaml")["clean"]
POLICY = policy(read_yaml(find_config("policy/base.yaml")))
# at this risk the tier lends less in one loan than the whole line
RISKY = {"pd": 0.11, "proposed": 5000}


def decided(**facts: Any) -> Decision:
    scenario = {"name": "one draw", **RISKY, "facts": facts, "says": {}}
    return scenario_decision(scenario, CLEAN, POLICY)


@pytest.mark.parametrize("outstanding", [0, 3500], ids=["all free", "little free"])
def test_the_amount_that_is_said_to_pass_passes_and_no_more(outstanding: int) -> None:
    asked = decided(requested_amount=4500, outstanding=outstanding)
    found = largest_loan(asked)
    assert found is not None
    assert 0 < found["now"] <= asked.available
    assert found["after"] is None
    assert decided(requested_amount=found["now"], outstanding=outstanding).draw_open
    most = next(r.threshold for r in asked.rulings if r.rule.key == "tier_draw_amount")
    more = found["now"] + 1
    assert (
        more > asked.available
        or not decided(requested_amount=more, outstanding=outstanding).draw_open
    )
    assert found["now"] == min(most, asked.available)
    (told,) = whole_of(asked)["checks"]["largest"]["text"]
    assert f"{found['now']:,}" in told["en"]


def test_no_amount_passes_while_a_repayment_is_overdue_and_what_comes_after_is_said() -> None:
    late = decided(days_past_due=12)
    found = largest_loan(late)
    assert found is not None
    assert found["now"] == 0
    on_time = decided(requested_amount=found["after"])
    assert on_time.draw_open
    assert not decided(days_past_due=12, requested_amount=500).draw_open
    assert f"{found['after']:,}" in whole_of(late)["checks"]["largest"]["text"][1]["zh"]


def test_nothing_is_said_of_what_comes_after_where_more_must_be_free_first() -> None:
    full = decided(outstanding=5000)
    found = largest_loan(full)
    assert found is not None
    assert (found["now"], found["after"]) == (0, None)
    assert found["text"] == []


def test_a_line_that_can_be_drawn_on_has_no_such_word() -> None:
    assert largest_loan(decided()) is None
