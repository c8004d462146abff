from dataclasses import replace

import lightgbm
import numpy as np
import pytest

from mingxi.declare.errors import BadConfig, BadData, BadDeclaration, ModelMismatch
from mingxi.models.booster import (
    Examples,
    Goal,
    check_names,
    fit_booster,
    limit_signs,
    raw_scores,
    risk_signs,
)
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

SMALL = TreeSettings(n_rounds=60, min_data_in_leaf=30)


def parts(portfolio, target):
    table, cut = portfolio.table, len(portfolio.table) * 3 // 4
    early = np.arange(len(table)) < cut
    return Examples(table.rows(early), target[early]), Examples(table.rows(~early), target[~early])


def target_of(portfolio, loss):
    return {
        "binary": portfolio.default,
        "regression": portfolio.limit,
        "tweedie": portfolio.balance,
    }[loss]


@pytest.mark.parametrize("loss", ["binary", "regression", "tweedie"])
def test_text_is_the_same_for_every_run_and_number_of_threads(portfolio, loss):
    goal = Goal(loss, risk_signs(portfolio.table.features))
    train, valid = parts(portfolio, target_of(portfolio, loss))
    texts = [fit_booster(goal, train, valid, SMALL, 3, threads) for threads in (1, 2, 1)]
    assert len(set(texts)) == 1
    assert "\n[num_threads: 0]\n" in texts[0]
    assert fit_booster(goal, train, valid, SMALL, 4, 1) != texts[0]


def test_training_and_scoring_say_nothing(portfolio, capfd):
    train, valid = parts(portfolio, portfolio.default)
    text = fit_booster(Goal("binary", (0,) * 6), train, valid, replace(SMALL, n_rounds=3), 0, 1)
    raw_scores(text, train.table.keys, valid.table)
    assert capfd.readouterr() == ("", "")


def test_signs_come_from_the_declared_directions(portfolio):
    features = portfolio.table.features
    assert risk_signs(features) == (1, -1, 1, 0, 0, -1)
    assert limit_signs(features) == (-1, 1, -1, 0, 0, 1)


def test_growing_stops_when_rows_set_aside_gain_nothing(portfolio):
    train, valid = parts(portfolio, np.random.default_rng(0).permutation(portfolio.default))
    goal = Goal("binary", risk_signs(train.table.features))
    text = fit_booster(goal, train, valid, replace(SMALL, n_rounds=400), 0, 1)
    assert text.count("\nTree=") < 50


def test_prediction_is_the_sum_of_the_leaves_even_for_money(portfolio):
    train, valid = parts(portfolio, portfolio.limit)
    goal = Goal("regression", limit_signs(train.table.features))
    text = fit_booster(goal, train, valid, SMALL, 0, 1)
    booster = lightgbm.Booster(model_str=text)
    leaves = booster.predict(valid.table.values, pred_leaf=True)
    total = sum(
        np.array([booster.get_leaf_output(tree, leaf) for leaf in leaves[:, tree]])
        for tree in range(leaves.shape[1])
    )
    assert np.abs(total - raw_scores(text, train.table.keys, valid.table)).max() < 1e-6


def test_a_direction_on_a_nominal_feature_is_refused_before_lightgbm_aborts(portfolio):
    train, valid = parts(portfolio, portfolio.default)
    with pytest.raises(BadDeclaration, match=r"'work'"):
        fit_booster(Goal("binary", (1, -1, 1, 1, 0, -1)), train, valid, SMALL, 0, 1)
    with pytest.raises(BadDeclaration, match="2 monotone signs"):
        fit_booster(Goal("binary", (1, -1)), train, valid, SMALL, 0, 1)


def test_other_columns_or_another_order_are_refused(portfolio):
    train, valid = parts(portfolio, portfolio.default)
    text = fit_booster(Goal("binary", (0,) * 6), train, valid, SMALL, 0, 1)
    table = valid.table
    turned = FeatureTable(
        table.features[::-1], table.concepts, table.values[:, ::-1], table.borrower_id, table.month
    )
    with pytest.raises(ModelMismatch, match="first differences"):
        raw_scores(text, table.keys, turned)
    with pytest.raises(ModelMismatch, match="their text speaks of"):
        raw_scores(text, turned.keys, turned)


def test_an_empty_table_has_no_scores(portfolio):
    train, valid = parts(portfolio, portfolio.default)
    text = fit_booster(Goal("binary", (0,) * 6), train, valid, SMALL, 0, 1)
    assert raw_scores(text, train.table.keys, train.table.rows(np.zeros(0, dtype=int))).shape == (
        0,
    )


@pytest.mark.parametrize("key", ["a b", "a,b", 'a"b', "a[0]", "a:b", "a{b}", "a\tb"])
def test_names_that_lightgbm_cannot_store_are_refused(key):
    with pytest.raises(BadData, match="Rename"):
        check_names(["fine", key])


def test_a_name_twice_is_refused():
    with pytest.raises(BadData, match="occur twice"):
        check_names(["a", "b", "a"])


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_targets_and_weights_that_are_not_finite_are_refused(portfolio, wrong):
    y = np.where(portfolio.default > 0, wrong, 0.0)
    with pytest.raises(BadData, match="not finite"):
        Examples(portfolio.table, y)
    with pytest.raises(BadData, match="one finite target per row"):
        Examples(portfolio.table, portfolio.default, y)
    with pytest.raises(BadData, match="0 rows"):
        Examples(portfolio.table.rows(np.zeros(0, dtype=int)), np.empty(0))


def test_a_row_of_weight_two_counts_like_two_rows(portfolio):
    # one leaf per value of the only split: means show the weights
    settings = TreeSettings(2, 1, 1.0, 1, 0.0, 1.0, 1.0, n_rounds=1)
    table = portfolio.table.rows(np.arange(40))
    y, weight = np.arange(40.0), np.where(np.arange(40) < 20, 2.0, 1.0)
    text = fit_booster(
        Goal("regression", (0,) * 6),
        Examples(table, y, weight),
        Examples(table, y, weight),
        settings,
        0,
        1,
    )
    told = raw_scores(text, table.keys, table)
    assert np.average(told, weights=weight) == pytest.approx(np.average(y, weights=weight))


@pytest.mark.parametrize(("name", "value"), [("num_leaves", 1), ("learning_rate", float("nan"))])
def test_settings_out_of_range_are_refused(name, value):
    with pytest.raises(BadConfig, match=name):
        TreeSettings(**{name: value})
