import lightgbm
import numpy as np
import pytest

from mingxi.declare.errors import BadData, ModelMismatch
from mingxi.models.credit_limit import fit_credit_limit, proposed_limit
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

SETTINGS = TreeSettings(n_rounds=120, min_data_in_leaf=40, learning_rate=0.1)


@pytest.fixture(scope="module")
def model(portfolio):
    return fit_credit_limit(portfolio.table, portfolio.limit, SETTINGS, 5, 1)


def test_contributions_add_up_to_the_yuan(model, later):
    booster = lightgbm.Booster(model_str=model.booster_text)
    told = booster.predict(later.table.values, pred_contrib=True).sum(axis=1)
    assert np.abs(told - proposed_limit(model, later.table)).max() < 0.01


@pytest.mark.parametrize("column", [0, 1, 5])
def test_no_probe_moves_the_limit_against_the_declared_direction(model, later, column):
    table, n = later.table, 10_000
    rng = np.random.default_rng(column)
    low = table.values[rng.integers(0, len(table), n)].copy()
    high = low.copy()
    low[:, column], high[:, column] = np.sort(rng.normal(scale=2.0, size=(2, n)), axis=0)
    probes = [
        FeatureTable(table.features, table.concepts, v, np.arange(n), np.full(n, ""))
        for v in (low, high)
    ]
    gap = proposed_limit(model, probes[1]) - proposed_limit(model, probes[0])
    moved = table.features[column].on_limit.sign * gap
    assert (moved >= 0).all()
    assert (moved > 0).any()


def test_it_reproduces_what_the_features_can_tell(model, later):
    limit = proposed_limit(model, later.table)
    x = later.table.values
    known = np.exp(8.5 + 0.6 * x[:, 1] - 0.3 * x[:, 0] + 0.3 * x[:, 5])
    seen = np.isfinite(known)
    assert np.isfinite(limit).all()
    assert limit.mean() == pytest.approx(later.limit.mean(), rel=0.05)
    assert np.corrcoef(limit[seen], known[seen])[0, 1] > 0.9


def test_small_limits_stay_small_beside_large_ones(later):
    # effects multiply, so limits run from tens to hundreds of thousands
    def limits(table, seed):
        x = np.nan_to_num(table.values)
        noise = np.random.default_rng(seed).normal(size=len(table))
        return np.exp(8.0 + 1.0 * x[:, 1] - 1.0 * x[:, 0] + 0.5 * x[:, 5] + 0.3 * noise)

    fitted = fit_credit_limit(later.table, limits(later.table, 0), SETTINGS, 5, 1)
    told, target = proposed_limit(fitted, later.table), limits(later.table, 1)
    poor = target < np.quantile(target, 0.2)
    assert (told < 0).mean() < 0.02
    assert told[poor].mean() == pytest.approx(target[poor].mean(), rel=0.5)


def test_same_text_from_one_thread_and_two(portfolio, model):
    assert fit_credit_limit(portfolio.table, portfolio.limit, SETTINGS, 5, 2) == model


def test_proposals_are_not_clipped(portfolio):
    # targets far outside every cap stay where they are: caps are the policy's business
    far = fit_credit_limit(portfolio.table, portfolio.limit * 100 - 1e6, SETTINGS, 5, 1)
    limit = proposed_limit(far, portfolio.table)
    assert limit.min() < 0
    assert limit.max() > 200_000


def test_unknown_targets_are_left_out(portfolio):
    n = len(portfolio.limit)
    hidden = np.random.default_rng(0).random(n // 2).repeat(2) < 0.3  # whole borrowers
    gaps = np.where(hidden, np.nan, portfolio.limit)
    kept = portfolio.table.rows(~hidden)
    assert fit_credit_limit(portfolio.table, gaps, SETTINGS, 5, 1) == fit_credit_limit(
        kept, portfolio.limit[~hidden], SETTINGS, 5, 1
    )


def test_no_known_or_an_infinite_target_is_refused(portfolio):
    n = len(portfolio.limit)
    with pytest.raises(BadData, match="none is known"):
        fit_credit_limit(portfolio.table, np.full(n, np.nan), SETTINGS, 5, 1)
    with pytest.raises(BadData, match="not finite"):
        fit_credit_limit(portfolio.table, np.full(n, np.inf), SETTINGS, 5, 1)


def test_another_column_order_is_refused(model, later):
    table = later.table
    turned = FeatureTable(
        table.features[::-1], table.concepts, table.values[:, ::-1], table.borrower_id, table.month
    )
    with pytest.raises(ModelMismatch):
        proposed_limit(model, turned)
