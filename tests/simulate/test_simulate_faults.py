"""Faults of the records: off is clean, more is more, and the flags name every changed cell."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from simulate_worlds import given_numbers, same, whole, world, world_numbers

from mingxi.declare.errors import BadConfig, BadDeclaration
from mingxi.records.columns import MONTHLY
from mingxi.records.reading import READINGS
from mingxi.simulate.config import Block
from mingxi.simulate.faults.faults_table import FAULT_CAUSES, FAULTS, checked, faultless
from mingxi.simulate.faults.faulty import faulty, recorded_tables
from mingxi.simulate.faults.observed import Observed
from mingxi.simulate.tables.event_numbers import event_numbers
from mingxi.simulate.tables.of_run import observed_tables
from mingxi.simulate.world import lived, simulate

N, MONTHS = 320, 36
KEYS = [fault.key for fault in FAULTS]
BY_KEY = {fault.key: fault for fault in FAULTS}
# what is the whole of a knob that is no share
WHOLE = {"points": 60.0, "grace_days": 40.0}
# dates inside the small world, and bounds under which everybody falls
OPEN = {
    "from_month": 202402,
    "outage_months": 5,
    "below": 1e9,
    "below_months": 1e9,
}


def turned(numbers, key, size):
    """Numbers with one fault at a part of its whole and the others off."""
    own = dict(faultless(numbers)[f"fault/{key}"])
    for name in BY_KEY[key].turned_by:
        own[name] = replace(own[name], value=size * WHOLE.get(name, 1.0))
    own |= {n: replace(own[n], value=v) for n, v in OPEN.items() if n in own}
    return {**faultless(numbers), f"fault/{key}": own}


@pytest.fixture(scope="module")
def given():
    return given_numbers()


@pytest.fixture(scope="module")
def clean(given):
    """One block that lived once; faults only change what is written of it."""
    config = world(faultless(given), N, MONTHS)
    run = lived(config, Block(0, 0, N))
    return Observed(observed_tables(run), run.setting, run.calendar)


@pytest.fixture(scope="module")
def record(given, clean):
    """What is recorded of the same lives with one fault at a part of its whole."""

    def recorded(key, size):
        setting = replace(clean.setting, numbers=turned(given, key, size))
        return faulty(replace(clean, setting=setting))

    return recorded


def cells(flags):
    frame = flags.to_pandas()
    keys = ["borrower_id", "month", "event_id", "table", "column"]
    return set(frame[keys].fillna(-1).itertuples(index=False, name=None))


def differing(clean, recorded):
    """Cells that are not the same to the bit, as the flags name them; repeated rows apart."""
    found = set()
    for name, table in clean.tables.items():
        other = once(recorded[name])
        assert other.num_rows == table.num_rows
        event = "event_id" in table.column_names
        for column in table.column_names:
            for row in np.flatnonzero(unlike(table[column], other[column])):
                who = table["borrower_id"][row].as_py()
                month = -1 if event else table["month"][row].as_py()
                number = table["event_id"][row].as_py() if event else -1
                found.add((who, month, number, name, column))
    return found


def unlike(a, b):
    if a.equals(b) and a.null_count == 0 and not pa.types.is_floating(a.type):
        return np.zeros(len(a), dtype=bool)
    x, y = a.to_pandas(), b.to_pandas()
    return ~((x == y) | (x.isna() & y.isna())).to_numpy()


def once(table):
    if "event_id" not in table.column_names:
        return table
    ids = table["event_id"].to_numpy()
    return table.take(np.flatnonzero(np.append(True, ids[1:] != ids[:-1])) if len(ids) else [])


def restored(recorded, flags):
    """Tables with the true values put back."""
    tables = {name: once(table) for name, table in recorded.items()}
    for (name, column), part in flags.to_pandas().groupby(["table", "column"]):
        if not column:
            continue
        table, event = tables[name], "event_id" in tables[name].column_names
        if event:
            rows = np.searchsorted(table["event_id"].to_numpy(), part["event_id"].to_numpy())
        else:
            first = np.searchsorted(table["borrower_id"].to_numpy(), part["borrower_id"])
            rows = first + part["month"].to_numpy().astype(int)
        kind = table.schema.field(column).type
        held = table[column]
        held = held.cast(pa.int32()) if pa.types.is_date32(kind) else held
        values = held.fill_null(0).to_numpy().copy()
        values[rows] = part["true_value"].to_numpy()
        at = table.column_names.index(column)
        tables[name] = table.set_column(at, column, pa.array(values).cast(kind))
    return tables


def test_with_every_fault_off_the_tables_are_the_clean_ones(clean):
    recorded, flags = faulty(clean)
    assert flags.num_rows == 0
    assert all(recorded[name] is table for name, table in clean.tables.items())


@pytest.mark.parametrize("key", KEYS)
def test_flags_name_the_changed_cells_and_their_true_values_restore_the_table(clean, record, key):
    recorded, flags = record(key, 0.3)
    assert flags.num_rows > 0
    assert set(flags["fault"].to_pylist()) == {key}
    named = cells(flags)
    assert len(named) == flags.num_rows
    changed = {cell for cell in named if cell[4]}
    assert changed == differing(clean, recorded)
    assert {(table, column) for *_, table, column in named} <= set(BY_KEY[key].touches)
    back = restored(recorded, flags)
    for name, table in clean.tables.items():
        assert same(back[name], table), name


def test_all_faults_together_leave_one_true_value_for_each_cell(clean, given):
    numbers = dict(faultless(given))
    for key in KEYS:
        numbers[f"fault/{key}"] = turned(given, key, 0.3)[f"fault/{key}"]
    recorded, flags = faulty(replace(clean, setting=replace(clean.setting, numbers=numbers)))
    named = cells(flags)
    assert len(named) == flags.num_rows
    assert {cell for cell in named if cell[4]} == differing(clean, recorded)
    back = restored(recorded, flags)
    assert all(same(back[name], table) for name, table in clean.tables.items())


@pytest.mark.parametrize("key", KEYS)
def test_turning_a_fault_up_only_adds(record, key):
    some = [cells(record(key, size)[1]) for size in (0.0, 0.05, 0.4, 1.0)]
    assert some[0] == set()
    if key == "old_report":  # an older figure may happen to be the true one, but not its age
        some = [{cell for cell in one if cell[4] == "bureau_file_months"} for one in some]
    for less, more in pairwise(some):
        assert less <= more
    assert len(some[3]) > len(some[0])


def eligible(clean, key):
    """Cells that a fault at its whole must touch, counted by hand."""
    months, applied = clean.months, clean.customer()
    papers = months("income_verified")
    known = ~np.isnan(months("income_fen")) & ~papers & applied
    since = np.arange(MONTHS) >= 13  # 2024-02
    file = months("bureau_file_months") > 0
    report = [c.name for c in MONTHLY if c.name.startswith("bureau_")]
    n_events = {name: clean.tables[name].num_rows for name in ("repayments", "draw_attempts")}
    return {
        "lost_values": 4 * applied.sum(),
        "income_withheld": known.sum(),
        "low_income_hidden": known.sum(),
        "thin_file_missing": len(report) * file.sum(),
        "unit_errors": (months("income_fen") > 0).sum() + (months("bureau_debt_fen") > 0).sum(),
        "outliers": ((months("spend_fen") > 0) & applied).sum() + applied.sum(),
        "late_records": n_events["repayments"],
        "scenes_relabelled": ((months("n_scenes") > 1) & since).sum(),
        "score_rescaled": (applied & since).sum(),
        "late_counting": sum(((months(c) > 0) & since).sum() for c in ("dpd", "late_days")),
        "repeated_deliveries": sum(n_events.values()),
    }[key]


@pytest.mark.parametrize("key", sorted(set(KEYS) - {"old_report"}))
def test_a_fault_at_its_whole_touches_all_that_it_can(clean, record, key):
    assert record(key, 1.0)[1].num_rows == eligible(clean, key)


def test_one_block_and_eight_record_the_same(given):
    numbers = dict(faultless(given))
    for key in KEYS:
        numbers[f"fault/{key}"] = turned(given, key, 0.2)[f"fault/{key}"]
    config = world(numbers, 160, 14)
    once_made = whole(config)
    parts = [simulate(config, Block(i, 20 * i, 20 * i + 20)) for i in range(8)]
    for name, table in once_made.observed.items():
        assert same(pa.concat_tables([p.observed[name] for p in parts]), table), name
    flags = pa.concat_tables([p.truth["faults"] for p in parts])
    assert flags.num_rows > 1_000
    assert flags.equals(once_made.truth["faults"].combine_chunks())


def test_the_base_world_has_some_of_its_faults_and_few_of_each(given):
    config = world(given, 1_000, MONTHS)
    run = lived(config, Block(0, 0, 1_000))
    tables, flags = recorded_tables(run)
    n = {name: table.num_rows for name, table in tables.items()}
    counts = flags.to_pandas().groupby(["fault", "table", "column"]).size()
    quiet = {"late_counting"}  # left to the released variants
    assert set(KEYS) - quiet == set(counts.index.get_level_values("fault"))
    of_all_from_a_month_on = {"score_rescaled", "scenes_relabelled"}
    for (fault, table, _), count in counts.items():
        assert fault in of_all_from_a_month_on or count <= 0.03 * n[table]


def test_what_happened_does_not_depend_on_what_is_recorded(given):
    config = (world(given, 64, 14), world(faultless(given), 64, 14))
    faulted, pure = (whole(c) for c in config)
    for name, table in pure.truth.items():
        assert name == "faults" or same(faulted.truth[name], table), name
    for name in ("borrowers", "loans", "limit_events"):
        assert same(faulted.observed[name], pure.observed[name])
    assert pure.truth["faults"].num_rows == 0 < faulted.truth["faults"].num_rows


def test_gig_workers_and_low_incomes_are_missing_more_often(clean, given):
    for key, numbers in (("income_withheld", given), ("low_income_hidden", given)):
        flags = faulty(
            replace(
                clean,
                setting=replace(
                    clean.setting,
                    numbers={**faultless(given), f"fault/{key}": _louder(numbers, key)},
                ),
            )
        )[1]
        hidden = np.zeros((N, MONTHS), dtype=bool)
        frame = flags.to_pandas()
        hidden[frame["borrower_id"], frame["month"].astype(int)] = True
        known = ~np.isnan(clean.months("income_fen")) & ~clean.months("income_verified")
        if key == "income_withheld":
            more = np.repeat((clean.borrowers("segment") == "gig")[:, None], MONTHS, axis=1)
        else:
            more = clean.months("income_fen") < 300_000
        assert hidden[known & more].mean() > 2 * hidden[known & ~more].mean()


def _louder(numbers, key):
    """Eight times the shares of the base world."""
    return {
        name: replace(q, value=8 * q.value) if name in BY_KEY[key].turned_by else q
        for name, q in numbers[f"fault/{key}"].items()
    }


def test_an_outage_of_the_bureau_repeats_the_last_report(clean, given):
    own = turned(given, "old_report", 1.0)
    own["fault/old_report"] = {
        **own["fault/old_report"],
        "share": replace(own["fault/old_report"]["share"], value=0.0),
    }
    tables, _ = faulty(replace(clean, setting=replace(clean.setting, numbers=own)))
    first, last = 13, 17  # five months from 2024-02 on
    age = tables["months"]["bureau_file_months"].to_numpy().reshape(N, MONTHS)
    true = clean.months("bureau_file_months")
    touched = true[:, first - 1] > 0
    assert touched.sum() > 100
    assert (age[touched, first : last + 1] == true[touched, first - 1][:, None]).all()
    assert (age[:, :first] == true[:, :first]).all()
    assert (age[:, last + 1 :] == true[:, last + 1 :]).all()


def test_a_month_that_is_no_month_is_refused(clean, given):
    own = dict(turned(given, "score_rescaled", 1.0))
    broken = {"from_month": replace(own["fault/score_rescaled"]["from_month"], value=202413)}
    own["fault/score_rescaled"] = {**own["fault/score_rescaled"], **broken}
    with pytest.raises(BadConfig, match="yyyymm"):
        faulty(replace(clean, setting=replace(clean.setting, numbers=own)))


def test_every_column_that_can_be_missing_is_declared_so():
    lost = {
        column
        for fault in FAULTS
        for table, column in fault.touches
        if table == "months" and fault.kind.startswith("missing")
    }
    assert lost <= set(READINGS) <= {c.name for c in MONTHLY}


def test_every_declared_knob_has_its_number_and_a_source(given):
    for fault in FAULTS:
        assert set(fault.turned_by) <= set(given[f"fault/{fault.key}"])
    assert {k for k in given if k.startswith("fault/")} == {f"fault/{k}" for k in KEYS}
    assert all(
        q.value == 0
        for fault in FAULTS
        for name, q in world_numbers()[f"fault/{fault.key}"].items()
        if name in fault.turned_by
    )


def test_a_registry_that_contradicts_itself_is_refused():
    with pytest.raises(BadDeclaration, match="stands twice"):
        checked((FAULT_CAUSES[0], FAULT_CAUSES[0]))


def test_events_are_numbered_within_each_borrower():
    ids = np.array([3, 3, 8, 9, 9, 9])
    assert (np.diff(event_numbers(ids)) > 0).all()
    assert (event_numbers(ids) // 1_000_000 == ids).all()
