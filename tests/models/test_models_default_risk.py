import lightgbm
import numpy as np
import pytest

from mingxi.declare.errors import BadData, ModelMismatch
from mingxi.models.default_risk import RiskSettings, fit_default_risk, pd_12m, raw_score
from mingxi.models.split import borrower_parts
from mingxi.records.feature_table import FeatureTable

SETTINGS = RiskSettings(min_data_in_leaf=60, n_rounds=200)


def fitted(portfolio, threads=1, seed=3):
    aside = borrower_parts(portfolio.table.borrower_id, [0.25], 1) == 0
    pairs = [(portfolio.table.rows(m), portfolio.default[m]) for m in (~aside, aside)]
    return fit_default_risk(*pairs, SETTINGS, seed, threads)


@pytest.fixture(scope="module")
def model(portfolio):
    return fitted(portfolio)


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
    assert fitted(portfolio, threads=2) == model


def test_probability_is_the_calibrated_score(model, later):
    raw = raw_score(model, later.table)
    z = model.calibrator.intercept + model.calibrator.slope * raw
    assert pd_12m(model, later.table) == pytest.approx(1 / (1 + np.exp(-z)), abs=1e-15)


def test_contributions_add_up_to_the_raw_score(model, later):
    booster = lightgbm.Booster(model_str=model.booster_text)
    told = booster.predict(later.table.values[:500], pred_contrib=True).sum(axis=1)
    assert np.abs(told - raw_score(model, later.table)[:500]).max() < 1e-9


def test_unknown_outcomes_are_left_out(portfolio):
    aside = np.arange(len(portfolio.table)) % 4 == 0
    hidden = np.random.default_rng(0).random(len(aside)) < 0.3
    y = np.where(hidden, np.nan, portfolio.default)
    with_gaps = fit_default_risk(
        (portfolio.table.rows(~aside), y[~aside]),
        (portfolio.table.rows(aside), y[aside]),
        SETTINGS,
        0,
        1,
    )
    without = fit_default_risk(
        (portfolio.table.rows(~aside & ~hidden), y[~aside & ~hidden]),
        (portfolio.table.rows(aside & ~hidden), y[aside & ~hidden]),
        SETTINGS,
        0,
        1,
    )
    assert with_gaps == without


@pytest.mark.parametrize("outcome", [0.0, 1.0, np.nan])
def test_one_class_is_refused(portfolio, outcome):
    same = np.full(len(portfolio.table), outcome)
    with pytest.raises(BadData, match="outcomes of the train rows"):
        fit_default_risk((portfolio.table, same), (portfolio.table, same), SETTINGS, 0, 1)


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
