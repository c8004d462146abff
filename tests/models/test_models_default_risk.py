import lightgbm
import numpy as np
import pytest

from mingxi.declare.errors import BadData, ModelMismatch
from mingxi.evaluate.calibration import calibration_slope
from mingxi.models.booster import n_trees
from mingxi.models.default_risk import (
    N_FOLDS,
    RiskSettings,
    crossed_pd,
    fit_default_risk,
    fold_trees,
    pd_12m,
    raw_score,
)
from mingxi.records.feature_table import FeatureTable

SETTINGS = RiskSettings(min_data_in_leaf=60, n_rounds=200)


def crossed_of(portfolio, threads=1, seed=3):
    return fit_default_risk(portfolio.table, portfolio.default, SETTINGS, seed, threads)


@pytest.fixture(scope="module")
def crossed(portfolio):
    return crossed_of(portfolio)


@pytest.fixture(scope="module")
def model(crossed):
    return crossed.model


def probes(table, column, seed=0, n=10_000):
    """Pairs of rows that differ in one column only, the second higher."""
    rng = np.random.default_rng(seed)
    values = table.values[rng.integers(0, len(table), n)].copy()
    low, high = values.copy(), values.copy()
    pair = np.sort(rng.normal(scale=2.0, size=(n, 2)), axis=1)
    low[:, column], high[:, column] = pair[:, 0], pair[:, 1]
    ids, month = np.arange(n), np.full(n, "")
    return [FeatureTable(table.features, table.concepts, v, ids, month) for v in (low, high)]


@pytest.mark.parametrize("column", [0, 1, 2, 5])
def test_no_probe_moves_risk_against_the_declared_direction(model, later, column):
    low, high = probes(later.table, column)
    sign = later.table.features[column].on_risk.sign
    moved = sign * (pd_12m(model, high) - pd_12m(model, low))
    assert (moved >= 0).all()
    assert (moved > 0).any()


def test_mean_probability_is_the_default_rate_on_new_borrowers(model, later):
    pd = pd_12m(model, later.table)
    assert pd.mean() == pytest.approx(later.pd.mean(), rel=0.1)
    risky = pd > np.quantile(pd, 0.8)
    assert pd[risky].mean() == pytest.approx(later.pd[risky].mean(), rel=0.15)
    assert np.corrcoef(pd, later.pd)[0, 1] > 0.8


def test_same_text_from_one_thread_and_two(portfolio, model):
    assert crossed_of(portfolio, threads=2).model == model


def test_probability_is_the_calibrated_score(model, later):
    raw = raw_score(model, later.table)
    z = model.calibrator.intercept + model.calibrator.slope * raw
    assert pd_12m(model, later.table) == pytest.approx(1 / (1 + np.exp(-z)), abs=1e-15)


def test_contributions_add_up_to_the_raw_score(model, later):
    booster = lightgbm.Booster(model_str=model.booster_text)
    told = booster.predict(later.table.values[:500], pred_contrib=True).sum(axis=1)
    assert np.abs(told - raw_score(model, later.table)[:500]).max() < 1e-9


def test_a_borrower_is_in_one_fold_and_folds_hold_equally_many_defaulters(portfolio, crossed):
    borrower = portfolio.table.borrower_id
    pairs = set(zip(borrower.tolist(), crossed.fold.tolist(), strict=True))
    assert len(pairs) == np.unique(borrower).size
    defaulters = [
        np.unique(borrower[(crossed.fold == k) & (portfolio.default == 1)]).size
        for k in range(N_FOLDS)
    ]
    assert max(defaulters) - min(defaulters) <= 1


def test_the_scores_of_a_fold_come_from_trees_that_never_saw_it(portfolio, crossed):
    asked = crossed.fold == 2
    turned = np.where(asked, 1 - portfolio.default, portfolio.default)
    rounds = RiskSettings(min_data_in_leaf=60, n_rounds=40, early_stopping=40)
    grown = [
        fold_trees(portfolio.table, y, asked, rounds, (3, 1)) for y in (portfolio.default, turned)
    ]
    # the fold's own outcomes only decide where growing stops
    texts = [g.text.split("\nTree=") for g in grown]
    shared = min(map(len, texts)) - 1  # the last tree carries the end of the file
    assert texts[0][1:shared] == texts[1][1:shared]


def test_as_many_trees_are_grown_as_the_folds_needed(crossed, model):
    assert n_trees(model.booster_text) == crossed.settings.n_rounds < SETTINGS.n_rounds


def test_crossed_probabilities_can_be_taken_at_their_word(portfolio, crossed):
    stated = crossed_pd(crossed.raw, portfolio.default, crossed.fold)
    slope, _ = calibration_slope(portfolio.default, stated)
    assert slope == pytest.approx(1.0, abs=0.05)
    assert stated.mean() == pytest.approx(portfolio.default.mean(), abs=0.002)


def test_calibrated_on_everybody_the_slope_holds_on_new_borrowers(portfolio_of):
    # a slope is known no better than defaults are many: 1,500 of them leave ±0.03
    found = crossed_of(portfolio_of(24_000, seed=11))
    new = portfolio_of(60_000, seed=77)
    slope, _ = calibration_slope(new.default, pd_12m(found.model, new.table))
    assert 0.95 <= slope <= 1.05


@pytest.mark.parametrize("outcome", [0.0, 1.0, np.nan])
def test_one_class_is_refused(portfolio, outcome):
    same = np.full(len(portfolio.table), outcome)
    with pytest.raises(BadData, match="outcomes of the train rows"):
        fit_default_risk(portfolio.table, same, SETTINGS, 0, 1)


def test_another_column_order_is_refused(model, later):
    table = later.table
    order = [1, 0, 2, 3, 4, 5]
    turned = FeatureTable(
        tuple(table.features[i] for i in order),
        table.concepts,
        table.values[:, order],
        table.borrower_id,
        table.month,
    )
    with pytest.raises(ModelMismatch):
        pd_12m(model, turned)
