"""Lenders to compare with."""

from mingxi.adapters.config_file import find_config, read_yaml
from mingxi.declare.rule import Layer
from mingxi.policy.catalogue import RULES
from mingxi.policy.terms import policy
from mingxi.recipes.rivals import uncapped


def test_without_caps_gates_the_law_and_the_product_stay():
    whole = policy(read_yaml(find_config("policy/base.yaml")))
    left = uncapped(whole)
    gone = {one.key for one in whole.clauses} - {one.key for one in left.clauses}
    assert gone == {
        "income_multiple", "income_unknown", "tier_ceiling", "industry_ceiling",
        "regional_ceiling", "general_tightening",
    }  # fmt: skip
    assert all(RULES[key].what.layer is Layer.CAP for key in gone)
    assert [one.key for one in left.clauses] == [
        one.key for one in whole.clauses if one.key not in gone
    ]
