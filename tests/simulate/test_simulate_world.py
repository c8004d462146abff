import pickle

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from simulate_worlds import changed, same, whole, world

from mingxi.declare.errors import BadConfig
from mingxi.records.columns import FIXED, MONTHLY
from mingxi.records.histories import Histories
from mingxi.simulate.config import Block, blocks
from mingxi.simulate.world import (
    PANEL_TABLES,
    Fresh,
    WorldBlock,
    common_tables,
    lived,
    panel,
    simulate,
)

ARROW = {"str": "string", "bool": "bool", "float64": "double"}


@pytest.mark.parametrize(("n", "size"), [(24, 4), (120, 32), (120, 100)])
def test_many_blocks_in_any_order_hold_the_same_bytes(numbers, n, size):
    config = world(numbers, n, 14)
    once = whole(config)
    parts = {block.start: simulate(config, block) for block in reversed(blocks(config, size))}
    for side in ("observed", "truth"):
        for name, table in getattr(once, side).items():
            joined = pa.concat_tables([getattr(parts[s], side)[name] for s in sorted(parts)])
            assert same(joined, table), name


def test_the_panel_alone_is_that_of_the_whole_world(numbers):
    config = world(numbers, 150, 14)
    once, alone = whole(config), panel(config, Block(0, 0, 150))
    assert tuple(alone) == PANEL_TABLES
    assert [name for name in PANEL_TABLES if not same(alone[name], once.observed[name])] == []


def test_the_same_seed_gives_the_same_world_and_another_seed_another(numbers):
    config = world(numbers, 64, 12)
    assert changed(whole(config), whole(config)) == []
    assert len(changed(whole(config), whole(world(numbers, 64, 12, seed=8)))) > 8


def test_a_run_made_in_another_process_arrives_whole(numbers):
    run = lived(world(numbers, 40, 3), Block(0, 0, 40))
    again = pickle.loads(pickle.dumps(run))
    assert again.setting.number("job", "loss") == run.setting.number("job", "loss")
    for name, values in run.state.items():
        np.testing.assert_array_equal(again.state[name], values)


def test_a_longer_world_begins_like_a_shorter_one(numbers):
    short = whole(world(numbers, 64, 9)).observed["months"].to_pandas()
    long = whole(world(numbers, 64, 15)).observed["months"].to_pandas()
    assert long[long["month"] < 9].reset_index(drop=True).equals(short)


def test_observed_columns_are_exactly_those_declared(base_block):
    for table, columns, keys in (
        ("borrowers", FIXED, {}),
        ("months", MONTHLY, {"borrower_id": "int64", "month": "int16"}),
    ):
        schema = base_block.observed[table].schema
        wanted = keys | {c.name: ARROW.get(c.dtype, c.dtype) for c in columns}
        assert {f.name: str(f.type) for f in schema} == wanted


TABLES = {
    "loans": "borrower_id int64, loan_no int32, drawn_on date32[day], amount_fen int64, "
    "term_months int8, daily_rate double, method string, purpose string",
    "repayments": "borrower_id int64, event_id int64, due_on date32[day], due_fen int64, "
    "paid_on date32[day], "
    "paid_fen int64, posted_on date32[day]",
    "limit_events": "borrower_id int64, month int16, old_fen int64, new_fen int64, "
    "proposal_fen int64, multiplier double, propensity double, explored bool, "
    "policy_version string, told string",
    "draw_attempts": "borrower_id int64, event_id int64, attempted_on date32[day], "
    "amount_fen int64, "
    "purpose string, granted bool, message string",
    "limit_causes": "borrower_id int64, month int16, mechanism string, log_effect double, "
    "yuan int64",
    "draw_causes": "borrower_id int64, attempted_on date32[day], failing list<item: string>, "
    "decisive string, but_for list<item: string>, but_for_pair list<item: string>",
    "hazard": "borrower_id int64, month int16, p_miss float, p_90_12m float",
}


@pytest.mark.parametrize("name", TABLES)
def test_event_and_truth_tables_have_their_columns(base_block, name):
    table = {**base_block.observed, **base_block.truth}[name]
    assert ", ".join(f"{f.name} {f.type}" for f in table.schema) == TABLES[name]
    assert table.num_rows > 0
    assert all(column.null_count == 0 for column in table.columns)


def test_months_are_rectangular_and_empty_before_the_application(observed):
    months, people = observed["months"], observed["borrowers"]
    assert np.array_equal(months["borrower_id"], np.repeat(people["borrower_id"], 36))
    assert np.array_equal(months["month"], np.tile(np.arange(36), len(people)))
    since = months["month"] - np.repeat(people["open_month"].to_numpy(), 36)
    for column in MONTHLY:  # the report that an application brings is as old as the column's lag
        before = months.loc[since < -column.known_after_months, column.name]
        assert len(before)
        assert (before.isna() if column.dtype == "float64" else before == 0).all()
    assert months.loc[since == -1, "bureau_file_months"].mean() > 12


def test_tables_make_histories(observed):
    people, months = observed["borrowers"], observed["months"]
    names = tuple(f"{2023 + i // 12}-{i % 12 + 1:02d}" for i in range(36))
    histories = Histories(
        names,
        {c.name: people[c.name].to_numpy() for c in FIXED},
        {c.name: months[c.name].to_numpy().reshape(-1, 36) for c in MONTHLY},
    )
    known = histories.known_at("2025-12")
    # the credit bureau is a month behind, our own books are not
    assert np.array_equal(known["bureau_debt_fen"][:, -1], histories["bureau_debt_fen"][:, -2])
    assert np.array_equal(known["balance_fen"][:, -1], histories["balance_fen"][:, -1])


def test_common_tables_tell_the_economy_and_what_was_announced(numbers):
    common = common_tables(world(numbers, 8))
    macro = common.observed["macro"].to_pandas()
    assert macro["month"].tolist() == list(range(36))
    assert macro["unemployment"].between(0.03, 0.08).all()
    downturn = macro["month"].between(16, 21)
    assert macro["gdp_gap"][downturn].mean() < macro["gdp_gap"][~downturn].mean()
    announced = common.observed["notices"].to_pandas()
    assert set(announced) == {"kind", "region", "industry", "starts_on", "ends_on", "value"}
    assert (announced["kind"] == "region_tightening").sum() >= 3
    incidents = common.observed["incidents"].to_pandas()
    assert set(incidents) == {"kind", "region", "starts_on", "ends_on"}
    assert set(incidents["kind"]) == {"maintenance", "network", "funds_short"}


@pytest.mark.parametrize("people", [Block(1, 6, 9), (3, 8), (-1,)])
def test_people_outside_the_world_are_refused(numbers, people):
    with pytest.raises(BadConfig, match="the world has 8"):
        simulate(world(numbers, 8), people)


def test_nobody_is_refused(numbers):
    with pytest.raises(BadConfig, match="nobody is named"):
        simulate(world(numbers, 8), ())


def _of(block: WorldBlock, people) -> WorldBlock:
    """The rows of some borrowers."""
    ids = pa.array(people)

    def kept(tables):
        return {k: t.filter(pc.is_in(t["borrower_id"], ids)) for k, t in tables.items()}

    return WorldBlock(kept(block.observed), kept(block.truth))


def test_named_people_live_alone_as_they_live_among_all(numbers):
    config = world(numbers, 300, 14)
    named = [271, 6, 7, 102, 155, 299, 0]
    alone = simulate(config, named)
    assert alone.observed["borrowers"]["borrower_id"].to_pylist() == sorted(named)
    assert alone.observed["loans"].num_rows > 0
    assert changed(_of(whole(config), named), alone) == []


def test_another_life_is_the_same_until_its_month(numbers):
    config = world(numbers, 64, 14)
    base, first, second = (
        whole(config),
        *(simulate(config, range(64), fresh=Fresh(k, 8)) for k in (1, 2)),
    )
    assert same(base.truth["traits"], first.truth["traits"])
    months = [w.observed["months"].to_pandas() for w in (base, first, second)]
    before = months[0]["month"] < 8
    assert months[1][before].equals(months[0][before])
    columns = ["balance_fen", "spend_fen", "income_fen"]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert (months[one][columns] != months[other][columns])[~before].mean().min() > 0.1
