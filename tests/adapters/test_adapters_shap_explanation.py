"""shap's own plots take our exact contributions."""

import warnings

import numpy as np
import pytest

from mingxi.adapters.shap_explanation import shap_explanation
from mingxi.explain.contributions import Contributions

shap = pytest.importorskip("shap")  # also keeps the warnings of its import apart

NAMES = ["late payments", "many lenders", "income"]


@pytest.fixture
def found():
    push = np.random.default_rng(5).normal(size=(40, 3))
    base = np.full(40, 2.0)
    return Contributions(base, push, base + push.sum(axis=1))


def test_nothing_is_lost_on_the_way(found):
    told = shap_explanation(found, np.arange(120.0).reshape(40, 3), NAMES, "yuan")
    assert np.array_equal(told.base_values + told.values.sum(axis=1), found.output)
    assert told.feature_names == NAMES
    assert told[3].values.tolist() == found.push[3].tolist()
    assert told[3].data.tolist() == [9.0, 10.0, 11.0]


@pytest.mark.parametrize("plot", ["beeswarm", "bar", "scatter", "waterfall", "heatmap"])
def test_shap_draws_it(found, plot):
    from matplotlib import pyplot as plt

    plt.switch_backend("Agg")
    told = shap_explanation(found, found.push + 1, NAMES, "yuan")
    told = {"scatter": lambda: told[:, 0], "waterfall": lambda: told[0]}.get(plot, lambda: told)()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # shap and matplotlib are not of one age
        getattr(shap.plots, plot)(told, show=False)
    drawn = plt.gcf().axes[0]
    assert drawn.collections or drawn.patches or drawn.images or drawn.lines
    plt.close("all")


def test_wrong_shapes_are_noticed(found):
    with pytest.raises(AssertionError):
        shap_explanation(found, found.push[:, :2], NAMES, "yuan")
