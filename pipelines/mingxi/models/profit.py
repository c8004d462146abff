"""What a line earns in a year at a given limit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig

FloatArray = NDArray[np.float64]

# yearly rate = daily rate × 365 (PBoC announcement 2021 no. 3 on stating yearly loan rates)
DAYS_PER_YEAR = 365
# assumption: limits that consumer lines are sold at, dense where most lines are; the last is the
# legal ceiling for one person
LIMIT_GRID = tuple(1000.0 * k for k in (0.5, 1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200))


@dataclass(frozen=True)
class ProfitTerms:
    """Terms of business; the configuration states them with their sources.

    Parameters
    ----------
    daily_rate : float
        Interest, share of the balance per day (0.0004 is 14.6 % a year).
    funding_rate : float
        Cost of the money lent, share of the balance per year.
    lgd : float
        Loss given default, share of the exposure at default.
    ccf : float
        Credit conversion factor: share of the undrawn limit that is drawn before a default.
    undrawn_cost : float
        Cost of keeping the rest of the limit ready, share of the undrawn limit per year.
    fixed_cost : float
        Cost of one line, money per year.

    Raises
    ------
    BadConfig
        A share lies outside [0, 1], or the fixed cost is negative.
    """

    daily_rate: float
    funding_rate: float
    lgd: float
    ccf: float
    undrawn_cost: float
    fixed_cost: float

    def __post_init__(self) -> None:
        for name in ("daily_rate", "funding_rate", "lgd", "ccf", "undrawn_cost"):
            got = getattr(self, name)
            if not 0.0 <= got <= 1.0:
                raise BadConfig(f"profit term {name!r}", f"it is {got}", "Use a share, 0 to 1")
        if not 0.0 <= self.fixed_cost < float("inf"):
            raise BadConfig(
                "profit term 'fixed_cost'", f"it is {self.fixed_cost}", "Use money per year, ≥ 0"
            )


def annual_profit(
    pd_12m: FloatArray, balance: FloatArray, limit: FloatArray, terms: ProfitTerms
) -> FloatArray:
    """Expected profit of a line over 12 months, money, in the common shape of the arguments.

    Parameters
    ----------
    pd_12m : ndarray
        Default probability at this limit.
    balance : ndarray
        Mean balance over the year at this limit, money; what exceeds the limit is not counted.
    limit : ndarray
        Money.
    terms : ProfitTerms

    Examples
    --------
    One line of 10,000, half used, 2 % risk: earns 0.98 × 0.1 × 5,000 = 490, loses
    0.02 × 0.9 × 7,500 = 135, keeps 5,000 ready for 5 and costs 20.

    >>> terms = ProfitTerms(0.14 / 365, 0.04, 0.9, 0.5, 0.001, 20.0)
    >>> round(float(annual_profit(np.array(0.02), np.array(5e3), np.array(1e4), terms)), 6)
    330.0
    """
    balance = np.minimum(balance, limit)
    undrawn = limit - balance
    margin = terms.daily_rate * DAYS_PER_YEAR - terms.funding_rate
    earned = (1.0 - pd_12m) * margin * balance
    lost = expected_loss(pd_12m, balance, limit, terms)
    return np.asarray(earned - lost - terms.undrawn_cost * undrawn - terms.fixed_cost)


def line_profit(
    balance: FloatArray, loss: FloatArray, limit: FloatArray, terms: ProfitTerms
) -> FloatArray:
    """Profit of a line over 12 months, money, where its loss is known or expected as an amount.

    Parameters
    ----------
    balance : ndarray
        Mean balance over the year, nothing from a default on; at most ``limit``, money.
    loss : ndarray
        Money.
    limit : ndarray
        Money.
    terms : ProfitTerms

    Examples
    --------
    The line of `annual_profit` again, its loss told as 135:

    >>> terms = ProfitTerms(0.14 / 365, 0.04, 0.9, 0.5, 0.001, 20.0)
    >>> round(float(line_profit(np.array(5e3), np.array(135.0), np.array(1e4), terms)), 6)
    340.0
    """
    margin = terms.daily_rate * DAYS_PER_YEAR - terms.funding_rate
    ready = terms.undrawn_cost * (limit - balance) + terms.fixed_cost
    return np.asarray(margin * balance - loss - ready)


def expected_loss(
    pd_12m: FloatArray, balance: FloatArray, limit: FloatArray, terms: ProfitTerms
) -> FloatArray:
    """Expected loss of a line, money; arguments as in `annual_profit`.

    Examples
    --------
    >>> terms = ProfitTerms(0.14 / 365, 0.04, 0.9, 0.5, 0.001, 20.0)
    >>> round(float(expected_loss(np.array(0.02), np.array(5e3), np.array(1e4), terms)), 6)
    135.0
    """
    balance = np.minimum(balance, limit)
    return np.asarray(pd_12m * terms.lgd * (balance + terms.ccf * (limit - balance)))
