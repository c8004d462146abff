"""Monthly income as the lender estimates it."""

from mingxi.features.windows import FEN_PER_YUAN, mean, person_months
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


def income_3m(known: Histories) -> FloatArray:
    """Mean of the known income estimates of the last 3 months, yuan per month, shape (n,).

    NaN when none is known.
    """
    return mean(person_months(known, "income_fen", 3)) / FEN_PER_YUAN
