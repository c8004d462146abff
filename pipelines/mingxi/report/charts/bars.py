"""Histogram of limits and bars of concepts."""

from collections.abc import Sequence
from math import isfinite

from markupsafe import Markup

from mingxi.report.charts.canvas import bar, drawing, name_text, text
from mingxi.report.charts.history import nice_ceiling
from mingxi.report.charts.plot import COLOURS, Axis, Plot, drawn
from mingxi.report.model_facts import LimitBin

_ROW, _BAR = 40.0, 10.0


def limit_histogram(bins: Sequence[LimitBin], currency: str) -> Markup:
    """Picture of how many people have which limit."""
    if not bins:
        return Markup("")
    low, high = bins[0].low, bins[-1].high
    top = nice_ceiling(max(b.count for b in bins))
    plot = Plot(
        # limits reach from hundreds to hundred thousands: bars of like ratios have a like width
        Axis(f"limit, {currency}", low, high if high > low else low + 1, ",.0f", low > 0),
        Axis("people", 0, top, ",.0f"),
    )
    parts = plot.frame()
    parts += [plot.box(b.low, b.high, b.count, COLOURS[0]) for b in bins]
    told = "; ".join(f"{b.low:,.0f} to {b.high:,.0f}: {b.count:,}" for b in bins)
    return drawn("Limits", told, parts)


def concept_bars(weights: Sequence[tuple[str, float]], title: str, show: str) -> Markup:
    """Picture of one number per concept, the largest on top.

    Parameters
    ----------
    weights : sequence of (str, float)
        Name and size ≥ 0; a size that is not known is drawn as none.
    title : str
    show : str
        Format of the numbers.
    """
    known = [(name, size if isfinite(size) else 0.0) for name, size in weights]
    known.sort(key=lambda pair: -pair[1])
    top = max((size for _, size in known), default=0.0) or 1.0
    parts: list[str] = []
    for i, (name, size) in enumerate(known):
        y = i * _ROW
        parts.append(name_text(0, y + 15, (name, name), "", 34))
        parts.append(text(1, y + 15, format(size, show), "num", "end"))
        parts.append(bar(0, y + 22, 1, _BAR, "bed"))
        parts.append(bar(0, y + 22, size / top, _BAR, "up"))
    told = "; ".join(f"{name} {format(size, show)}" for name, size in known)
    return drawing(title, told, max(len(known) * _ROW, 1), parts, "concepts")
