"""What a limit does: the same people at multiples of what was proposed to them."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from mingxi.evaluate.realised import Realised
from mingxi.models.outcome_bags import Curves
from mingxi.recipes.evidence_tables import HELD_COLUMNS, held_table
from mingxi.recipes.held_limits import TIMES, Held, HeldBlock, held_limits
from mingxi.simulate.lender.review import WELCOME


def sight(**columns):
    names = {"asks": ["regular", WELCOME, "regular"], "limit_yuan": [700, 0, 900]}
    columns = names | {"proposal_yuan": [1_000, 4_000, 0]} | columns
    return SimpleNamespace(**{name: np.array(values) for name, values in columns.items()})


def test_every_line_is_held_at_a_multiple_once_and_no_line_is_opened():
    held = Held(2.0)
    # who was offered nothing gets none; nothing is given to applicants
    assert held.decide(sight()).tolist() == [2_000, 0, 0]
    assert held.decide(sight(limit_yuan=[2_000, 0, 0])).tolist() == [2_000, 0, 0]


def block(n, seed):
    rng = np.random.default_rng(seed)
    risk, zero = rng.uniform(size=n), np.zeros(n)
    came, expected = [], []
    for times in TIMES:
        lost, default = 10.0 * times**1.5 + zero, (risk < 0.1 * times).astype(float)
        earned = 30.0 * times + zero
        came.append(Realised(earned - lost, earned, lost, zero, default, zero, zero))
        expected.append(Curves(20.0 * times + zero, 8.0 * times**1.2 + zero))
    return HeldBlock(tuple(came), tuple(expected))


def test_means_over_all_blocks_and_slopes_as_planted():
    found = held_limits([block(300, 1), block(500, 2)])
    assert found.people == 800
    assert found.lost == pytest.approx([10.0 * t**1.5 for t in TIMES])
    assert found.profit_expected == pytest.approx([20.0 * t for t in TIMES])
    assert found.slopes() == pytest.approx((1.5, 1.2))
    assert found.added == pytest.approx(found.default[-1] - found.default[0])
    assert found.removed == 0.0


def test_a_book_without_a_loss_has_no_slope_and_the_table_says_so():
    few = held_limits([block(40, 1)])
    spared = replace(few, lost=(0.0,) * len(TIMES))
    assert np.isnan(spared.slopes()[0])
    assert spared.slopes()[1] == pytest.approx(1.2)
    note = held_table(spared).note
    assert "实际 –" in note.zh
    assert "limit: –" in note.en


def test_the_table_has_a_row_for_every_multiple():
    table = held_table(held_limits([block(300, 1)]))
    assert table.columns == HELD_COLUMNS
    assert [row[0] for row in table.rows] == ["× 0.25", "× 0.5", "× 1", "× 2", "× 4"]
    assert all(len(row) == len(HELD_COLUMNS) for row in table.rows)
    for words in (table.note.zh, table.note.en):
        assert "300" in words
        assert "1.50" in words
        assert "1.20" in words
