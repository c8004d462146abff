"""Newcomers are known by what an application brings; fresh people are made without a file."""

import numpy as np
import pytest
from rich.console import Console

from mingxi.declare.calendar import later
from mingxi.features.applicants import BROUGHT, HISTORY, NEW_MONTHS, OF_THE_LINE
from mingxi.features.data_quality import readable
from mingxi.features.table import FEATURES, feature_table
from mingxi.recipes.context import opened
from mingxi.recipes.generate import work_of
from mingxi.recipes.population import Asked, cut, histories_of, population
from mingxi.simulate.config import Block
from mingxi.simulate.world import panel

ASKED = Asked(("2023-09", "2023-12"), 12, ("2023-10", "2023-11"), NEW_MONTHS)


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    console = Console(quiet=True)
    asked = ["world.borrowers=3000"]
    root = tmp_path_factory.mktemp("nowhere")
    return work_of(opened("configs/quick.yaml", asked, 1, root, console)).config


@pytest.fixture(scope="module")
def histories(config):
    return readable(histories_of(config, panel(config, Block(0, 0, 1500))))[0]


def test_every_feature_is_of_the_line_or_brought():
    assert {f.what.key for f in FEATURES} == OF_THE_LINE | set(BROUGHT)
    assert not OF_THE_LINE & set(BROUGHT)


def test_before_a_line_opens_its_facts_tell_nobody_apart_and_the_others_do(histories):
    table = feature_table(histories.known_at("2025-12"))
    nobody = table.rows(np.isnan(table.column(HISTORY)))
    assert len(nobody) > 100
    for key in nobody.keys:
        known = nobody.column(key)[np.isfinite(nobody.column(key))]
        if key in OF_THE_LINE:
            assert len(np.unique(known)) <= 1, key
        else:
            assert len(known) > 50, key


def test_a_population_is_the_same_in_one_block_or_several(config):
    rows, new = population(config, (0, 1500), ASKED, 1)
    parts = [population(config, people, ASKED, 1) for people in ((0, 700), (700, 1500))]
    ids = np.concatenate([part.table.borrower_id for part, _ in parts])
    assert sorted(ids) == sorted(rows.table.borrower_id)
    for part, _ in parts:
        at = np.isin(rows.table.borrower_id, part.table.borrower_id)
        assert np.array_equal(rows.table.values[at], part.table.values, equal_nan=True)
        assert np.array_equal(rows.default[at], part.default)
        assert (part.sooner[3] <= part.sooner[6]).all()
        assert (part.sooner[6] <= part.default).all()
    assert new is not None
    assert set(new.table.month) == set(ASKED.new_months)
    months = new.table.column(HISTORY)
    assert not (months >= NEW_MONTHS).any()
    assert np.isnan(months).any(), "those who came this month"
    assert (months < NEW_MONTHS).any(), "those who came before"


def test_nobody_is_in_two_blocks():
    blocks = cut((8192, 8192 + 20_001))
    assert [b.start for b in blocks[1:]] == [b.stop for b in blocks[:-1]]
    assert (blocks[0].start, blocks[-1].stop) == (8192, 28_193)
    assert later("2024-12", -11) == "2024-01"
