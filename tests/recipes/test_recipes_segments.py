"""Which parts of a book are looked at: of a world, and of a table of one's own."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.models.split import Split
from mingxi.recipes.material import Learning, TableMaterial
from mingxi.recipes.segments import segment_facts
from mingxi.records.feature_table import FeatureTable

SAY = Words("值。", "Value.")
N = 4000
HALF = np.arange(N) % 2 == 0


def feature(key, categories=()):
    free = (Direction.EITHER, Direction.EITHER, "all", Actionable.NOT, "R01", SAY)
    one = Feature(key, Words(key, key), "ratio", *free)
    return replace(one, unit="code", categories=categories) if categories else one


def trained(months, **columns):
    """What a training leaves of rows of which the last quarter was never learned from."""
    nominal = {"purpose": ("car", "house")}
    features = tuple(feature(key, nominal.get(key, ())) for key in columns)
    values = np.column_stack(list(columns.values()))
    table = FeatureTable(features, (Concept("all", SAY, SAY),), values, np.arange(N), months)
    rng = np.random.default_rng(0)
    y = (rng.random(N) < np.where(HALF, 0.1, 0.3)).astype(float)
    none, aside = np.zeros(N, dtype=bool), np.arange(N) >= N // 4
    learning = Learning(table, y, np.full(N, np.nan), None, tuple(columns))
    return SimpleNamespace(parts=Split(~aside, aside, none), learning=learning)


def test_a_table_is_looked_at_by_its_kinds_few_values_and_years():
    purpose = np.where(HALF, 0.0, 1.0)
    purpose[-40:] = np.nan
    found = trained(
        np.where(np.arange(N) < 3000, "2010-06", "2011-01"),
        purpose=purpose,
        term=np.where(HALF, 36.0, 60.0),
        income=np.arange(N, dtype=float),
        same=np.ones(N),
    )
    told = segment_facts(TableMaterial(pd.DataFrame(), None, ""), found, np.full(N, 0.2))
    named = {words.en: [(s.segment, s.rows) for s in parts] for words, parts in told}
    assert named == {
        "purpose": [("car", 1480), ("house", 1480), ("unknown", 40)],
        "term": [("36", 1500), ("60", 1500)],
        "Year": [("2010", 2000), ("2011", 1000)],
    }
    (_, (low, high)), *_ = [pair for pair in told if pair[0].en == "term"]
    assert low.off == high.off == ("level",)  # 20 % were stated of both, 10 and 30 % came
    assert low.level[0] < 0.7
    assert high.level[0] > 1.3


def test_a_world_is_looked_at_by_place_work_record_and_year_and_never_by_a_protected_trait():
    found = trained(
        np.full(N, "2024-12"),
        months_with_us=np.tile([2.0, 12.0, 30.0, 40.0], N // 4),
        bureau_file_months=np.tile([10.0, 30.0, 30.0, np.nan], N // 4),
    )
    words = np.where(HALF, "a", "b")
    fixed = dict.fromkeys(("region", "city_tier", "segment", "industry", "gender"), words)
    fixed |= {"open_month": np.where(HALF, -3, 2), "age": np.full(N, 30)}
    world = SimpleNamespace(borrower_id=np.arange(N), fixed=fixed, months=("2023-01", "2023-02"))
    told = segment_facts(SimpleNamespace(histories=world), found, np.full(N, 0.2))
    named = {key.en: [s.segment for s in parts] for key, parts in told}
    assert named["months_with_us"] == ["under 6", "6 to 23", "24 and over"]
    assert named["bureau_file_months"] == ["under 24", "24 to 59", "unknown"]
    assert named["Year of opening"] == ["2022", "2023"]
    assert "Gender" not in named
    assert len(named) == 7
