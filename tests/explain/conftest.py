import lightgbm as lgb
import numpy as np
import pytest


@pytest.fixture(scope="session")
def rng():
    return np.random.default_rng(3)


@pytest.fixture(scope="session")
def grown():
    """Boosters over numbers, gaps, ties and nominal levels; each with the rows it learned from."""

    def grow(seed: int, *, nominal: bool = True, rounds: int = 12, **params):
        random = np.random.default_rng(seed)
        rows = random.normal(size=(400, 6))
        rows[:, 1] = np.round(rows[:, 1])  # ties
        rows[random.random(rows.shape) < 0.1] = np.nan
        rows[:, 4] = random.integers(0, 9, 400)
        filled = np.nan_to_num(rows)
        y = filled[:, 0] + filled[:, 1] * filled[:, 2] + (filled[:, 4] % 3 == 1)
        settings = {"num_leaves": 9, "min_data_in_leaf": 5, "verbosity": -1, "seed": seed}
        settings |= {"objective": "regression", "num_threads": 1, **params}
        data = lgb.Dataset(rows, y, categorical_feature=[4] if nominal else "auto")
        return lgb.train(settings, data, rounds), rows

    return grow
