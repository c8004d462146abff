"""Profit against loss of policies, each from careful to bold."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

INK, MUTED = "#1d3557", "#8d99ae"


def frontier_figure(
    frontier: Mapping[str, tuple[Sequence[float], Sequence[float], Sequence[float]]], base: str
) -> Figure:
    """One line per policy through its versions; a policy further up earns more at equal loss.

    Parameters
    ----------
    frontier : mapping of policy to (dials, profits, losses)
        Money per person.
    base : str
        The policy that the others are measured against, drawn heavier.
    """
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    for name, (_, profit, lost) in frontier.items():
        points = sorted(zip(lost, profit, strict=True))
        width = 2.4 if name == base else 1.3
        x, y = zip(*points, strict=True)
        axes.plot(x, y, marker="o", markersize=4, linewidth=width, label=name)
    axes.axhline(0.0, color=MUTED, linewidth=0.8, linestyle="--")
    axes.set_title("Realised profit and loss, yuan per person", loc="left", color=INK)
    axes.set_xlabel("loss on lending since the take-over")
    axes.set_ylabel("profit on lending since the take-over")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
    return figure
