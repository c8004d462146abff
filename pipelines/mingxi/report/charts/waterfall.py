"""Waterfall in money: start, pushes, rules, rounding, total, each bar under its name."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from markupsafe import Markup

from mingxi.declare.words import Language
from mingxi.report.charts.canvas import bar, drawing, fitted, line, name_text, text
from mingxi.report.escaped import escaped
from mingxi.report.readable import signed, whole
from mingxi.report.wrapping import columns

ROW = 46.0  # pixels: a line of text and a bar
_BAR, _BAR_TOP, _TEXT = 12.0, 26.0, 17.0
_SUMS = frozenset({"start", "subtotal", "total"})
_PHONE = 43  # columns that a name and an amount share on the narrowest phone
# a push too small to see is still drawn this wide (share of the width)
_THINNEST = 0.004


def waterfall(
    rows: Sequence[dict[str, Any]], title: Mapping[Language, str], currency: Mapping[Language, str]
) -> dict[Language, Markup]:
    """Picture of a sum in each language: zero parts left out, the person's parts by size.

    Parameters
    ----------
    rows : sequence of dict
        ``kind`` (start, yours, ours, rounding, subtotal, total), ``name`` in both languages,
        ``amount``.
    title : mapping of language to str
        What the picture is of.
    currency : mapping of language to str
    """
    steps = pictured(rows)
    bars = _bars(steps)
    amounts = [whole(s["amount"]) if s["kind"] in _SUMS else signed(s["amount"]) for s in steps]
    height = len(steps) * ROW - 4
    out: dict[Language, Markup] = {}
    for language, unit in currency.items():
        told, parts = [], [bars]
        wide, shown = columns(unit) + 1, escaped(unit)
        for i, (step, number) in enumerate(zip(steps, amounts, strict=True)):
            name, is_sum = step["name"][language], step["kind"] in _SUMS
            short = step["short"][language] if "short" in step else name
            told.append(f"{_shortened(name)} {number} {unit}")
            parts.append(_name(i, (name, short), is_sum, max(_PHONE - len(number) - wide, 8)))
            parts.append(f"{_amount(i, is_sum)}{number} {shown}</text>")
        out[language] = drawing(title[language], "; ".join(told), height, parts, "waterfall")
    return out


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


def _bars(steps: Sequence[dict[str, Any]]) -> str:
    """Bars, their beds and the links between them: the same in every language."""
    lows, highs = _extent(steps)
    span = (highs - lows) or 1
    parts: list[str] = []
    if lows < 0:
        parts.append(line(-lows / span, 0, -lows / span, len(steps) * ROW, "axis"))
    for i, step in enumerate(steps):
        y = i * ROW + _BAR_TOP
        left, right = sorted((step["from"], step["to"]))
        x, width = (left - lows) / span, max((right - left) / span, _THINNEST)
        parts += (_bed(i), bar(min(x, 1 - width), y, width, _BAR, _look(step)))
        if i + 1 < len(steps):
            x = (step["to"] - lows) / span
            parts.append(line(x, y + _BAR, x, y + ROW, "link"))
    return "".join(parts)


@lru_cache(maxsize=256)
def _bed(i: int) -> str:
    return bar(0, i * ROW + _BAR_TOP, 1, _BAR, "bed")


@lru_cache(maxsize=256)
def _amount(i: int, is_sum: bool) -> str:
    """Opening of the amount over a bar."""
    style = "num sum" if is_sum else "num"
    return text(1, i * ROW + _TEXT, "", style, "end").removesuffix("</text>")


@lru_cache(maxsize=4096)  # names recur
def _shortened(name: str) -> str:
    return fitted(name, 60)


@lru_cache(maxsize=16384)  # names recur, and amounts are of a few widths
def _name(i: int, names: tuple[str, str], is_sum: bool, room: int) -> str:
    """Name over a bar, and the short one for where it has no room."""
    return name_text(0, i * ROW + _TEXT, names, "sum" if is_sum else "", room)


def _look(step: dict[str, Any]) -> str:
    if step["kind"] == "yours":
        return "up" if step["amount"] > 0 else "down"
    if step["kind"] in ("start", "subtotal"):
        return "base"
    return "final" if step["kind"] == "total" else "other"
