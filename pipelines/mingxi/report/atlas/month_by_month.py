"""Economy and arrears on one time axis, with the notices that fell in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mingxi.report.atlas.axes import Field, known, quarters, round_bounds, round_steps
from mingxi.report.atlas.sheet import box, sheet, stroke, words

_LEFT, _WIDTH = 64.0, 740.0
_FIRST, _STEP, _LOW, _HIGH = 84.0, 92.0, 66.0, 210.0


@dataclass(frozen=True)
class Span:
    """Something that holds from one month to another.

    Parameters
    ----------
    name : str
    first, last : float
        Positions on the time axis.
    """

    name: str
    first: float
    last: float


@dataclass(frozen=True)
class Series:
    """One line: its name, its colour and its values by month."""

    name: str
    hue: str
    values: Sequence[float]


def month_by_month(
    months: Sequence[str],
    economy: Sequence[Series],
    arrears: Sequence[Series],
    shocks: Sequence[Span],
    versions: Sequence[Span],
) -> str:
    """SVG: shares of the economy above, shares of the book below, shocks shaded.

    Parameters
    ----------
    months : sequence of str
    economy, arrears : sequence of Series
        Shares by month.
    shocks, versions : sequence of Span
        Shaded times, and policy versions marked by a line.
    """
    panels = [
        p
        for i, line in enumerate(economy)
        for p in _panel(months, [line], (_FIRST + i * _STEP, _LOW), shocks)
    ]
    top = _FIRST + len(economy) * _STEP + 10
    panels += _panel(months, arrears, (top, _HIGH), shocks)
    field = Field(_LEFT, top, _WIDTH, _HIGH, (0, len(months) - 1), (0, 1))
    marks = [p for span in versions for p in _version(field, span)]
    told = "; ".join(
        f"{s.name}: {min(known(s.values)):.2%} to {max(known(s.values)):.2%}"
        for s in (*economy, *arrears)
    )
    note = words(24, 58, "shares of the balance of open lines; new defaults: of lines", "soft")
    title = "Economy and arrears by month · 经济与逾期"
    return sheet(title, told, top + _HIGH + 40, [*panels, *marks, note])


def _panel(
    months: Sequence[str],
    lines: Sequence[Series],
    place: tuple[float, float],
    spans: Sequence[Span],
) -> list[str]:
    seen = [value for line in lines for value in known(line.values)]
    heights = round_steps(max(seen) * 1.04) if len(lines) > 1 else round_bounds(seen)
    low, high = heights[0], heights[-1]
    field = Field(_LEFT, place[0], _WIDTH, place[1], (0, len(months) - 1), (low, high))
    parts = []
    for span in spans:
        (x0, y0), (x1, _) = field.at(span.first, high), field.at(span.last, low)
        parts.append(box(x0, y0, x1 - x0, field.height, "bed", 0))
        if len(lines) > 1:
            parts.append(words(x0 + 6, y0 + 15, span.name, "soft small halo"))
    shown = heights if len(lines) > 1 else [heights[0], heights[-1]]
    parts += field.heights(shown, ".1%")
    parts += field.places(quarters(months)) if len(lines) > 1 else []
    ends = []
    for line in lines:
        parts.append(field.line(range(len(months)), line.values, f"line {line.hue}"))
        ends.append((field.at(len(months) - 1, line.values[-1])[1], line))
    parts += _names(ends, _LEFT + _WIDTH + 10)
    return parts


def _names(ends: Sequence[tuple[float, Series]], x: float) -> list[str]:
    """Names at the ends of the lines, moved apart where they would overlap."""
    parts: list[str] = []
    free = 0.0
    for y, line in sorted(ends, key=lambda pair: pair[0]):
        at = max(y, free)
        parts.append(words(x, at + 4, line.name, f"t-{line.hue}"))
        free = at + 17
    return parts


def _version(field: Field, span: Span) -> list[str]:
    x, top = field.at(span.first, 1)
    return [
        stroke([(x, top), (x, top + field.height)], "rule dash") if span.first > 0 else "",
        words(x + 5, top + field.height - 8, f"policy {span.name}", "soft small halo"),
    ]
