"""A teacher that knows more than may be asked of an applicant."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import logit

from mingxi.evaluate.discrimination import auc
from mingxi.models.booster import raw_scores
from mingxi.models.default_risk import RiskSettings, fit_trees, fold_trees, folds
from mingxi.models.teaching import taught, teacher_says
from mingxi.records.feature_table import stacked

SETTINGS = RiskSettings(min_data_in_leaf=40, n_rounds=120)
EFFORT = (3, 1)


def with_price(portfolio, seed=5):
    """The portfolio with a column that is known of past rows: the risk as somebody priced it."""
    rng = np.random.default_rng(seed)
    price = logit(portfolio.pd) + rng.normal(scale=0.3, size=len(portfolio.pd))
    beyond = np.column_stack([price, rng.normal(size=len(price))])
    beyond[rng.random(beyond.shape) < 0.05] = np.nan
    return replace(portfolio.table, privileged=beyond)


@pytest.fixture(scope="module")
def portfolio(portfolio_of):
    return portfolio_of(2500, seed=13)


@pytest.fixture(scope="module")
def priced(portfolio):
    return with_price(portfolio)


@pytest.fixture(scope="module")
def targets(portfolio, priced):
    return taught(priced, portfolio.default, fold_of(priced, portfolio), SETTINGS, EFFORT)


def fold_of(table, portfolio):
    return folds(table, portfolio.default, 3)


def test_trees_that_were_taught_tell_new_borrowers_apart_better(portfolio_of):
    few, new = portfolio_of(3000, seed=21), portfolio_of(20_000, seed=22)
    own, alone = (
        raw_scores(fit_trees(table, few.default, SETTINGS, EFFORT), table.keys, new.table)
        for table in (with_price(few), few.table)
    )
    assert auc(new.default, own) > auc(new.default, alone) + 0.005
    assert np.corrcoef(own, logit(new.pd))[0, 1] > np.corrcoef(alone, logit(new.pd))[0, 1]


def test_the_trees_read_features_alone_and_keep_their_directions(portfolio, priced, later):
    text = fit_trees(priced, portfolio.default, SETTINGS, EFFORT)
    low = later.table.values.copy()
    high = low.copy()
    low[:, 0], high[:, 0] = -1.0, 1.0  # late payments
    scores = [raw_scores(text, priced.keys, replace(later.table, values=v)) for v in (low, high)]
    assert (scores[1] >= scores[0]).all()
    assert (scores[1] > scores[0]).any()


def test_targets_know_the_risk_better_than_outcomes_do(portfolio, targets):
    assert targets.min() > 0
    assert targets.max() <= 1
    assert targets.mean() == pytest.approx(portfolio.default.mean(), rel=0.05)
    off = np.mean((targets - portfolio.pd) ** 2)
    assert off < 0.2 * np.mean((portfolio.default - portfolio.pd) ** 2)


def test_the_teacher_has_not_seen_the_outcome_of_whom_it_speaks_of(portfolio, priced):
    """Turning all outcomes of a fold around changes nothing that is said of it."""
    fold = fold_of(priced, portfolio)
    turned = np.where(fold == 1, 1 - portfolio.default, portfolio.default)
    # a fold decides where growing stops, so one tree is grown
    settings = replace(SETTINGS, n_rounds=1)
    said = [teacher_says(priced, y, fold, settings, EFFORT) for y in (portfolio.default, turned)]
    np.testing.assert_array_equal(said[0][fold == 1], said[1][fold == 1])
    assert (said[0][fold != 1] != said[1][fold != 1]).any()


def test_same_targets_from_one_thread_and_two(portfolio, priced, targets):
    fold = fold_of(priced, portfolio)
    two = taught(priced, portfolio.default, fold, SETTINGS, (EFFORT[0], 2))
    np.testing.assert_array_equal(two, targets)


def test_what_is_set_aside_teaches_nobody(portfolio, priced):
    """Privileged values of the rows that judge may be anything: the trees are the same."""
    asked = fold_of(priced, portfolio) == 2
    other = priced.privileged.copy()
    other[asked] = 99.0
    texts = [
        fold_trees(replace(priced, privileged=beyond), portfolio.default, asked, SETTINGS, EFFORT)
        for beyond in (priced.privileged, other)
    ]
    assert texts[0].text == texts[1].text


def test_privileged_values_stay_with_their_rows(priced):
    keep = np.array([5, 2, 2])
    np.testing.assert_array_equal(priced.rows(keep).privileged, priced.privileged[keep])
    both = stacked([priced.rows(keep), priced])
    np.testing.assert_array_equal(both.privileged[:3], priced.privileged[keep])
    assert stacked([priced, replace(priced, privileged=None)]).privileged is None
    np.testing.assert_array_equal(priced.columns(["income"]).privileged, priced.privileged)
