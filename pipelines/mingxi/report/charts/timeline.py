"""Stations of a repayment with the stuck one marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mingxi.report.charts.canvas import drawing, line, mark, text

HEIGHT = 104.0
_MIDDLE = 40.0


@dataclass(frozen=True)
class Station:
    """One stop of the way.

    Parameters
    ----------
    name : str
    note : str
        A date, or nothing.
    state : {"ok", "here", "wait"}
        Done, stuck here, still ahead.
    """

    name: str
    note: str
    state: str


def timeline(stations: Sequence[Station], title: str, here: str) -> Markup:
    """Picture of the way of a repayment.

    Parameters
    ----------
    stations : sequence of Station
    title : str
    here : str
        Words over the stuck station.
    """
    n = len(stations)
    parts: list[str] = []
    for i in range(n - 1):
        look = "done" if stations[i + 1].state == "ok" else "ahead"
        parts.append(line((i + 0.5) / n, _MIDDLE, (i + 1.5) / n, _MIDDLE, look))
    for i, station in enumerate(stations):
        x = (i + 0.5) / n
        parts.append(mark(station.state, x, _MIDDLE))
        strong = "sum" if station.state == "here" else ""
        parts.append(text(x, _MIDDLE + 32, station.name, strong, "middle"))
        if station.note:
            parts.append(text(x, _MIDDLE + 50, station.note, "tick", "middle"))
        if station.state == "here":
            parts.append(text(x, _MIDDLE - 22, here, "flag", "middle"))
    words = {"ok": "✓", "here": here, "wait": "…"}
    told = "; ".join(f"{s.name} {s.note} {words[s.state]}" for s in stations)
    return drawing(title, told, HEIGHT, parts, "timeline")
