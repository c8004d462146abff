"""Limit as a stepped line and the amount owed as bars, month by month."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

from markupsafe import Markup

from mingxi.report.charts.canvas import bar, drawing, line, text
from mingxi.report.readable import whole

HEIGHT = 210.0
_TOP, _BOTTOM = 26.0, 180.0
# share of the width left of the numbers at the end of both lines
_PLOT = 0.83
# two numbers nearer than this many pixels would overlap
_APART = 17.0


def history(points: Sequence[dict[str, Any]], title: str, currency: str) -> Markup:
    """Picture of the limit history; the owed amount lies inside the limit's steps.

    Parameters
    ----------
    points : sequence of dict
        ``month``, ``limit``, ``used``; in order of time, at least one.
    title : str
    currency : str
    """
    top = nice_ceiling(max(max(p["limit"], p["used"], 0) for p in points))
    slot = _PLOT / len(points)

    def y(amount: int) -> float:
        """Height of an amount."""
        return _BOTTOM - (_BOTTOM - _TOP) * max(amount, 0) / top

    parts = [
        *(line(0, y(v), _PLOT, y(v), "grid") for v in (0, top // 2, top)),
        text(0, y(top) - 6, f"{whole(top)} {currency}", "tick"),
    ]
    for i, point in enumerate(points):
        used = y(point["used"])
        parts.append(bar((i + 0.18) * slot, used, 0.64 * slot, _BOTTOM - used, "owed"))
    for i, point in enumerate(points):
        now = y(point["limit"])
        parts.append(line(i * slot, now, (i + 1) * slot, now, "limit"))
        if i and points[i - 1]["limit"] != point["limit"]:
            parts.append(line(i * slot, y(points[i - 1]["limit"]), i * slot, now, "limit"))
    first, last = points[0], points[-1]
    end = _PLOT + 0.02
    parts.append(text(end, y(last["limit"]) + 5, whole(last["limit"]), "end sum"))
    if abs(y(last["used"]) - y(last["limit"])) > _APART:
        parts.append(text(end, y(last["used"]) + 5, whole(last["used"]), "end"))
    parts.append(text(0, _BOTTOM + 20, first["month"], "tick"))
    parts.append(text(_PLOT, _BOTTOM + 20, last["month"], "tick", "end"))
    told = "; ".join(f"{p['month']}: {whole(p['limit'])} / {whole(p['used'])}" for p in points)
    return drawing(title, told, HEIGHT, parts, "history")


def nice_ceiling(value: int) -> int:
    """Smallest round number that is not below ``value``.

    Examples
    --------
    >>> nice_ceiling(12600), nice_ceiling(20000), nice_ceiling(0)
    (15000, 20000, 2)
    """
    if value <= 2:
        return 2
    power = int(10 ** floor(log10(value)))
    for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        if value <= step * power:
            break
    return ceil(step * power)
