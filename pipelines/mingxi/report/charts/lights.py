"""Row of check lights in the published order."""

from collections.abc import Sequence
from math import ceil

from markupsafe import Markup

from mingxi.report.charts.canvas import drawing, line, mark, text

HEIGHT = 58.0  # of one row
_MIDDLE = 20.0
_MOST = 10  # lights in a row, so that marks stay apart on a phone


def lights(states: Sequence[tuple[str, str]], title: str) -> Markup:
    """Picture of the checks, in rows of at most ten; the decisive one wears a ring.

    Parameters
    ----------
    states : sequence of (str, str)
        Name and mark: ``ok``, ``no`` (decides) or ``also``.
    title : str
    """
    rows = ceil(len(states) / _MOST)
    across = ceil(len(states) / rows)
    parts: list[str] = []
    for row in range(rows):
        first = row * across
        parts += _row(states[first : first + across], row * HEIGHT, first, across)
    words = {"ok": "✓", "no": "✗", "also": "✗"}
    told = "; ".join(f"{i}. {s[0]} {words[s[1]]}" for i, s in enumerate(states, start=1))
    return drawing(title, told, rows * HEIGHT, parts, "lights")


def _row(states: Sequence[tuple[str, str]], top: float, before: int, across: int) -> list[str]:
    y = top + _MIDDLE
    parts = [line(0.5 / across, y, (len(states) - 0.5) / across, y, "rail")]
    for i, (_, name) in enumerate(states):
        x, decides = (i + 0.5) / across, name == "no"
        if decides:
            parts.append(mark("ring", x, y))
        parts.append(mark(name, x, y))
        style = "sum" if decides else "tick"
        parts.append(text(x, top + HEIGHT - 8, str(before + i + 1), style, "middle"))
    return parts
