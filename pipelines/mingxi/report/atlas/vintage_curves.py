"""Vintages: how the arrears of loans come in over their life."""

from collections.abc import Mapping, Sequence

from mingxi.report.atlas.axes import Field, known, round_steps
from mingxi.report.atlas.sheet import HUES, sheet, stroke, words


def vintage_curves(curves: Mapping[str, Sequence[float]]) -> str:
    """SVG: share of what was lent that has become 30 days past due, one line per vintage.

    Parameters
    ----------
    curves : mapping of str to sequence of float
        Name of the vintage → share by months since the loan; NaN where the world ends.
    """
    longest = max(len(curve) for curve in curves.values())
    steps = round_steps(max(max(known(curve)) for curve in curves.values()) * 1.05)
    field = Field(64, 84, 680, 290, (0, longest - 1), (0, steps[-1]))
    parts = field.heights(steps, ".1%")
    parts += field.places([(i, str(i)) for i in range(0, longest, 2)])
    parts.append(words(404, 412, "months since the loan", "soft", "middle"))
    parts.append(words(24, 62, "share of what was lent, 30 days past due by then", "soft"))
    told = []
    for i, (name, curve) in enumerate(curves.items()):
        hue = HUES[i % len(HUES)]
        parts.append(field.line(range(len(curve)), curve, f"line {hue}"))
        y = 100 + i * 22
        parts.append(stroke([(768, y - 4), (792, y - 4)], f"line {hue}"))
        parts.append(words(800, y, name))
        told.append(f"{name}: {max(known(curve)):.1%}")
    return sheet("Vintages · 放款批次", "; ".join(told), 430, parts)
