"""The dependence picture shows one dot per known value, from our own contributions."""

import numpy as np
import pytest

from mingxi.report.figures import dependence_figure

shap = pytest.importorskip("shap")


def test_every_known_value_is_a_dot():
    random = np.random.default_rng(1)
    values = random.normal(size=(50, 2))
    values[::5, 0] = np.nan
    push = 2 * np.nan_to_num(values)
    told = shap.Explanation(values=push, data=values, feature_names=["a", "b"])
    figure = dependence_figure(told[:, 0], "push (¥)")
    axes = figure.axes[0]
    assert axes.get_ylabel() == "push (¥)"
    assert axes.get_xlabel() == "a"
    dots = {
        round(float(v), 9)
        for drawn in axes.collections
        for v in np.ma.compressed(drawn.get_offsets()[:, 0])
    }
    known = {round(float(v), 9) for v in values[~np.isnan(values[:, 0]), 0]}
    assert known <= dots
