"""A world with faults in its records, read from files: what is recognised, what it costs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import yaml

from mingxi.adapters import store
from mingxi.declare.codes.registry import CODES
from mingxi.declare.quantity import Quantity
from mingxi.declare.words import Words
from mingxi.evaluate.stability import psi
from mingxi.explain.emission import said
from mingxi.explain.reasons import adverse, favourable
from mingxi.features.concepts import CONCEPTS
from mingxi.features.table import FEATURES
from mingxi.recipes.material import WorldMaterial, world_material
from mingxi.recipes.places import Places
from mingxi.records.decision import Attribution, Fact, Factor, ReferenceGroup
from mingxi.records.reading import READINGS
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.faults.faults_table import faultless
from mingxi.simulate.faults.faulty import faulty
from mingxi.simulate.faults.observed import Observed
from mingxi.simulate.tables.of_run import observed_tables
from mingxi.simulate.world import common_tables, lived

FOLDER = Path(__file__).parents[2] / "configs" / "world"
N, MONTHS = 1500, 36
LOUD = {
    ("unit_errors", "share"): 0.01,
    ("repeated_deliveries", "share"): 0.05,
    ("lost_values", "share"): 0.02,
    ("old_report", "share"): 0.03,
    ("thin_file_missing", "share"): 0.5,
}


@pytest.fixture(scope="module")
def numbers():
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for mechanism, own in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found[mechanism] = {name: Quantity(**fields) for name, fields in own.items()}
    return found


def louder(numbers):
    loud = dict(numbers)
    for (fault, name), value in LOUD.items():
        own = loud[f"fault/{fault}"]
        loud[f"fault/{fault}"] = {**own, name: replace(own[name], value=value)}
    return loud


@pytest.fixture(scope="module")
def read(numbers, tmp_path_factory) -> dict:
    """One life, written with and without faults and read as a command reads it, and the flags."""
    config = WorldConfig(7, N, "2023-01", MONTHS, faultless(numbers))
    run = lived(config, Block(0, 0, N))
    seen = Observed(observed_tables(run), run.setting, run.calendar)
    loud = replace(seen, setting=replace(seen.setting, numbers=louder(numbers)))
    faulted, flags = faulty(loud)
    common = common_tables(config).observed
    material = {}
    for name, tables in (("clean", seen.tables), ("faulty", faulted)):
        places = Places(tmp_path_factory.mktemp(name), "trial", "trial")
        manifest = {"first_month": "2023-01", "n_months": MONTHS, "n_borrowers": N}
        store.write_json(places.observed / store.MANIFEST, manifest)
        for table, content in {**tables, **common}.items():
            store.write_table(store.block_file(places.observed, table), content)
        material[name] = world_material(places)
    return {**material, "flags": flags.to_pandas()}


def _flagged(flags, fault, column):
    part = flags[(flags["fault"] == fault) & (flags["column"] == column)]
    mask = np.zeros((N, MONTHS), dtype=bool)
    mask[part["borrower_id"], part["month"].astype(int)] = True
    return mask


def test_all_repeated_deliveries_are_recognised(read):
    found, clean = read["faulty"], read["clean"]
    flags = read["flags"]
    repeated = (flags["fault"] == "repeated_deliveries") & (flags["table"] == "repayments")
    assert found.quality.repeated == repeated.sum() > 100
    assert clean.quality.repeated == 0
    columns = ["borrower_id", "paid_on", "paid_fen", "due_on", "due_fen"]
    assert found.repayments[columns].equals(clean.repayments[columns])


@pytest.mark.parametrize("column", ["income_fen", "bureau_debt_fen"])
def test_unit_errors_are_recognised(read, column):
    wrong = _flagged(read["flags"], "unit_errors", column)
    assert wrong.sum() > 150
    held = read["faulty"].histories[column]
    # every unit error is by a factor of 100 or 1,000
    assert np.isnan(held[wrong]).mean() >= 0.99


def test_clean_values_are_left_alone(read):
    """At most one clean value in a thousand becomes unknown."""
    clean: WorldMaterial = read["clean"]
    cells = N * MONTHS * len(READINGS)
    assert clean.quality.implausible <= 0.001 * cells
    assert clean.quality.old_reports == 0
    flags, found = read["flags"], read["faulty"].histories
    for column in READINGS:
        of_column = flags[flags["column"] == column]
        touched = np.zeros((N, MONTHS), dtype=bool)
        touched[of_column["borrower_id"], of_column["month"].astype(int)] = True
        true = clean.histories[column]
        lost = np.isnan(found[column]) & ~np.isnan(true) & ~touched
        if column == "bureau_inquiries":  # an old report that happens to hold the true count
            lost &= ~_flagged(flags, "old_report", "bureau_file_months")
        assert lost.mean() <= 0.001


def test_old_reports_are_recognised_and_nothing_else(read):
    old = _flagged(read["flags"], "old_report", "bureau_file_months")
    assert old.sum() > 1_000
    found = read["faulty"].quality.old_reports
    # a report that follows a month without any cannot be compared with it
    assert 0.95 * old.sum() <= found <= old.sum()


def test_what_is_missing_arrives_as_unknown(read):
    for column in ("outside_score", "spend_fen", "active_days", "n_scenes"):
        lost = _flagged(read["flags"], "lost_values", column)
        assert lost.sum() > 500
        assert np.isnan(read["faulty"].histories[column][lost]).all()


def test_a_snapshot_of_faulty_records_is_decided_on_like_any_other(read):
    found, clean = (read[name].snapshot("2025-12") for name in ("faulty", "clean"))
    assert not np.isinf(found.table.values).any()
    assert np.array_equal(found.table.borrower_id, clean.table.borrower_id)
    inquiries = [one.applications["inquiries_last_month"] for one in (found, clean)]
    assert inquiries[0].dtype == np.int64
    # a report that did not come stops nobody; one repeated after a gap cannot be told from a new
    assert (inquiries[0] > inquiries[1]).mean() < 0.002


def test_the_outcome_is_that_of_the_lives_and_not_of_the_records(read):
    months = ("2023-12", "2024-12")
    found, clean = (read[name].learning(months, 12) for name in ("faulty", "clean"))
    np.testing.assert_array_equal(found.default, clean.default)
    np.testing.assert_array_equal(found.limit, clean.limit)


def test_the_base_world_moves_what_is_measured_little_but_visibly(read):
    """Renewed score and relabelled kinds of spending: a stability index of 0.02 to 0.10."""
    found, clean = (read[name].snapshot("2025-12").table for name in ("faulty", "clean"))
    for key in ("outside_score", "n_scenes_3m"):
        column = clean.keys.index(key)
        one, other = clean.values[:, column], found.values[:, column]
        seen = ~np.isnan(other)  # the losses of this test are louder than those of the base world
        assert 0.02 <= psi(one, other[seen]) <= 0.10, key


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.what.key)
@pytest.mark.parametrize("target", ["limit", "risk"])
def test_a_missing_value_is_told_as_absence_and_never_as_behaviour(feature, target):
    what = feature.what
    push = -900.0 if target == "limit" else 0.9
    fact = Fact(what, np.nan, 1.0, push)
    concept = next(c for c in CONCEPTS if c.key == what.concept)
    factor = Factor(concept, push, round(push), (fact,))
    group = ReferenceGroup("just_approved", Words("别人", "others"), 500, "ab")
    found = adverse(Attribution(target, group, 0.0, push, 0, 0, (factor,)))
    told = said(found.reasons, date(2025, 12, 31))
    assert not told.withheld
    (reason,) = told.reasons
    assert reason.decider == "data"
    assert CODES[reason.code].absence
    assert not reason.words.blanks  # there is no figure to state
    favour = Attribution(target, group, 0.0, -push, 0, 0, (_helping(factor, what),))
    assert favourable(favour) == ()  # nor is anybody praised for it


def _helping(factor, what):
    return Factor(
        factor.concept,
        -factor.push,
        -factor.amount,
        (Fact(what, np.nan, 1.0, -factor.push),),
    )
