"""Whoever has no history is scored by what an application brings, and by nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.models.application_score import fit_application
from mingxi.models.default_risk import (
    RiskSettings,
    fit_default_risk,
    pd_12m,
    without_history,
)

SETTINGS = RiskSettings(min_data_in_leaf=60, n_rounds=80)
BROUGHT = ("income", "debt", "work", "收入证明")
# "noise" stands for the months on the line: unknown for 5 %; under −1 (16 %) sets the level
HISTORY = ("noise", -1.0)


@pytest.fixture(scope="module")
def risk(portfolio):
    behaviour = fit_default_risk(portfolio.table, portfolio.default, SETTINGS, 3, 1).model
    y = portfolio.default.copy()
    new = ~(portfolio.table.column("noise") >= HISTORY[1])
    y[new & (np.arange(len(y)) % 2 == 0)] = 0.0  # newcomers default half as often
    own, _ = fit_application(portfolio.table, y, BROUGHT, HISTORY, SETTINGS, (3, 1))
    return replace(behaviour, application=own)


def test_only_those_without_history_are_scored_by_the_application(risk, later):
    thin = without_history(risk, later.table)
    history = later.table.column("noise")
    assert np.array_equal(thin, np.isnan(history))
    assert thin.any()
    alone = pd_12m(replace(risk, application=None), later.table)
    both = pd_12m(risk, later.table)
    assert np.array_equal(both[~thin], alone[~thin])
    assert (both[thin] != alone[thin]).mean() > 0.9


@given(lost=st.floats(0.0, 1e3))
def test_losing_months_never_leads_to_the_other_scorecard(risk, later, lost):
    """Directions hold within a scorecard, so no value may be the door to another one."""
    some = later.table.rows(np.flatnonzero(~np.isnan(later.table.column("noise")))[:200])
    worse = some.values.copy()
    worse[:, some.keys.index("noise")] -= lost
    table = replace(some, values=worse)
    assert not without_history(risk, table).any()
    assert np.array_equal(pd_12m(risk, table), pd_12m(replace(risk, application=None), table))


def test_what_comes_from_the_line_has_no_say_in_it(risk, later):
    thin = later.table.rows(without_history(risk, later.table))
    other = thin.rows(np.arange(len(thin)))
    other.values[:, 0] = 9.0  # "late" is of the line
    assert np.array_equal(pd_12m(risk, other), pd_12m(risk, thin))
    other.values[:, 2] += 2.0  # "debt" is brought
    known = ~np.isnan(thin.values[:, 2])
    assert (pd_12m(risk, other)[known] >= pd_12m(risk, thin)[known]).all()
    assert pd_12m(risk, other)[known].mean() > 1.2 * pd_12m(risk, thin)[known].mean()


def test_level_is_that_of_newcomers(risk, later):
    new = ~(later.table.column("noise") >= HISTORY[1])
    just_come = later.table.rows(new)
    just_come.values[:, just_come.keys.index("noise")] = np.nan
    assert pd_12m(risk, just_come).mean() == pytest.approx(later.pd[new].mean() / 2, rel=0.25)
