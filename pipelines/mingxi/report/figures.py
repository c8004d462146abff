"""Figures for the experiment tracker, which shows pictures; letters draw their own SVG."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Points = tuple[FloatArray, FloatArray]

INK, MUTED = "#1d3557", "#8d99ae"


def roc_figure(curves: Mapping[str, Points], areas: Mapping[str, float]) -> Figure:
    """ROC curve of every split.

    Parameters
    ----------
    curves : mapping of split to (false positive rate, true positive rate)
    areas : mapping of split to AUC
    """
    figure, axes = _empty("ROC by split", "false positive rate", "true positive rate")
    for split, (false, true) in curves.items():
        axes.plot(false, true, label=f"{split}  AUC {areas[split]:.3f}", linewidth=1.6)
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=0.8, linestyle="--")
    axes.legend(frameon=False)
    return figure


def calibration_figure(points: Mapping[str, Points]) -> Figure:
    """Stated probability against observed default rate, by tenth of the rows, per split.

    Parameters
    ----------
    points : mapping of split to (mean stated probability, observed rate)
    """
    figure, axes = _empty("Calibration by decile", "stated probability", "observed default rate")
    top = max((float(np.nanmax([*s, *o])) for s, o in points.values()), default=1.0) * 1.05
    axes.plot([0, top], [0, top], color=MUTED, linewidth=0.8, linestyle="--")
    for split, (stated, seen) in points.items():
        axes.plot(stated, seen, marker="o", markersize=4, linewidth=1.2, label=split)
    axes.legend(frameon=False)
    return figure


def limit_figure(limits: FloatArray, symbol: str) -> Figure:
    """Distribution of the limits shown (above 0, log scale)."""
    figure, axes = _empty("Limits decided", f"limit ({symbol})", "borrowers")
    shown = limits[limits > 0]
    if len(shown):
        edges = np.geomspace(shown.min(), shown.max() * 1.01, 30)
        axes.hist(shown, bins=edges, color=INK, alpha=0.85)
        axes.set_xscale("log")
    return figure


def beeswarm_figure(
    push: FloatArray, values: FloatArray, names: Sequence[str], axis: str
) -> Figure:
    """Beeswarm of concept contributions, drawn by shap.

    Parameters
    ----------
    push : ndarray of shape (n, k)
        Shapley values of the concepts.
    values : ndarray of shape (n, k)
        What colours the dots: share of the way from the best to the worst value.
    names : sequence of str, length k
    axis : str
        What the contributions are, with their unit.
    """
    import shap  # takes seconds to load, and only this picture needs it
    from matplotlib import pyplot as plt

    plt.switch_backend("Agg")
    figure: Figure = plt.figure(figsize=(8, 5))
    explanation = shap.Explanation(values=push, data=values, feature_names=list(names))
    shap.plots.beeswarm(
        explanation,
        max_display=len(names),
        show=False,
        plot_size=None,
        color_bar_label="how good the facts are",
    )
    figure.axes[0].set_xlabel(axis)
    figure.tight_layout()
    plt.close(figure)
    return figure


def dependence_figure(explanation: Any, axis: str) -> Figure:
    """Contribution of one feature against its value, drawn by shap.

    Parameters
    ----------
    explanation : shap.Explanation
        One column of it.
    axis : str
        What the contributions are, with their unit.
    """
    import shap  # takes seconds to load
    from matplotlib import pyplot as plt

    plt.switch_backend("Agg")
    figure: Figure
    figure, axes = plt.subplots(figsize=(7, 4.5))
    shap.plots.scatter(explanation, ax=axes, show=False, color=INK)
    axes.set_ylabel(axis, fontsize=9)
    figure.tight_layout()
    plt.close(figure)
    return figure


def _empty(title: str, x: str, y: str) -> tuple[Figure, Any]:
    figure = Figure(figsize=(6, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, loc="left", color=INK)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes
