"""Risk by horizon: shorter is never more, whatever was learned."""

import numpy as np
import pytest

from mingxi.evaluate.discrimination import auc
from mingxi.models.default_risk import RiskSettings, crossed_pd, fit_default_risk
from mingxi.models.pd_term import fit_pd_term, pd_by_horizon

SETTINGS = RiskSettings(min_data_in_leaf=60, n_rounds=120)


def early_of(portfolio, months, seed):
    """Defaults come the sooner, the later somebody pays today."""
    late = np.nan_to_num(portfolio.table.column("late"))
    chance = 1 / (1 + np.exp(-(months / 6 - 1.5 + late)))
    drawn = np.random.default_rng(seed).random(len(late))  # one draw: what comes by 3 came by 6
    return portfolio.default * (drawn < chance)


def fitted(portfolio, share=1.0):
    crossed = fit_default_risk(portfolio.table, portfolio.default, SETTINGS, 3, 1)
    stated = crossed_pd(crossed.raw, portfolio.default, crossed.fold)
    sooner = {
        m: early_of(portfolio, m, 5) * (np.arange(len(stated)) < share * len(stated))
        for m in (3, 6)
    }
    whole = (12, portfolio.default, stated)
    return crossed.model, fit_pd_term(portfolio.table, whole, sooner, (3, 1))


@pytest.fixture(scope="module")
def models(portfolio):
    return fitted(portfolio)


def test_horizons_never_cross_not_even_for_people_unlike_any(models, portfolio_of):
    risk, term = models
    odd = portfolio_of(2000, seed=8).table
    odd.values[:] = np.random.default_rng(1).normal(scale=50, size=odd.values.shape)
    odd.values[:, 3] = 1
    for table in (odd, portfolio_of(2000, seed=9).table):
        chances = pd_by_horizon(term, risk, table)
        assert term.horizons == (3, 6, 12)
        assert (np.diff(chances, axis=1) > 0).all()
        assert (chances > 0).all()


def test_each_horizon_is_told_apart_and_on_its_level(models, later):
    risk, term = models
    chances = pd_by_horizon(term, risk, later.table)
    for i, months in enumerate((3, 6)):
        seen = early_of(later, months, 6)
        assert chances[:, i].mean() == pytest.approx(seen.mean(), rel=0.15)
        assert auc(seen, chances[:, i]) > auc(seen, chances[:, 2]) - 0.005
    assert auc(early_of(later, 3, 6), chances[:, 0]) > auc(early_of(later, 3, 6), chances[:, 2])


def test_a_fact_that_raises_the_risk_raises_it_within_every_horizon(models, later):
    risk, term = models
    more = later.table.rows(np.arange(len(later.table)))
    more.values[:, 0] += 1.0
    known = ~np.isnan(more.values[:, 0])
    rise = pd_by_horizon(term, risk, more) - pd_by_horizon(term, risk, later.table)
    assert (rise[known] >= 0).all()


def test_with_few_early_defaults_one_share_serves_everybody(portfolio, later):
    risk, term = fitted(portfolio, share=0.02)
    assert [part.booster_text for part in term.parts] == [None, None]
    chances = pd_by_horizon(term, risk, later.table)
    assert np.ptp(chances[:, 0] / chances[:, 2]) < 1e-9
    assert (np.diff(chances, axis=1) > 0).all()
