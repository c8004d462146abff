"""Limit as a stepped line and the amount owed as bars, month by month."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

from markupsafe import Markup

from mingxi.declare.words import Language
from mingxi.report.charts.canvas import bar, drawing, line, text
from mingxi.report.readable import whole

HEIGHT = 210.0
_TOP, _BOTTOM = 26.0, 180.0
# share of the width left of the numbers at the end of both lines
_PLOT = 0.83
# two numbers nearer than this many pixels would overlap
_APART = 17.0


def history(
    points: Sequence[dict[str, Any]],
    title: Mapping[Language, str],
    currency: Mapping[Language, str],
) -> dict[Language, Markup]:
    """Picture of the limit history in each language; what is owed lies inside the limit's steps.

    Parameters
    ----------
    points : sequence of dict
        ``month``, ``limit``, ``used``; in order of time, at least one.
    title : mapping of language to str
    currency : mapping of language to str
    """
    top = nice_ceiling(max(max(p["limit"], p["used"], 0) for p in points))
    grid = [line(0, y, _PLOT, y, "grid") for y in (_height(v, top) for v in (0, top // 2, top))]
    drawn = _drawn(points, top)
    told = "; ".join(f"{p['month']}: {whole(p['limit'])} / {whole(p['used'])}" for p in points)
    out: dict[Language, Markup] = {}
    for language, unit in currency.items():
        scale = text(0, _height(top, top) - 6, f"{whole(top)} {unit}", "tick")
        out[language] = drawing(title[language], told, HEIGHT, [*grid, scale, drawn], "history")
    return out


def _height(amount: int, top: int) -> float:
    """Place of an amount between bottom and top, in pixels from above."""
    return _BOTTOM - (_BOTTOM - _TOP) * max(amount, 0) / top


def _drawn(points: Sequence[dict[str, Any]], top: int) -> str:
    """Bars, steps and numbers: the same in every language."""
    slot = _PLOT / len(points)
    used = [_height(point["used"], top) for point in points]
    limit = [_height(point["limit"], top) for point in points]
    parts: list[str] = []
    for i, y in enumerate(used):
        parts.append(bar((i + 0.18) * slot, y, 0.64 * slot, _BOTTOM - y, "owed"))
    for i, y in enumerate(limit):
        parts.append(line(i * slot, y, (i + 1) * slot, y, "limit"))
        if i and points[i - 1]["limit"] != points[i]["limit"]:
            parts.append(line(i * slot, limit[i - 1], i * slot, y, "limit"))
    return "".join((*parts, *_ends(points, used[-1], limit[-1])))


def _ends(points: Sequence[dict[str, Any]], used: float, limit: float) -> list[str]:
    """First and last month, and the newest amounts where they do not overlap."""
    first, last, end = points[0], points[-1], _PLOT + 0.02
    parts = [text(end, limit + 5, whole(last["limit"]), "end sum")]
    if abs(used - limit) > _APART:
        parts.append(text(end, used + 5, whole(last["used"]), "end"))
    parts.append(text(0, _BOTTOM + 20, first["month"], "tick"))
    parts.append(text(_PLOT, _BOTTOM + 20, last["month"], "tick", "end"))
    return parts


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
