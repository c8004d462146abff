"""Waterfall in money: start, pushes, rules, rounding, total, each bar under its name."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from mingxi.report.charts.canvas import bar, drawing, fitted, line, name_text, text
from mingxi.report.readable import signed, whole
from mingxi.report.wrapping import columns

ROW = 46.0  # pixels: a line of text and a bar
_BAR, _BAR_TOP, _TEXT = 12.0, 26.0, 17.0
_SUMS = frozenset({"start", "subtotal", "total"})
_PHONE = 43  # columns that a name and an amount share on the narrowest phone
# a push too small to see is still drawn this wide (share of the width)
_THINNEST = 0.004


def waterfall(rows: Sequence[dict[str, Any]], language: str, title: str, currency: str) -> Markup:
    """Picture of a sum: zero parts left out, the person's parts by size, largest first.

    Parameters
    ----------
    rows : sequence of dict
        ``kind`` (start, yours, ours, rounding, subtotal, total), ``name`` in both languages,
        ``amount``.
    language : str
    title : str
        What the picture is of.
    currency : str
    """
    steps = pictured(rows)
    lows, highs = _extent(steps)
    span = (highs - lows) or 1
    parts: list[str] = []
    told: list[str] = []
    if lows < 0:
        parts.append(line(-lows / span, 0, -lows / span, len(steps) * ROW, "axis"))
    for i, step in enumerate(steps):
        name = step["name"][language]
        is_sum = step["kind"] in _SUMS
        amount = f"{whole(step['amount']) if is_sum else signed(step['amount'])} {currency}"
        told.append(f"{fitted(name, 60)} {amount}")
        parts += _row(step, i * ROW, (lows, span), name, amount)
        if i + 1 < len(steps):
            x = (step["to"] - lows) / span
            top = i * ROW + _BAR_TOP + _BAR
            parts.append(line(x, top, x, (i + 1) * ROW + _BAR_TOP, "link"))
    return drawing(title, "; ".join(told), len(steps) * ROW - 4, parts, "waterfall")


def pictured(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that are drawn, with the levels ``from`` and ``to`` between which each bar lies.

    Examples
    --------
    >>> rows = [{"kind": "start", "amount": 5}, {"kind": "yours", "amount": 0},
    ...         {"kind": "yours", "amount": -2}, {"kind": "total", "amount": 3}]
    >>> [(r["from"], r["to"]) for r in pictured(rows)]
    [(0, 5), (5, 3), (0, 3)]
    """
    out: list[dict[str, Any]] = []
    level = 0
    for kind, run in groupby(rows, key=lambda r: r["kind"]):
        ordered = list(run)
        if kind == "yours":
            ordered.sort(key=lambda r: -abs(r["amount"]))
        for row in ordered:
            if kind in _SUMS:
                out.append({**row, "from": 0, "to": row["amount"]})
                level = row["amount"]
            elif row["amount"]:
                out.append({**row, "from": level, "to": level + row["amount"]})
                level += row["amount"]
    return out


def _extent(steps: Sequence[dict[str, Any]]) -> tuple[int, int]:
    levels = [0, *(s["from"] for s in steps), *(s["to"] for s in steps)]
    return min(levels), max(levels)


def _row(
    step: dict[str, Any], top: float, scale: tuple[int, int], name: str, amount: str
) -> list[str]:
    lows, span = scale
    left, right = sorted((step["from"], step["to"]))
    x, width = (left - lows) / span, max((right - left) / span, _THINNEST)
    strong = "sum" if step["kind"] in _SUMS else ""
    return [
        bar(0, top + _BAR_TOP, 1, _BAR, "bed"),
        bar(min(x, 1 - width), top + _BAR_TOP, width, _BAR, _look(step)),
        name_text(0, top + _TEXT, name, strong, max(_PHONE - columns(amount), 8)),
        text(1, top + _TEXT, amount, f"num {strong}".strip(), "end"),
    ]


def _look(step: dict[str, Any]) -> str:
    if step["kind"] == "yours":
        return "up" if step["amount"] > 0 else "down"
    if step["kind"] in ("start", "subtotal"):
        return "base"
    return "final" if step["kind"] == "total" else "other"
