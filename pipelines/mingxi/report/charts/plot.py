"""Frame of a plot with numbered axes, for readers of a model report.

These plots have a fixed size and shrink as a whole: their scales matter more than their text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log, log10

from markupsafe import Markup, escape

WIDTH, HEIGHT = 440.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 12.0, 30.0, 46.0
# colours of the splits in order; dark enough on white, told apart by people who see fewer colours
COLOURS = ("#0b6a60", "#b24d1d", "#3b5b92", "#7a5195", "#59636b")


@dataclass(frozen=True)
class Axis:
    """Scale of one side.

    Parameters
    ----------
    name : str
    low, high : float
        High is above low.
    show : str
        Format of the numbers, e.g. ``".0%"``.
    log : bool
        Even on the logarithmic scale; then ``low`` is positive.
    """

    name: str
    low: float
    high: float
    show: str = ".2g"
    log: bool = False

    def share(self, value: float) -> float:
        """How far along the side a value lies, 0 to 1 within the bounds."""
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        return log(max(value, self.low) / self.low) / log(self.high / self.low)

    def ticks(self, n: int) -> list[float]:
        """About ``n`` values to name: even ones, or 1, 2, 5, 10 … on the logarithmic scale."""
        if not self.log:
            return [self.low + i / (n - 1) * (self.high - self.low) for i in range(n)]
        decades = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
        for steps in ((1,), (1, 3), (1, 2, 5)):
            found = [k * 10.0**d for d in decades for k in steps]
            found = [v for v in found if self.low <= v <= self.high]
            if len(found) >= n - 1:
                return found
        return found or [self.low, self.high]


@dataclass(frozen=True)
class Plot:
    """Two axes; turns values into pixels."""

    x: Axis
    y: Axis

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Pixel of a point."""
        across, up = self.x.share(x), self.y.share(y)
        return (
            _LEFT + across * (WIDTH - _LEFT - _RIGHT),
            HEIGHT - _BOTTOM - up * (HEIGHT - _TOP - _BOTTOM),
        )

    def frame(self, ticks: int = 5) -> list[str]:
        """Grid lines, numbers and names of the axes."""
        parts = []
        left, bottom = self.at(self.x.low, self.y.low)
        right = self.at(self.x.high, self.y.low)[0]
        for value in self.y.ticks(ticks):
            height = self.at(self.x.low, value)[1]
            parts.append(f'<path d="M{left:.1f} {height:.1f}H{right:.1f}" class="grid"/>')
            parts.append(_label(left - 8, height + 4, format(value, self.y.show), "end"))
        for value in self.x.ticks(ticks):
            across = self.at(value, self.y.low)[0]
            parts.append(_label(across, bottom + 17, format(value, self.x.show), "middle"))
        parts.append(_label((WIDTH + _LEFT) / 2, HEIGHT - 8, self.x.name, "middle"))
        parts.append(_label(_LEFT - 8, 12, self.y.name, "start", -_LEFT + 8))
        return parts

    def path(self, xs: Sequence[float], ys: Sequence[float], colour: str, look: str = "") -> str:
        """Line through the points that are known."""
        known = [self.at(x, y) for x, y in zip(xs, ys, strict=True) if isfinite(x) and isfinite(y)]
        if not known:
            return ""
        points = "L".join(f"{x:.1f} {y:.1f}" for x, y in known)
        return (
            f'<path d="M{points}" fill="none" stroke="{colour}" stroke-width="2" class="{look}"/>'
        )

    def stairs(self, points: Sequence[tuple[float, float]], colour: str) -> str:
        """Line that holds each value until the next point."""
        placed = [self.at(x, y) for x, y in points]
        if not placed:
            return ""
        steps = "".join(f"H{x:.1f}V{y:.1f}" for x, y in placed[1:])
        start = f"M{placed[0][0]:.1f} {placed[0][1]:.1f}"
        return f'<path d="{start}{steps}" fill="none" stroke="{colour}" stroke-width="2"/>'

    def dot(self, x: float, y: float, colour: str, hollow: bool = False) -> str:
        """Mark at a point, or nothing where it is not known."""
        if not (isfinite(x) and isfinite(y)):
            return ""
        px, py = self.at(x, y)
        fill, line = ("#fff", f' stroke="{colour}"') if hollow else (colour, "")
        return f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5" fill="{fill}"{line}/>'

    def span(self, x: float, low: float, high: float, colour: str) -> str:
        """Upright line from low to high, or nothing where they are not known."""
        if not (isfinite(x) and isfinite(low) and isfinite(high)):
            return ""
        (px, bottom), (_, top) = self.at(x, low), self.at(x, high)
        return f'<path d="M{px:.1f} {bottom:.1f}V{top:.1f}" stroke="{colour}" class="thin"/>'

    def box(self, left: float, right: float, top: float, colour: str) -> str:
        """Bar from the foot of the plot."""
        (x0, foot), (x1, y1) = self.at(left, self.y.low), self.at(right, top)
        return (
            f'<rect x="{x0 + 0.5:.1f}" y="{y1:.1f}" width="{max(x1 - x0 - 1, 0.5):.1f}" '
            f'height="{max(foot - y1, 0):.1f}" fill="{colour}"/>'
        )


def drawn(title: str, told: str, parts: Sequence[str]) -> Markup:
    """Whole plot with its title and what it tells."""
    return Markup(  # noqa: S704  texts are escaped here and in `_label`
        f'<svg class="plot" role="img" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{''.join(parts)}</svg>"
    )


def _label(x: float, y: float, content: str, anchor: str, shift: float = 0.0) -> str:
    return (
        f'<text x="{x + shift:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="tick">'
        f"{escape(content)}</text>"
    )
