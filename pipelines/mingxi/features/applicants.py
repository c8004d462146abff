"""What an applicant brings: facts that do not come from a line with us."""

from mingxi.features.table import FEATURES

# unknown, or alike for everybody, until a line has opened; a test holds the list against a world
OF_THE_LINE = frozenset(
    {
        "dpd_now",
        "n_late_3m",
        "worst_late_days_3m",
        "ontime_share_12m",
        "n_late_4_24m",
        "worst_late_days_4_24m",
        "months_since_old_late",
        "n_draws_3m",
        "n_reborrows_3m",
        "n_reborrows_12m",
        "drawn_to_income_3m",
        "n_limit_requests_3m",
        "line_use_now",
        "line_use_6m",
        "n_nearly_full_6m",
        "investment_share_3m",
        "investment_out_6m",
        "linked_share_3m",
        "n_linked_out_12m",
        "months_with_us",
        "n_ontime_24m",
        "repaid_24m",
        "asked_share_48m",
    }
)
BROUGHT = tuple(f.what.key for f in FEATURES if f.what.key not in OF_THE_LINE)
# the feature that counts the months on the line: while it is unknown, the application says more
HISTORY = "months_with_us"
# whoever has been here for less sets the level: at the opening alone there are too few defaults
NEW_MONTHS = 3.0
