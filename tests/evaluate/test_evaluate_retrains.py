import numpy as np
import pytest

from mingxi.evaluate.retrains import retrain_spread

TIERS = np.array(["A", "B", "C"])


def spread(noise, n=2000, seed=0):
    rng = np.random.default_rng(seed)
    z = rng.normal(-2, 1, n)
    again = z + noise * rng.normal(size=(5, n))
    p, q = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(-again))
    bounds = [0.1, 0.3]
    return retrain_spread(
        p, q, TIERS[np.searchsorted(bounds, p)], TIERS[np.searchsorted(bounds, q)]
    )


def test_a_model_that_stays_the_same_moves_nobody():
    assert spread(0.0) == pytest.approx(
        {"retrains": 5, "pd_moved": 0, "order_kept": 1, "tier_kept": 1, "tier_near": 1}
    )


def test_the_more_a_model_depends_on_the_draw_the_more_people_move():
    little, much = spread(0.05), spread(0.5)
    assert little["pd_moved"] == pytest.approx(0.04, abs=0.01)  # 0.05 × mean |normal|
    assert much["pd_moved"] > 5 * little["pd_moved"]
    for name in ("order_kept", "tier_kept", "tier_near"):
        assert much[name] < little[name] <= 1
