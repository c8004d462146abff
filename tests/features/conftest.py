"""Small histories made by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mingxi.records.columns import FIXED, MONTHLY
from mingxi.records.histories import Histories

BuildHistories = Callable[..., Histories]

# a borrower to whom nothing happens: an open line, a known income, a credit file
NEUTRAL = {
    "on_book": True,
    "limit_fen": 1_000_000,
    "income_fen": 600_000.0,
    "income_verified": True,
    "identity_valid": True,
    "outside_score": 650,
    "active_days": 10,
    "n_scenes": 4,
    "spend_fen": 200_000,
    "bureau_file_months": 40,
}
FIXED_NEUTRAL = {"region": "East", "city_tier": "T2", "segment": "salaried", "industry": "retail"}


def month_names(n_months: int) -> tuple[str, ...]:
    return tuple(f"{2023 + i // 12}-{i % 12 + 1:02d}" for i in range(n_months))


def build_histories(n_months: int = 24, n: int = 1, **columns: Any) -> Histories:
    """Neutral histories; a column given as list is one borrower's last months, right-aligned."""
    fixed: dict[str, Any] = {}
    for column in FIXED:
        value = columns.pop(column.name, FIXED_NEUTRAL.get(column.name, 0))
        fixed[column.name] = np.full(n, value) if np.isscalar(value) else np.asarray(value)
    if not fixed["borrower_id"].any():
        fixed["borrower_id"] = np.arange(1, n + 1)
    monthly: dict[str, Any] = {}
    for column in MONTHLY:
        neutral = NEUTRAL.get(column.name, 0)
        values = np.full((n, n_months), neutral, dtype=column.dtype)
        given = columns.pop(column.name, None)
        if given is not None:
            given = np.atleast_2d(np.asarray(given, dtype=column.dtype))
            values[:, n_months - given.shape[1] :] = given
        monthly[column.name] = values
    assert not columns, f"no such columns: {sorted(columns)}"
    return Histories(month_names(n_months), fixed, monthly)


def random_histories(seed: int, n: int, n_months: int) -> Histories:
    """Histories with every column drawn at random inside its meaning."""
    rng = np.random.default_rng(seed)
    shape = (n, n_months)
    monthly: dict[str, Any] = {}
    for column in MONTHLY:
        if column.dtype == "bool":
            values = rng.random(shape) < 0.5
        elif column.unit == "fen":
            values = rng.integers(0, 3_000_000, shape) * (rng.random(shape) < 0.6)
        elif column.unit == "fen per month":
            values = np.where(rng.random(shape) < 0.3, np.nan, rng.uniform(1e5, 3e6, shape))
        else:
            values = rng.integers(0, 120, shape) * (rng.random(shape) < 0.5)
        monthly[column.name] = values.astype(column.dtype)
    opened = rng.integers(-6, n_months + 3, n)
    monthly["on_book"] = np.arange(n_months) >= opened[:, None]
    fixed = {
        "borrower_id": np.arange(1, n + 1),
        "open_month": opened.astype(np.int16),
        "region": rng.choice(["East", "West"], n),
        "city_tier": rng.choice(["T1", "T3"], n),
        "segment": rng.choice(["salaried", "gig"], n),
        "industry": rng.choice(["retail", "farming"], n),
        "gender": rng.choice(["female", "male"], n),
        "age": rng.integers(18, 70, n).astype(np.int16),
    }
    return Histories(month_names(n_months), fixed, monthly)


@pytest.fixture(scope="session")
def histories() -> BuildHistories:
    return build_histories


@pytest.fixture(scope="session")
def drawn_histories() -> BuildHistories:
    return random_histories
