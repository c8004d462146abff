from datetime import date

import numpy as np
import pandas as pd
import pytest

from mingxi.declare.errors import BadData
from mingxi.features.standing import applications, last_repayments
from mingxi.records.application import STANDING, UNKNOWN
from mingxi.records.histories import Histories

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
        income_fen=[600.0, np.nan, np.nan, np.nan],
        bureau_inquiries=[4, 5],
    )
    facts = applications(known, NO_REPAYMENTS, NO_INCIDENTS, ON)
    # what a world does not hold is not made up; every rule that reads it lets everybody through
    assert set(STANDING) - set(facts.facts) <= set(UNKNOWN)
    assert facts["days_past_due"].tolist() == [3]
    assert facts["draws_this_month"].tolist() == [2]
    assert facts["submissions_busiest_day"].tolist() == [7]
    assert facts["anomaly"].tolist() == [False]
    assert facts["inquiries_last_month"].tolist() == [5]
    assert np.isnan(facts["monthly_income"]).all()
    assert np.isnat(facts["repaid_on"]).all()


def test_what_was_lost_for_a_month_is_neither_unknown_nor_bad(histories):
    known = histories(24, income_fen=[300_000.0, 600_000.0, np.nan, np.nan])
    lost = {**known.monthly, "bureau_inquiries": np.full((1, 24), np.nan)}
    facts = applications(
        Histories(known.months, known.fixed, lost), NO_REPAYMENTS, NO_INCIDENTS, ON
    )
    assert facts["monthly_income"].tolist() == [6000.0]  # an income of the last quarter is known
    assert facts["inquiries_last_month"].tolist() == [0]  # no report, no fresh inquiries


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
        (("maintenance", "West", "2024-12-31", "2024-12-31"), [False, True]),
        (("maintenance", "", "2024-12-01", "2025-01-09"), [True, True]),
        (("network", "East", "2025-01-01", "2025-01-02"), [False, False]),
        (("network", "East", "2024-12-01", "2024-12-30"), [False, False]),
        (("funds_short", "", "2024-12-01", "2025-01-02"), [False, False]),
    ]
    for row, expected in cases:
        facts = applications(known, NO_REPAYMENTS, incidents(row), ON)
        fact = "system_incident" if row[0] == "maintenance" else "network_incident"
        assert facts[fact].tolist() == expected
        other = {"system_incident", "network_incident"} - {fact}
        assert not facts[other.pop()].any()
        assert facts["funds_short"].tolist() == [row[0] == "funds_short"] * 2


def test_a_table_without_a_needed_column_is_refused(histories):
    with pytest.raises(BadData, match="posted_on"):
        last_repayments(np.array([1]), NO_REPAYMENTS.drop(columns="posted_on"), ON)
    with pytest.raises(BadData, match="ends_on"):
        applications(histories(24), NO_REPAYMENTS, NO_INCIDENTS.drop(columns="ends_on"), ON)


def test_a_file_that_did_not_grow_is_an_old_report(histories):
    known = histories(
        4, n=4, bureau_file_months=[[7, 8, 9, 10], [7, 8, 8, 8], [7, 8, 9, 9], [0] * 4]
    )
    held = applications(known, NO_REPAYMENTS, NO_INCIDENTS, ON)["report_on"]
    assert held.astype(str).tolist() == ["2024-11-30", "2024-09-30", "2024-10-31", "NaT"]
