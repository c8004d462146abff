import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.errors import BadConfig
from mingxi.models.search_space import (
    LARGE_SEARCH_SPACE,
    SEARCH_SPACE,
    limit_settings,
    outcome_settings,
    risk_settings,
    search_space,
    settings_from,
)
from mingxi.models.tree_settings import TreeSettings


@pytest.mark.parametrize("space", [SEARCH_SPACE, LARGE_SEARCH_SPACE])
@pytest.mark.parametrize("end", ["low", "high"])
def test_every_corner_of_a_space_is_a_valid_setting(space, end):
    params = {name: getattr(span, end) for name, span in space.items()}
    made = settings_from(params)
    assert {name: getattr(made, name) for name in params} == params


@given(st.integers(1, 10_000_000))
def test_settings_for_any_table_size_are_valid_and_small_for_small(n_rows):
    for made in (risk_settings(n_rows), outcome_settings(n_rows), limit_settings(n_rows)):
        assert isinstance(made, TreeSettings)
        if n_rows < 50_000:
            assert 4 <= made.num_leaves <= 13
    leaves = search_space(n_rows)["num_leaves"]
    assert (leaves.high <= 13) == (n_rows < 50_000)


def test_whole_numbers_arrive_whole():
    made = settings_from({"num_leaves": 7.0, "min_data_in_leaf": 55, "lambda_l2": 2})
    assert made == TreeSettings(num_leaves=7, min_data_in_leaf=55, lambda_l2=2.0)
    assert isinstance(made.num_leaves, int)


def test_unknown_names_are_refused_with_the_nearest():
    with pytest.raises(BadConfig, match="num_leaves"):
        settings_from({"num_leafs": 7})
