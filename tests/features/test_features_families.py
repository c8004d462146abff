"""Each feature on histories that a hand can check; months are right-aligned, oldest first."""

import numpy as np
import pytest

from mingxi.features.table import FEATURES

nan = np.nan
BY_KEY = {f.what.key: f for f in FEATURES}
NO_LINE = {"on_book": [False] * 24}
NO_FILE = {"bureau_file_months": [0] * 24}
NO_INCOME = {"income_fen": [nan] * 24}

EXAMPLES = {
    "dpd_now": [({"dpd": [40, 12]}, 12), ({}, 0), (NO_LINE, nan)],
    "n_late_3m": [
        ({"late_days": [9, 0, 2, 0]}, 1),
        ({"late_days": [0, 0, 1], "dpd": [35, 0, 0]}, 2),
        (NO_LINE, nan),
    ],
    "worst_late_days_3m": [
        ({"late_days": [50, 3, 0, 8]}, 8),
        ({"late_days": [0, 0, 8], "dpd": [0, 20, 51]}, 51),
    ],
    "ontime_share_12m": [
        ({"due_fen": [100] * 4, "late_days": [0, 5, 0, 0]}, 0.75),
        # months with nothing due do not count
        ({"due_fen": [100, 0, 0, 100], "late_days": [5, 0, 0, 0]}, 0.5),
        ({"due_fen": [0] * 24}, nan),
        ({"due_fen": [100] * 13, "late_days": [30, *[0] * 12]}, 1.0),
    ],
    "n_late_4_24m": [
        ({"late_days": [9, 9, 9]}, 0),
        ({"late_days": [9, 0, 0, 0]}, 1),
        ({"late_days": [1] * 24}, 21),
        ({"on_book": [*[False] * 21, True, True, True]}, 0),
    ],
    "worst_late_days_4_24m": [({"late_days": [7, 0, 90, 0, 0]}, 7), ({"dpd": [33, 0, 0, 0]}, 33)],
    "months_since_old_late": [
        ({"late_days": [1, 0, 0, 0]}, 4),
        ({"late_days": [1, *[0] * 23]}, 24),
        ({"late_days": [5, 5, 5]}, 25),
        ({"on_book": [*[False] * 21, True, True, True]}, 25),
    ],
    "bureau_late_24m": [({"bureau_late": [5, 2]}, 2), (NO_FILE, nan)],
    "bureau_late_rise_6m": [
        ({"bureau_late": [9, 1, 1, 1, 1, 1, 1, 3]}, 2),
        ({"bureau_late": [4, 4, 4, 4, 4, 4, 1]}, 0),
        (NO_FILE, nan),
    ],
    "bureau_guarantees": [({"bureau_guarantees": [0, 2]}, 2)],
    "n_draws_3m": [({"n_draws": [9, 1, 0, 2]}, 3), (NO_LINE, nan)],
    "n_reborrows_3m": [({"n_reborrows": [9, 1, 1, 0]}, 2)],
    "n_reborrows_12m": [({"n_reborrows": [5, *[1] * 12]}, 12)],
    "drawn_to_income_3m": [
        ({"drawn_fen": [900_000, 600_000, 0, 300_000]}, 1.5),
        (NO_INCOME, nan),
        (NO_LINE, 0),
    ],
    "bureau_lenders": [({"bureau_lenders": [1, 4]}, 4), (NO_FILE, nan)],
    "bureau_small_lenders": [({"bureau_small_lenders": [3, 1]}, 1), (NO_FILE, nan)],
    "bureau_lenders_rise_6m": [({"bureau_lenders": [0, 2, 2, 2, 2, 2, 2, 5]}, 3)],
    "bureau_inquiries_3m": [({"bureau_inquiries": [9, 1, 2, 3]}, 6)],
    "bureau_inquiries_12m": [({"bureau_inquiries": [9, *[1] * 12]}, 12)],
    "n_limit_requests_3m": [({"n_limit_requests": [9, 0, 2, 1]}, 3)],
    "dues_to_income_3m": [
        ({"due_fen": [60_000] * 3, "bureau_due_fen": [120_000] * 3}, 0.3),
        ({"due_fen": [60_000] * 3, "bureau_due_fen": [120_000] * 3, **NO_FILE}, 0.1),
        (NO_INCOME, nan),
    ],
    "debt_to_income": [
        ({"balance_fen": [300_000], "bureau_debt_fen": [900_000]}, 2.0),
        # a claim on a closed line is owed all the same
        ({"balance_fen": [300_000], **NO_LINE}, 0.5),
        ({"balance_fen": [0], **NO_LINE}, 0.0),
        ({"income_fen": [nan, nan, 300_000.0], "balance_fen": [300_000]}, 1.0),
    ],
    "outside_debt_rise_6m": [
        ({"bureau_debt_fen": [0, 100, 0, 0, 0, 0, 0, 1_200_100]}, 2.0),
        ({"bureau_debt_fen": [900_000, 0, 0, 0, 0, 0, 0]}, 0.0),
    ],
    "instalment_share_6m": [
        ({"spend_fen": [500] * 6, "instalment_spend_fen": [0, 0, 0, 0, 0, 1500]}, 0.5),
        ({"spend_fen": [0] * 6}, nan),
    ],
    "line_use_now": [
        ({"balance_fen": [0, 250_000]}, 0.25),
        ({"balance_fen": [500], "limit_fen": [0]}, nan),
    ],
    "line_use_6m": [({"balance_fen": [900_000, *[0] * 4, 500_000, 1_000_000]}, 0.25)],
    "n_nearly_full_6m": [
        ({"balance_fen": [1_000_000, 900_000, 900_001, 0, 0, 0, 1_000_000]}, 2),
    ],
    "investment_share_3m": [
        ({"drawn_fen": [100, 300, 100], "high_risk_out_fen": [0, 100, 0]}, 0.2),
        ({"high_risk_out_fen": [70]}, 0),
        (NO_LINE, nan),
    ],
    "investment_out_6m": [({"high_risk_out_fen": [999, 100, 0, 0, 0, 0, 200]}, 3)],
    "linked_share_3m": [({"drawn_fen": [500, 0, 100, 100], "linked_out_fen": [100]}, 0.5)],
    "n_linked_out_12m": [({"linked_out_fen": [5, *[1, 0] * 6]}, 6)],
    "monthly_income_3m": [({"income_fen": [1.0, 500_000.0, nan, 700_000.0]}, 6_000)],
    "income_seen_1m": [
        ({"inflow_fen": [500_000.0, 300_000.0]}, 3_000),
        # one month may be lost, two are told as nothing seen
        ({"inflow_fen": [500_000.0, nan]}, 5_000),
        ({"inflow_fen": [500_000.0, nan, nan]}, nan),
    ],
    "income_seen_drop_1m": [
        ({"inflow_fen": [400_000.0] * 12 + [100_000.0]}, 0.75),
        ({"inflow_fen": [400_000.0] * 12 + [500_000.0]}, 0.0),
        ({"inflow_fen": [*[nan] * 21, 400_000.0, 400_000.0, 100_000.0]}, nan),
        ({"inflow_fen": [400_000.0] * 12 + [nan]}, 0.0),  # the month before is the last one seen
        ({"inflow_fen": [400_000.0] * 12 + [nan, nan]}, nan),
    ],
    "income_left_3m": [
        ({"due_fen": [100_000] * 3, "bureau_due_fen": [200_000] * 3}, 3_000),
        ({"due_fen": [900_000] * 3}, 0),
        (NO_INCOME, nan),
    ],
    "income_spread_12m": [
        ({"income_fen": [*[nan] * 8, 400.0, 400.0, 800.0, 800.0]}, 1 / 3),
        ({"income_fen": [*[nan] * 22, 4.0, 8.0]}, 1 / 3),
        ({"income_fen": [*[nan] * 23, 8.0]}, 0.0),  # one month shows no swing
        ({"income_fen": [nan] * 24}, nan),
    ],
    "income_drop_3m": [
        ({"income_fen": [800.0] * 21 + [400.0] * 3}, 0.5),
        ({"income_fen": [400.0] * 21 + [800.0] * 3}, 0.0),
        ({"income_fen": [*[nan] * 19, 800.0, 800.0, 4.0, 4.0, 4.0]}, nan),
    ],
    "income_verified": [({"income_verified": [True, False]}, 0), ({}, 1)],
    "profile_items_missing": [({"profile_items_missing": [4, 2]}, 2)],
    "active_days_3m": [({"active_days": [30, 1, 0, 5]}, 6)],
    "n_scenes_3m": [({"n_scenes": [9, 1, 2, 3]}, 2)],
    "outside_score": [({"outside_score": [700, 612]}, 612)],
    "outside_score_drop_3m": [
        ({"outside_score": [900, 640, 600, 650, 610]}, 40),
        ({"outside_score": [600, 601, 602]}, 48),
        ({"outside_score": [600, 610, 620, 630]}, 0),
    ],
    "bureau_file_months": [({"bureau_file_months": [40, 41]}, 41), (NO_FILE, nan)],
    "months_with_us": [
        ({"open_month": 20}, 3),
        ({"open_month": -5}, 28),
        ({"open_month": 22}, 1),
        ({"open_month": 23}, nan),  # less than a month
        (NO_LINE, nan),
    ],
    "n_ontime_24m": [({"due_fen": [100] * 5, "late_days": [0, 3, 0, 0, 0]}, 4), (NO_LINE, nan)],
    "repaid_24m": [({"paid_fen": [900, *[1_000] * 6]}, 69), ({}, 0), (NO_LINE, nan)],
    "asked_share_48m": [
        # on the busiest day, so more than one request is still one month
        ({"n_submissions": [0] * 18 + [3, 0, 1, 0, 0, 2]}, 0.125),
        # months without a line do not count
        ({"on_book": [*[False] * 20, *[True] * 4], "n_submissions": [0, 1, 0, 0]}, 0.25),
        (NO_LINE, nan),
    ],
}
CASES = [(key, columns, value) for key, cases in EXAMPLES.items() for columns, value in cases]


@pytest.mark.parametrize(("key", "columns", "expected"), CASES)
def test_a_hand_agrees(histories, key, columns, expected):
    found = BY_KEY[key](histories(24, **columns))
    np.testing.assert_allclose(found, [expected])


def test_every_feature_has_an_example():
    assert set(EXAMPLES) == set(BY_KEY)
