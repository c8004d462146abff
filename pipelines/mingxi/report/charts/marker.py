"""You and the people you are compared with on one line."""

from math import isfinite

from markupsafe import Markup

from mingxi.report.charts.canvas import bar, drawing, line, mark

HEIGHT = 22.0
_MIDDLE = 11.0
# room on both sides so that a mark at the end is not cut (share of the width)
_MARGIN = 0.02


def marker(yours: float, theirs: float, told: tuple[str, str], own: bool) -> Markup | None:
    """Picture of two values from zero up, or None where they cannot be drawn.

    Parameters
    ----------
    yours, theirs : float
    told : (str, str)
        Title, and what it tells.
    own : bool
        The fact counts against the person (drawn in that colour).
    """
    if not (isfinite(yours) and isfinite(theirs)):
        return None
    low, high = min(0.0, yours, theirs), max(0.0, yours, theirs)
    span = (high - low) * 1.08 or 1.0

    def x(value: float) -> float:
        """Place of a value."""
        return _MARGIN + (1 - 2 * _MARGIN) * ((value - low) / span)

    left, right = sorted((x(yours), x(theirs)))
    parts = [
        line(0, _MIDDLE, 1, _MIDDLE, "track"),
        bar(left, _MIDDLE - 3, right - left, 6, "span against" if own else "span"),
        mark("them", x(theirs), _MIDDLE),
        mark("against" if own else "me", x(yours), _MIDDLE),
    ]
    return drawing(told[0], told[1], HEIGHT, parts, "marker")
