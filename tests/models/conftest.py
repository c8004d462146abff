"""A small portfolio with known causes, made of numpy alone."""

import os
from dataclasses import dataclass

# threads that wait by spinning make two-thread training 40 times slower on a busy machine; read
# once, when the first library that uses OpenMP is imported
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy as np
import pytest

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.records.feature_table import FeatureTable

SAY = Words("值是 {value}。", "The value is {value}.")
CONCEPTS = tuple(Concept(k, Words(k, k), Words(k, k)) for k in ("payments", "means", "life"))
UP, DOWN, FREE = Direction.RAISES, Direction.LOWERS, Direction.EITHER


def feature(key, on_risk, on_limit, concept, categories=()):
    return Feature(
        key=key,
        name=Words(key, key),
        unit="code" if categories else "ratio",
        on_risk=on_risk,
        on_limit=on_limit,
        concept=concept,
        actionable=Actionable.NOT,
        code="R01",
        if_adverse=SAY,
        categories=categories,
    )


FEATURES = (
    feature("late", UP, DOWN, "payments"),
    feature("income", DOWN, UP, "means"),
    feature("debt", UP, DOWN, "means"),
    feature("work", FREE, FREE, "life", ("salaried", "gig", "own")),
    feature("noise", FREE, FREE, "life"),
    feature("收入证明", DOWN, UP, "means"),
)


@dataclass(frozen=True)
class Portfolio:
    table: FeatureTable
    default: np.ndarray
    pd: np.ndarray
    limit: np.ndarray
    balance: np.ndarray


def make_portfolio(n, seed, months=("2024-01", "2024-02")):
    """``n`` rows: every borrower once per month; risk, limit and balance follow known formulas."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, len(FEATURES)))
    x[:, 3] = rng.integers(0, 3, n)
    x[:, 5] = rng.integers(0, 2, n)
    logged = np.exp(8.5 + 0.6 * x[:, 1] - 0.3 * x[:, 0] + 0.3 * x[:, 5] + 0.5 * rng.normal(size=n))
    limit = np.clip(np.round(logged, -2), 500, 200_000)
    logit = (
        -3.0
        + 0.8 * x[:, 0]
        - 0.5 * x[:, 1]
        + 0.5 * x[:, 2]
        + 0.4 * (x[:, 3] == 1)
        - 0.5 * x[:, 5]
        + 0.3 * np.log(limit / 5000)
    )
    pd = 1 / (1 + np.exp(-logit))
    default = (rng.random(n) < pd).astype(float)
    balance = limit**0.8 * rng.gamma(2.0, 0.5, n) * (rng.random(n) < 0.8)
    x[rng.random(x.shape) < 0.05] = np.nan
    borrower = np.arange(n) // len(months)
    month = np.array([months[i % len(months)] for i in range(n)])
    table = FeatureTable(FEATURES, CONCEPTS, x, borrower, month)
    return Portfolio(table, default, pd, limit, np.minimum(balance, limit))


@pytest.fixture(scope="session")
def portfolio():
    return make_portfolio(8000, seed=11)


@pytest.fixture(scope="session")
def later():
    return make_portfolio(4000, seed=12)


@pytest.fixture(scope="session")
def portfolio_of():
    return make_portfolio
