"""Pictures of the model report for the experiment tracker."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from mingxi.report.model_facts import GroupFacts, HorizonFacts, ProfileFacts

INK, MUTED = "#1d3557", "#8d99ae"


def horizons_figure(horizons: Sequence[HorizonFacts]) -> Figure:
    """Defaults found by the share of people looked at, one line per horizon."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    for horizon in horizons:
        shares = sorted(horizon.found)
        found = [horizon.found[s] for s in shares]
        axes.plot(shares, found, marker="o", label=f"within {horizon.months} months")
    axes.set(title="Early warning", xlabel="riskiest people looked at", ylabel="defaults found")
    axes.set_ylim(0, 1.02)
    axes.legend(frameon=False)
    return figure


def profiles_figure(profiles: Sequence[ProfileFacts]) -> Figure:
    """Mean risk of the same people by each fact, in a grid."""
    rows = -(-len(profiles) // 4)
    figure = Figure(figsize=(12, 2.6 * rows), layout="constrained")
    grid = figure.subplots(rows, 4, squeeze=False).ravel()
    for axes, one in zip(grid, profiles, strict=False):
        axes.step(one.values, np.asarray(one.pd) * 100, where="post", color=INK)
        axes.set_title(one.feature.key, fontsize=9)
        axes.set_ylim(bottom=0)
        axes.tick_params(labelsize=7)
    for axes in grid[len(profiles) :]:
        axes.set_axis_off()
    figure.supylabel("mean risk, %", fontsize=9)
    return figure


def groups_figure(groups: Mapping[str, Sequence[GroupFacts]]) -> Figure:
    """What was stated and what came true by group, with 95 % intervals."""
    rows = [(f"{trait}: {g.group}", g) for trait, some in groups.items() for g in some]
    figure = Figure(figsize=(7, 0.45 * len(rows) + 1.2), layout="constrained")
    axes = figure.subplots()
    for y, (_, g) in enumerate(rows):
        axes.plot([100 * g.low, 100 * g.high], [y, y], color=MUTED, linewidth=2)
        axes.plot(100 * g.came_true, y, "o", color=INK)
        axes.plot(100 * g.stated, y, "|", color="#b24d1d", markersize=12, markeredgewidth=2)
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.invert_yaxis()
    axes.set(title="Risk by group: stated (bar), came true (dot, 95 %)", xlabel="%")
    return figure
