from datetime import date

import numpy as np
import pandas as pd
import pytest

from mingxi.declare.errors import BadData
from mingxi.features.standing import applications, last_repayments
from mingxi.records.application import STANDING

ON = date(2024, 12, 31)
NO_REPAYMENTS = pd.DataFrame(columns=["borrower_id", "paid_on", "paid_fen", "posted_on"])
NO_INCIDENTS = pd.DataFrame(columns=["kind", "region", "starts_on", "ends_on"])


def repayments(*rows):
    frame = pd.DataFrame(rows, columns=["borrower_id", "paid_on", "paid_fen", "posted_on"])
    days = ["paid_on", "posted_on"]
    # as a store gives dates: Python dates, empty where nothing was paid
    frame[days] = frame[days].map(date.fromisoformat, na_action="ignore")
    return frame


def incidents(*rows):
    frame = pd.DataFrame(rows, columns=["kind", "region", "starts_on", "ends_on"])
    days = ["starts_on", "ends_on"]
    frame[days] = frame[days].map(date.fromisoformat)
    return frame


def test_amounts_are_whole_yuan_rounded_up(histories):
    known = histories(24, balance_fen=[100_001], pending_fen=[30_050])
    facts = applications(known, NO_REPAYMENTS, NO_INCIDENTS, ON)
    # 699.51 yuan are owed once the 300.50 on their way are posted
    assert facts["outstanding"].tolist() == [700]
    assert facts["pending"].tolist() == [301]
    assert facts["monthly_income"].tolist() == [6000.0]


def test_facts_are_those_of_the_snapshot_month_and_all_are_known(histories):
    known = histories(
        24,
        dpd=[40, 3],
        n_draws=[9, 2],
        n_submissions=[1, 7],
        anomaly=[True, False],
        income_fen=[600.0, np.nan],
        bureau_inquiries=[4, 5],
    )
    facts = applications(known, NO_REPAYMENTS, NO_INCIDENTS, ON)
    assert set(facts.facts) == set(STANDING)
    assert facts["days_past_due"].tolist() == [3]
    assert facts["draws_this_month"].tolist() == [2]
    assert facts["submissions_busiest_day"].tolist() == [7]
    assert facts["anomaly"].tolist() == [False]
    assert facts["inquiries_last_month"].tolist() == [5]
    assert np.isnan(facts["monthly_income"]).all()
    assert np.isnat(facts["repaid_on"]).all()


def test_inquiries_are_those_a_lender_knows(histories):
    whole = histories(24, bureau_inquiries=[0, 2, 8])
    facts = applications(whole.known_at("2024-12"), NO_REPAYMENTS, NO_INCIDENTS, ON)
    assert facts["inquiries_last_month"].tolist() == [2]


def test_the_last_repayment_is_the_last_one_received_by_the_day():
    paid = repayments(
        (7, "2024-11-30", 50_000, "2024-12-01"),
        (7, "2024-12-30", 20_000, "2025-01-02"),
        (7, "2024-12-30", 15_001, "2025-01-05"),
        (7, "2025-01-01", 99_900, "2025-01-01"),
        (8, None, 0, None),
    )
    last = last_repayments(np.array([8, 7, 9]), paid, ON)
    assert last.repaid_on.astype(str).tolist() == ["NaT", "2024-12-30", "NaT"]
    assert last.posted_on.astype(str).tolist() == ["NaT", "2025-01-05", "NaT"]
    assert last.amount.tolist() == [0, 351, 0]


def test_an_incident_touches_its_region_on_its_days(histories):
    known = histories(24, n=2, region=["East", "West"])
    cases = [
        (("network", "East", "2024-12-31", "2024-12-31"), [True, False]),
        (("maintenance", "", "2024-12-01", "2025-01-09"), [True, True]),
        (("network", "East", "2025-01-01", "2025-01-02"), [False, False]),
        (("network", "East", "2024-12-01", "2024-12-30"), [False, False]),
        (("funds_short", "", "2024-12-01", "2025-01-02"), [False, False]),
    ]
    for row, expected in cases:
        facts = applications(known, NO_REPAYMENTS, incidents(row), ON)
        assert facts["system_incident"].tolist() == expected
        assert facts["funds_short"].tolist() == [row[0] == "funds_short"] * 2


def test_a_table_without_a_needed_column_is_refused(histories):
    with pytest.raises(BadData, match="posted_on"):
        last_repayments(np.array([1]), NO_REPAYMENTS.drop(columns="posted_on"), ON)
    with pytest.raises(BadData, match="ends_on"):
        applications(histories(24), NO_REPAYMENTS, NO_INCIDENTS.drop(columns="ends_on"), ON)
