"""Who is asked about."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from mingxi.declare.errors import UnknownBorrower
from mingxi.recipes.explain import row_of

TABLE = Path("reports/quick/decisions.parquet")
NOW = SimpleNamespace(
    snapshot=SimpleNamespace(table=SimpleNamespace(borrower_id=np.array([11, 12, 12])))
)


def test_a_number_has_one_row():
    assert row_of(NOW, "11", TABLE).tolist() == [0]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("13", "borrower '13': 3 people were decided on, and nobody .*decisions[.]parquet"),
        ("12", "borrower '12': the number belongs to 2 of the 3 people .* of their own"),
        ("9" * 99, f"borrower '{'9' * 40}'…: "),
    ],
)
def test_a_number_of_nobody_or_of_two_is_refused_and_names_nobody_else(number, said):
    with pytest.raises(UnknownBorrower, match=said) as refusal:
        row_of(NOW, number, TABLE)
    assert "11" not in str(refusal.value)
