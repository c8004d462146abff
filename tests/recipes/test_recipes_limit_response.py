"""The truth table of what every limit would have brought."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from simulate_worlds import world, world_numbers

from mingxi.adapters import truth
from mingxi.models.profit import ProfitTerms
from mingxi.recipes.limit_response import write_limit_response

TERMS = ProfitTerms(0.0004, 0.0428, 0.87, 0.45, 0.002, 20.0)


def few(numbers: dict) -> dict:
    """The same numbers with a smaller sample."""
    sample = dict(numbers["limit_response"])
    sample["borrowers"] = replace(sample["borrowers"], value=12)
    sample["lives"] = replace(sample["lives"], value=1)
    return numbers | {"limit_response": sample}


@pytest.fixture(scope="module")
def numbers():
    return few(world_numbers())


def table(root: Path):
    return truth.read_truth(root, "limit_response").to_pandas()


def test_it_is_made_once_and_again_on_other_terms(numbers, tmp_path):
    config = world(numbers, 200, 22)
    write_limit_response(config, TERMS, tmp_path)
    made = table(tmp_path)
    assert (made["month"] == 9).all()
    path = truth.truth_file(tmp_path, "limit_response")
    stamp = path.stat().st_mtime_ns
    write_limit_response(config, TERMS, tmp_path)
    assert path.stat().st_mtime_ns == stamp
    write_limit_response(config, replace(TERMS, fixed_cost=30.0), tmp_path)
    again = table(tmp_path)
    np.testing.assert_allclose(again["profit_expected"], made["profit_expected"] - 10.0)
    assert again["balance_same"].equals(made["balance_same"])


@pytest.mark.parametrize("why", ["imitation", "too short", "nobody asked for"])
def test_nothing_is_written_where_there_is_nothing_to_say(numbers, tmp_path, why):
    sample = numbers["limit_response"]
    none = replace(sample["borrowers"], value=0)
    if why == "nobody asked for":
        numbers = numbers | {"limit_response": {**sample, "borrowers": none}}
    config = world(numbers, 100, 14 if why == "too short" else 22)
    write_limit_response(config, None if why == "imitation" else TERMS, tmp_path)
    assert not (tmp_path / "limit_response").exists()
