"""Decisions on limits as rows: known before, given by lot, and what came of it."""

import numpy as np
import pandas as pd
import pytest

from mingxi.declare.errors import BadData
from mingxi.features.limit_decisions import before_decision, limit_decisions, proposals
from mingxi.models.lot_response import Slope, lot_response

MONTHS = 24


def events(*rows):
    columns = ["borrower_id", "month", "proposal_fen", "new_fen", "told"]
    return pd.DataFrame(rows, columns=columns)


def review(who, month, proposal, limit, told="regular review"):
    return (who, month, proposal * 100, limit * 100, told)


@pytest.fixture
def two(histories):
    dpd = np.zeros((2, MONTHS), dtype=np.int64)
    owed = np.full((2, MONTHS), 300_000)
    dpd[1, 8:12] = [30, 60, 90, 120]
    owed[1, 10:] = 500_000
    limit = np.full((2, MONTHS), 1_000_000)
    limit[:, 5:] = 2_000_000  # the decision of month 5
    return histories(MONTHS, 2, dpd=dpd, balance_fen=owed, limit_fen=limit)


@pytest.fixture
def log():
    return events(
        review(1, 5, 8_000, 16_000),
        review(2, 5, 9_000, 9_000),
        review(1, 8, 8_000, 8_000),
        review(1, 7, 8_000, 4_000, "account review"),
    )


def test_what_came_of_a_decision(two, log):
    found = limit_decisions(two, log, "2023-06")
    assert found.table.borrower_id.tolist() == [1, 2]
    assert found.proposal.tolist() == [8_000, 9_000]
    assert found.limit.tolist() == [16_000, 9_000]
    assert found.default.tolist() == [0, 1]
    # of the 3,000 owed before, two of nine months are repaid when paying stops three months before
    assert found.exposure.tolist() == pytest.approx([0, 5_000 - 3_000 * 7 / 9])
    # four months at 3,000 before the default, nothing after it
    assert found.balance.tolist() == pytest.approx([3_000, 3_000 * 4 / 12])
    assert found.group("region:East").all()


def test_the_lots_of_the_year_count_by_how_much_of_it_they_move(two, log):
    lot = limit_decisions(two, log, "2023-06").lot
    # doubled for two months, halved by the cut of month 7 for one, as proposed from month 8 on
    weight = np.arange(12, 0, -1) / 78
    assert lot[0] == pytest.approx(np.log(1 + weight[:2].sum() - weight[2] / 2))
    assert lot[1] == 0.0


def test_what_follows_the_limit_of_the_year_answers_to_it_in_proportion(histories):
    """Lots last a quarter. Read from them, a balance that is a tenth of the mean limit of the year
    must come out as rising in proportion; with mean logarithms it came out as 1.09."""
    n, drawn = 400, np.random.default_rng(5)
    factor = np.where(drawn.random((n, 4)) < 0.3, 4.0 ** drawn.uniform(-1, 1, (n, 4)), 1.0)
    log = events(
        *(
            review(i + 1, 5 + 3 * k, 8_000, int(8_000 * factor[i, k]))
            for i in range(n)
            for k in range(4)
        )
    )
    rows = limit_decisions(histories(MONTHS, n), log, "2023-06")
    by_month = np.repeat(factor, 3, axis=1)
    balance = 800.0 * by_month @ (np.arange(12, 0, -1) / 78)
    level = np.full(n, np.log(800.0))
    found = lot_response(balance, level, rows.lot, Slope(0.7, 100.0))
    assert found.slope.mean == pytest.approx(1.0, abs=0.01)
    assert np.exp(found.base) == pytest.approx(800.0, rel=0.01)


def test_nothing_of_the_decision_itself_is_known_before_it(two, log):
    some = limit_decisions(two, log, "2023-06")
    seen = before_decision(two.known_at("2023-06"))
    assert seen["limit_fen"][:, -1].tolist() == [1_000_000, 1_000_000]
    assert some.table.column("line_use_now") == pytest.approx([0.3, 0.3])


def test_decisions_without_a_known_outcome_do_not_count(two, log):
    later = pd.concat([log, events(review(1, 12, 8_000, 8_000))])
    assert len(limit_decisions(two, later, "2024-12")) == 3
    with pytest.raises(BadData, match="15 months"):
        limit_decisions(two, events(review(1, 12, 8_000, 8_000)), "2024-12")


def test_nobody_in_default_is_decided_on(two):
    late = events(review(2, 11, 9_000, 9_000), review(1, 2, 8_000, 8_000))
    assert limit_decisions(two, late, "2023-12", loss_months=12).table.borrower_id.tolist() == [1]


def test_the_last_proposal_by_a_month(two, log):
    ids = np.array([1, 2, 3])
    assert proposals(two, log, "2023-06", ids)[:2].tolist() == [8_000, 9_000]
    assert np.isnan(proposals(two, log, "2023-05", ids)).all()
    assert np.isnan(proposals(two, log, "2023-12", ids)[2])


def test_a_missing_column_is_named(two, log):
    with pytest.raises(BadData, match="proposal_fen"):
        limit_decisions(two, log.drop(columns="proposal_fen"), "2023-06")
