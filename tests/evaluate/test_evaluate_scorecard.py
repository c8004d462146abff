import re

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from mingxi.evaluate.scorecard import scorecard


def test_all_measures_by_names_a_tracker_accepts():
    rng = np.random.default_rng(0)
    pd = rng.beta(1, 9, 5000)
    y = (rng.random(5000) < pd).astype(float)
    card = scorecard(np.append(y, np.nan), np.append(pd, 0.5), pd)
    assert all(re.fullmatch(r"[a-z_]+", name) for name in card)
    assert all(isinstance(value, float) and np.isfinite(value) for value in card.values())
    assert (card["rows"], card["defaults"]) == (5000.0, y.sum())
    assert card["mean_pd"] == pytest.approx(card["default_rate"], abs=0.015)
    assert card["auc"] == pytest.approx(roc_auc_score(y, pd))
    assert card["gini"] == pytest.approx(2 * card["auc"] - 1)
    assert card["calibration_slope"] == pytest.approx(1.0, abs=0.15)
    assert card["psi"] < 0.01


@pytest.mark.parametrize("y", [[], [0.0, 0.0], [np.nan]])
def test_a_slice_of_one_class_or_nobody_does_not_crash(y):
    card = scorecard(np.array(y), np.full(len(y), 0.1), np.full(10, 0.1))
    assert np.isnan(card["auc"])
    assert np.isnan(card["calibration_slope"])
    assert card["rows"] == float(np.isfinite(y).sum())
