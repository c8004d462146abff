"""From past decisions to a limit model: what the lender knew, distillation, and a small market."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit

from mingxi.models.booster import path_contributions
from mingxi.models.credit_limit import fit_credit_limit, proposed_limit
from mingxi.models.distillation import distilled
from mingxi.models.limit_evidence import LimitEvidence
from mingxi.models.limit_outcomes import Growth
from mingxi.models.limit_targets import TargetPlan, optimal_limits
from mingxi.models.outcome_bags import outcome_bags
from mingxi.models.profit import ProfitTerms, annual_profit
from mingxi.models.proposal_residual import (
    LENDER_INFORMATION,
    fit_expected_proposal,
    informed,
    proposal_residual,
    with_lender_information,
)
from mingxi.models.search_space import (
    limit_settings,
    outcome_settings,
    owed_settings,
    proposal_settings,
)
from mingxi.records.limit_rows import LimitRows

TERMS = ProfitTerms(0.0004, 0.0428, 0.87, 0.45, 0.001, 20.0)
EFFORT = (5, 1)


class Market:
    """People whose lender sees more than the features, and leaves a tenth of limits to chance."""

    def __init__(self, table, seed):
        rng = np.random.default_rng(seed)
        n = len(table)
        late, income = table.column("late"), table.column("income")
        self.hidden = rng.normal(size=n)
        self.odds = -4.2 + 0.8 * np.nan_to_num(late) - 1.0 * self.hidden
        self.demand = 7.0 + 0.5 * np.nan_to_num(income) + 0.7 * rng.normal(size=n)
        log_proposal = 9.0 - 0.5 * np.nan_to_num(late) + 0.5 * np.nan_to_num(income)
        self.proposal = np.exp(log_proposal + 0.45 * self.hidden)
        lot = np.where(rng.random(n) < 0.4, rng.choice([-0.35, 0.35], n), 0.0)
        limit = self.proposal * np.exp(lot)
        risk, balance = self.outcomes(limit)
        default = (rng.random(n) < risk).astype(float)
        used = np.minimum(balance, limit)
        owed = default * (used + TERMS.ccf * (limit - used))
        self.rows = LimitRows(table, self.proposal, limit, lot, default, used, owed)

    def outcomes(self, limit):
        more = np.log(limit / self.proposal)
        return expit(self.odds + 0.8 * more), np.exp(self.demand + 0.7 * more)

    def profit(self, limit):
        risk, balance = self.outcomes(np.maximum(limit, 500.0))
        return annual_profit(risk, balance, np.maximum(limit, 500.0), TERMS).mean()


@pytest.fixture(scope="module")
def market(portfolio):
    return Market(portfolio.table, 8)


@pytest.fixture(scope="module")
def learned(market):
    rows = market.rows
    expected, left = fit_expected_proposal(
        rows.table, rows.proposal, replace(proposal_settings(len(rows)), n_rounds=60), EFFORT
    )
    seen = replace(rows, table=with_lender_information(rows.table, left))
    grown = Growth(owed_settings(len(rows)), outcome_settings(len(rows)))
    bags = outcome_bags(seen, TERMS, grown, 2, EFFORT)
    targets = optimal_limits(seen, bags, TargetPlan(least_rows=5))
    made = distilled(seen.table, targets, bags, limit_settings(len(rows)), EFFORT)
    return expected, left, seen, bags, targets, made


def test_the_residual_is_what_the_lender_knew_beside_the_features(market, learned):
    _, left, *_ = learned
    assert np.corrcoef(left, market.hidden)[0, 1] > 0.8
    assert abs(np.corrcoef(left, np.nan_to_num(market.rows.table.column("late")))[0, 1]) < 0.1


def test_the_residual_of_a_row_comes_from_trees_that_never_saw_its_borrower(market):
    rows = market.rows
    settings = replace(proposal_settings(len(rows)), n_rounds=5)
    _, left = fit_expected_proposal(rows.table, rows.proposal, settings, EFFORT)
    who = rows.table.borrower_id == rows.table.borrower_id[3]
    other = np.where(who, 7.0 * rows.proposal, rows.proposal)
    _, again = fit_expected_proposal(rows.table, other, settings, EFFORT)
    assert again[who] - left[who] == pytest.approx(np.log(7.0))


def test_where_nothing_was_proposed_nothing_is_known(learned):
    expected, _, seen, *_ = learned
    table = seen.table.columns(expected.keys)
    offers = np.where(np.arange(len(table)) % 2, np.nan, 5000.0)
    assert np.array_equal(np.isnan(proposal_residual(expected, table, offers)), np.isnan(offers))
    told = informed(expected, table, offers).column(LENDER_INFORMATION.key)
    assert (told[np.isnan(offers)] == 1.0).all()
    assert informed(None, table, offers) is table


def test_profit_beats_imitation_and_imitation_loses_to_the_lender_it_imitates(market, learned):
    rows, made = market.rows, learned[-1]
    copied = fit_credit_limit(rows.table, rows.limit, limit_settings(len(rows)), *EFFORT)
    imitation = market.profit(proposed_limit(copied, rows.table))
    legacy, ours = market.profit(rows.limit), market.profit(made.limit)
    assert imitation < legacy < ours


def test_the_learned_limits_keep_the_budget(learned):
    *_, bags, targets, made = learned
    assert bags.at(made.limit).loss.sum() <= targets.budget * 1.001


@pytest.mark.parametrize("share", [0.25, 0.4, 0.6])  # with 0.8 there is no wish for more
def test_a_tight_budget_is_used_up_and_not_exceeded_on_all_decisions(learned, share):
    _, _, seen, bags, *_ = learned
    targets = optimal_limits(seen, bags, TargetPlan(least_rows=5, loss=share))
    made = distilled(seen.table, targets, bags, limit_settings(len(seen)), EFFORT)
    used = bags.at(made.limit).loss.sum() / targets.budget
    assert 0.95 < used <= 1.0


def test_every_yuan_of_a_proposal_is_accounted_for(learned):
    _, _, seen, *_, made = learned
    some = seen.table.rows(np.arange(500))
    shares = path_contributions(made.model.booster_text, made.model.keys, some)
    gap = shares.sum(axis=1) - proposed_limit(made.model, some)
    assert np.abs(gap).max() < 0.01


def test_a_better_opinion_of_the_lender_never_lowers_a_limit(learned):
    _, _, seen, *_, made = learned
    some = seen.table.rows(np.arange(500))
    values = some.values.copy()
    values[:, -1] *= 1.5
    raised = proposed_limit(made.model, replace(some, values=values))
    assert (raised >= proposed_limit(made.model, some)).all()


def test_gates_that_are_not_met_are_told_in_both_languages():
    figures = {"profit": 10.0, "loss": 5.0, "limit": 100.0}
    met = LimitEvidence(
        decisions=10, borrowers=5, by_lot=0.3, balance_slope=(0.8, 0.1),
        owed_slope=(0.7, 0.2), proposal_spread=0.5, supported=1.0, caution=0.5,
        loss_ratio=1.0, legacy=figures, best=figures, learned=figures, prices={"loss": 0.2},
        budget=5.0, lender_share=0.1,
    )  # fmt: skip
    assert met.warnings == ()
    assert met.figures["profit_kept"] == 1.0
    poor = replace(met, learned={"profit": 9.0, "loss": 6.0, "limit": 90.0}, lender_share=0.3)
    assert len(poor.warnings) == 3
    assert "90.0%" in poor.warnings[0].en
    assert "30%" in poor.warnings[2].zh
