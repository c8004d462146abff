"""How late a borrower was in each month."""

import numpy as np

from mingxi.features.windows import line_months
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


def days_late(known: Histories, months: int, skip: int = 0) -> FloatArray:
    """Days late in each month of a window, shape (n, ≤ months); NaN where no line was open.

    The larger of the delay of the month's instalment and the days past due at month end: an
    instalment that is still unpaid has no payment to be late with yet.
    """
    return np.fmax(
        line_months(known, "late_days", months, skip), line_months(known, "dpd", months, skip)
    )
