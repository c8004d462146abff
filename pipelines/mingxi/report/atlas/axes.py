"""A field with numbered axes on a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from mingxi.report.atlas.sheet import stroke, words


@dataclass(frozen=True)
class Field:
    """Rectangle of a sheet with a scale on both sides.

    Parameters
    ----------
    left, top, width, height : float
        Pixels.
    x, y : (float, float)
        Lowest and highest value.
    """

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Pixel of a point."""
        (x0, x1), (y0, y1) = self.x, self.y
        across, up = (x - x0) / ((x1 - x0) or 1.0), (y - y0) / ((y1 - y0) or 1.0)
        return self.left + across * self.width, self.top + (1.0 - up) * self.height

    def line(self, xs: Sequence[float], ys: Sequence[float], look: str) -> str:
        """Line through the points that are known; a gap where one is not."""
        pieces: list[str] = []
        run: list[tuple[float, float]] = []
        for x, y in zip(xs, ys, strict=True):
            if isfinite(y):
                run.append(self.at(x, y))
                continue
            pieces.append(stroke(run, look))
            run = []
        return "".join([*pieces, stroke(run, look)])

    def heights(self, values: Sequence[float], show: str) -> list[str]:
        """Grid lines with their numbers on the left."""
        parts = []
        for value in values:
            x, y = self.at(self.x[0], value)
            parts.append(stroke([(x, y), (x + self.width, y)], "rule"))
            parts.append(words(x - 8, y + 4, format(value, show), "soft", "end"))
        return parts

    def places(self, marks: Sequence[tuple[float, str]]) -> list[str]:
        """Numbers below the field."""
        bottom = self.top + self.height + 18
        return [words(self.at(x, 0)[0], bottom, name, "soft", "middle") for x, name in marks]


def known(values: Sequence[float]) -> list[float]:
    """Values that are known, in order."""
    return [value for value in values if isfinite(value)]


def round_steps(top: float, most: int = 5) -> list[float]:
    """Round values from 0 to at least ``top``.

    Examples
    --------
    >>> round_steps(0.043)
    [0.0, 0.01, 0.02, 0.03, 0.04, 0.05]
    >>> round_steps(11_200)
    [0.0, 2500.0, 5000.0, 7500.0, 10000.0, 12500.0]
    """
    if not isfinite(top) or top <= 0:
        return [0.0, 1.0]
    power = 10.0 ** floor(log10(top / most))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power * most >= top)
    return [round(i * step, 10) for i in range(ceil(round(top / step, 9)) + 1)]


def round_bounds(values: Sequence[float]) -> list[float]:
    """Round values around known ``values``, not from 0, for a line whose level is no share.

    Examples
    --------
    >>> round_bounds([0.0489, 0.0561])
    [0.048, 0.05, 0.052, 0.054, 0.056, 0.058]
    """
    seen = known(values)
    low, high = min(seen), max(seen)
    # a line that hardly moves is drawn on a scale of 1
    step = round_steps(high - low if high - low > 1e-9 else 1.0)[1]
    first, last = floor(round(low / step, 9)), ceil(round(high / step, 9))
    return [round(i * step, 10) for i in range(first, max(last, first + 1) + 1)]


def quarters(months: Sequence[str]) -> list[tuple[float, str]]:
    """Positions and names of every sixth month.

    Examples
    --------
    >>> quarters(("2023-01", "2023-02", "2023-03"))
    [(0.0, '2023-01')]
    """
    return [(float(i), month) for i, month in enumerate(months) if i % 6 == 0]
