"""The compiled games at their edges: bins, packs of leaves, tables, lists, interactions."""

import math
import os
import subprocess
import sys

import lightgbm as lgb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingxi.declare.errors import ModelMismatch
from mingxi.explain import contributions
from mingxi.explain.contributions import (
    against_many,
    against_one,
    interactions_against_many,
    interactions_against_one,
    raw_scores,
    reference_set,
    refuse_other_columns,
)
from mingxi.explain.forest import NODE, TREE, Forest, forest
from mingxi.explain.quantiser import binned, quantiser

GROUPS = np.array([0, 1, 1, 2, 3, 3])
ZERO = float(np.float32(1e-35))  # what LightGBM takes for zero ends here
ODD = [
    np.nan,
    np.inf,
    -np.inf,
    0.0,
    -0.0,
    1e-36,
    -1e-36,
    ZERO,
    -ZERO,
    -0.5,
    -1.0,
    8.0,
    8.9,
    31.0,
    32.0,
    1e9,
]


def coalition_values(booster, row, past, groups):
    k = int(groups.max()) + 1
    mixed = [np.where([(s >> g) & 1 for g in groups], row, past) for s in range(1 << k)]
    return booster.predict(np.array(mixed), raw_score=True), k


@pytest.mark.parametrize("zero_as_missing", [False, True])
def test_bins_decide_every_value_as_lightgbm_does(grown, zero_as_missing):
    booster, rows = grown(8, rounds=30, zero_as_missing=zero_as_missing)
    model = forest(booster.model_to_string())
    numbers = np.unique(model.nodes["threshold"])
    edges = [*numbers, *np.nextafter(numbers, np.inf), *np.nextafter(numbers, -np.inf), *ODD]
    random = np.random.default_rng(1)
    odd = random.choice(edges, size=(3000, rows.shape[1]))
    assert np.array_equal(raw_scores(model, odd), booster.predict(odd, raw_score=True))


def test_values_share_a_bin_only_if_no_split_tells_them_apart(grown):
    booster, _ = grown(9, rounds=20, nominal=False)
    model = forest(booster.model_to_string())
    bins = quantiser(model)
    cuts = np.unique(model.nodes["threshold"][model.nodes["feature"] == 0])
    values = np.sort(np.concatenate([cuts, np.nextafter(cuts, np.inf)]))
    rows = np.zeros((len(values), 6))
    rows[:, 0] = values
    mine = binned(bins, rows)[bins.feature == 0]
    assert len(np.unique(mine, axis=1).T) == len(cuts) + 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10_000),
    leaves=st.sampled_from([2, 31, 80]),
    states=st.sampled_from([0, 4, 1024]),
    leaf_bytes=st.sampled_from([0, 500, 10**9]),
    groups=st.sampled_from([tuple(GROUPS), tuple(range(6)), (0,) * 6, (4, 4, 0, 0, 2, 2)]),
)
def test_every_way_to_hold_a_set_gives_the_mean_over_its_members(
    grown, seed, leaves, states, leaf_bytes, groups
):
    booster, rows = grown(seed, rounds=5, num_leaves=leaves, min_data_in_leaf=1, max_depth=-1)
    model, who = forest(booster.model_to_string()), np.array(groups)
    people, now = rows[:40], rows[60:64]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contributions, "MOST_STATES", (states,))
        patch.setattr(contributions, "MOST_LEAF_BYTES", leaf_bytes)
        found = against_many(reference_set(model, people, who), now)
    for row, push in zip(now, found.push, strict=True):
        mean = against_one(model, np.repeat(row[None], 40, axis=0), people, who).push.mean(axis=0)
        assert push == pytest.approx(mean, abs=1e-12)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000))
def test_stopped_early_with_features_never_used(seed):
    random = np.random.default_rng(seed)
    rows = random.normal(size=(300, 6))
    y = np.round(rows[:, 2]) + rows[:, 0] * (rows[:, 3] > 0)
    rows[:, 5] = 1.0  # says nothing
    learned = lgb.Dataset(rows[:200], y[:200])
    booster = lgb.train(
        {"objective": "regression", "verbosity": -1, "num_threads": 1, "learning_rate": 0.4},
        learned,
        200,
        valid_sets=[lgb.Dataset(rows[200:], y[200:], reference=learned)],
        callbacks=[lgb.early_stopping(2, verbose=False)],
    )
    model = forest(booster.model_to_string(num_iteration=booster.best_iteration))
    singles = np.arange(6)
    found = against_one(model, rows[:4], rows[4:8], singles)
    for i in range(4):
        value, k = coalition_values(booster, rows[i], rows[4 + i], singles)
        for g in range(k):
            exact = sum(
                math.factorial(bin(s).count("1"))
                * math.factorial(k - bin(s).count("1") - 1)
                / math.factorial(k)
                * (value[s | 1 << g] - value[s])
                for s in range(1 << k)
                if not (s >> g) & 1
            )
            assert found.push[i, g] == pytest.approx(exact, abs=1e-10)
    assert np.all(found.push[:, 5] == 0.0)
    used = {int(f) for f in model.nodes["feature"]}
    assert np.all(found.push[:, sorted(set(range(6)) - used)] == 0.0)


def test_trees_of_one_leaf_among_others_change_nothing(grown):
    booster, rows = grown(12, rounds=4)
    model = forest(booster.model_to_string())
    single = np.zeros(1, dtype=TREE)
    trees = np.concatenate([model.trees[:2], single, model.trees[2:]])
    trees["root"][2] = ~len(model.leaf)  # the new leaf stands last
    trees["first_node"][2], trees["first_leaf"][2] = model.trees[2][["first_node", "first_leaf"]]
    longer = Forest(model.keys, trees, model.nodes, model.levels, np.append(model.leaf, 7.0))
    plain, other = (against_one(m, rows[:9], rows[9:18], GROUPS) for m in (model, longer))
    assert np.array_equal(plain.push, other.push)
    assert other.output == pytest.approx(plain.output + 7.0)
    sets = [reference_set(m, rows[:30], GROUPS) for m in (model, longer)]
    assert np.array_equal(*(against_many(s, rows[:9]).push for s in sets))


def test_interactions_equal_the_definition_and_add_up(grown):
    booster, rows = grown(10, rounds=12)
    model = forest(booster.model_to_string())
    now, past = rows[:5], rows[20:25]
    found = interactions_against_one(model, now, past, GROUPS)
    assert found == pytest.approx(found.transpose(0, 2, 1))
    push = against_one(model, now, past, GROUPS).push
    assert found.sum(axis=2) == pytest.approx(push, abs=1e-12)
    for n in range(5):
        value, k = coalition_values(booster, now[n], past[n], GROUPS)
        for i in range(k):
            for j in range(i):
                pair = 1 << i | 1 << j
                exact = sum(
                    math.factorial(size := bin(s).count("1"))
                    * math.factorial(k - size - 2)
                    / math.factorial(k - 1)
                    * (value[s | pair] - value[s | 1 << i] - value[s | 1 << j] + value[s])
                    for s in range(1 << k)
                    if not s & pair
                )
                assert 2 * found[n, i, j] == pytest.approx(exact, abs=1e-10)
    people = reference_set(model, rows[:30], GROUPS)
    mean = interactions_against_many(people, now)
    assert mean.sum(axis=2) == pytest.approx(against_many(people, now).push, abs=1e-12)
    same = interactions_against_one(model, past, past, GROUPS)
    assert np.all(same == 0.0)


@pytest.mark.parametrize("block", [1, 7, 64])
def test_no_division_of_the_rows_changes_a_bit(grown, monkeypatch, block):
    booster, rows = grown(11, rounds=20, num_leaves=40, min_data_in_leaf=1)
    model = forest(booster.model_to_string())
    people = reference_set(model, rows[:50], GROUPS)
    one = against_one(model, rows[:200], rows[200:], GROUPS)
    many = against_many(people, rows)
    monkeypatch.setattr(contributions, "_PAIR_BLOCK", block)
    monkeypatch.setattr(contributions, "_SET_BLOCK", block)
    for threads in (1, 2, 3):
        again = against_one(model, rows[:200], rows[200:], GROUPS, threads)
        assert np.array_equal(again.push, one.push)
        assert np.array_equal(again.output, one.output)
        assert np.array_equal(against_many(people, rows, threads).push, many.push)


def test_what_is_the_same_for_everyone_gets_exactly_nothing(grown, monkeypatch):
    booster, rows = grown(13, rounds=30, num_leaves=20)
    model = forest(booster.model_to_string())
    same = rows.copy()
    same[:, [1, 2]] = same[0, [1, 2]]
    for states in (1024, 0):
        monkeypatch.setattr(contributions, "MOST_STATES", (states,))
        found = against_many(reference_set(model, same[:90], GROUPS), same[100:])
        assert np.all(found.push[:, 1] == 0.0)
        assert np.abs(found.push[:, [0, 2, 3]]).max() > 0


def test_layout_of_the_rows_does_not_matter(grown):
    booster, rows = grown(16)
    rows = rows.astype(np.float32)
    model = forest(booster.model_to_string())
    plain = against_one(model, rows[:50].astype(float), rows[50:100].astype(float), GROUPS)
    frozen = np.asfortranarray(rows[:100])
    frozen.setflags(write=False)
    other = against_one(model, frozen[:50], frozen[50:], GROUPS)
    assert np.array_equal(plain.push, other.push)


def test_no_row_and_one_row(grown):
    booster, rows = grown(14)
    model = forest(booster.model_to_string())
    assert against_one(model, rows[:0], rows[:0], GROUPS).push.shape == (0, 4)
    people = reference_set(model, rows[:1], GROUPS)
    assert against_many(people, rows[:0]).push.shape == (0, 4)
    assert interactions_against_many(people, rows[:0]).shape == (0, 4, 4)
    alone = against_many(people, rows[5:6]).push
    pair = against_one(model, rows[5:6], rows[:1], GROUPS).push
    assert alone == pytest.approx(pair, abs=1e-13)


def _chain(depth):
    """One tree with a feature of its own at every split of its only path."""
    nodes = np.zeros(depth, dtype=NODE)
    nodes["feature"], nodes["threshold"] = np.arange(depth), 0.5
    nodes["left"] = ~np.arange(depth)
    nodes["right"] = np.append(np.arange(1, depth), ~depth)
    trees = np.array([(0, 0, 0), (~(depth + 1), depth, depth + 1)], dtype=TREE)
    keys = tuple(f"x{i}" for i in range(depth))
    return Forest(keys, trees, nodes, np.zeros(0, dtype=np.uint32), np.arange(depth + 1.0))


def test_paths_with_very_many_players():
    long = _chain(60)
    rows = np.random.default_rng(2).integers(0, 2, size=(20, 60)).astype(float)
    rows[:3] = 1.0
    singles = np.arange(60)
    found = against_many(reference_set(long, rows[1:9], singles), rows)
    each = [
        against_one(long, np.repeat(row[None], 8, axis=0), rows[1:9], singles).push.mean(axis=0)
        for row in rows
    ]
    assert found.push == pytest.approx(np.array(each), abs=1e-12)
    too_long = _chain(70)
    wide = np.zeros((1, 70))
    with pytest.raises(ModelMismatch, match="64 distinct players"):
        against_one(too_long, wide, wide, np.arange(70))
    assert against_one(too_long, wide + 1, wide, np.arange(70) % 12).push.sum() == 70.0


def test_columns_in_another_order_are_refused(grown):
    booster, _ = grown(15)
    model = forest(booster.model_to_string())
    refuse_other_columns(model, model.keys)
    swapped = (model.keys[1], model.keys[0], *model.keys[2:])
    with pytest.raises(ModelMismatch, match="'Column_1' where 'Column_0' is due"):
        refuse_other_columns(model, swapped)
    with pytest.raises(ModelMismatch, match="another number"):
        refuse_other_columns(model, model.keys[:-1])


@pytest.mark.slow
def test_a_second_process_compiles_nothing(tmp_path):
    script = tmp_path / "explain.py"
    script.write_text(
        "import lightgbm as lgb, numpy as np\n"
        "from mingxi.explain.contributions import *\n"
        "from mingxi.explain.forest import forest\n"
        "rows = np.random.default_rng(0).normal(size=(300, 3))\n"
        "b = lgb.train({'verbosity': -1}, lgb.Dataset(rows, rows.sum(axis=1)), 5)\n"
        "m = forest(b.model_to_string())\n"
        "g = np.arange(3)\n"
        "against_one(m, rows, rows[::-1], g)\n"
        "against_many(reference_set(m, rows, g), rows)\n"
    )
    env = {**os.environ, "NUMBA_DEBUG_CACHE": "1", "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    told = [
        subprocess.run(
            [sys.executable, str(script)], env=env, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    ]
    assert "data saved" in told[0]
    assert "data saved" not in told[1]
    assert "data loaded" in told[1]
