"""Dated notices and incidents of the world.

Their numbers stand in ``configs/world/`` under keys such as
``notice/region_tightening/yunnan/2025`` or ``incident/network/sichuan/2025-12``: family, kind,
place (a region, an industry, or ``everywhere``), label.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig, nearest
from mingxi.simulate.calendar import day_number
from mingxi.simulate.numbers import Numbers, members, number

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

EVERYWHERE = "everywhere"
BY_INDUSTRY = ("industry_cap",)
RISK_NOTICE = "risk_notice"
NOTICES = (
    "region_tightening",
    "industry_cap",
    "downturn_cut",
    "draw_stop",
    "policy_version",
    RISK_NOTICE,
)
INCIDENTS = ("maintenance", "network", "funds_short")


@dataclass(frozen=True)
class Window:
    """Something that holds from one day to another.

    Parameters
    ----------
    kind : str
        One of `NOTICES` or `INCIDENTS`.
    region, industry : str
        Whom it touches; ``""``: everywhere, everybody.
    starts_on, ends_on : int
        Day numbers, both included.
    value : float
        Log effect, yuan or version number, by kind; NaN for incidents.
    """

    kind: str
    region: str
    industry: str
    starts_on: int
    ends_on: int
    value: float

    def touches(self, first: int, last: int) -> bool:
        """Whether it holds on some day from ``first`` to ``last``."""
        return self.starts_on <= last and first <= self.ends_on


def notices(numbers: Numbers) -> tuple[Window, ...]:
    """All notices: tightenings, caps, cuts, stops and policy versions, in order of their keys."""
    return _windows(numbers, "notice", NOTICES)


def incidents(numbers: Numbers) -> tuple[Window, ...]:
    """All incidents: maintenance, network faults and days without lendable funds."""
    return _windows(numbers, "incident", INCIDENTS)


def _windows(numbers: Numbers, family: str, kinds: tuple[str, ...]) -> tuple[Window, ...]:
    places = {name: members(numbers, name) for name in ("region", "industry")}
    keys = members(numbers, family)
    return tuple(_window(numbers, f"{family}/{key}", kinds, places) for key in keys)


def _window(
    numbers: Numbers, full: str, kinds: tuple[str, ...], places: dict[str, tuple[str, ...]]
) -> Window:
    family, _, key = full.partition("/")
    parts = key.split("/")
    if len(parts) != 3 or parts[0] not in kinds:
        raise BadConfig(full, "it is no kind/place/label", nearest(parts[0], kinds))
    kind, place = parts[0], parts[1]
    of_industry = kind in BY_INDUSTRY
    known = places["industry" if of_industry else "region"]
    if place not in (*known, EVERYWHERE):
        raise BadConfig(full, f"place {place!r} is unknown", nearest(place, known))
    name = "" if place == EVERYWHERE else place
    return Window(
        kind,
        "" if of_industry else name,
        name if of_industry else "",
        day_number(number(numbers, full, "starts_on")),
        day_number(number(numbers, full, "ends_on")),
        number(numbers, full, "value") if family == "notice" else float("nan"),
    )


def held(
    windows: tuple[Window, ...], kind: str, day: IntArray, place: IntArray, places: tuple[str, ...]
) -> BoolArray:
    """Whether a window of ``kind`` holds for each borrower on that borrower's day, shape (n,).

    Parameters
    ----------
    windows : tuple of Window
    kind : str
    day : ndarray of shape (n,)
        Day numbers.
    place : ndarray of shape (n,)
        Number of the borrower's region (or industry) among ``places``.
    places : tuple of str
    """
    found = np.zeros(len(day), dtype=bool)
    own = _of_kind(windows, kind)
    if not own or not len(day):
        return found
    first, last = int(day.min()), int(day.max())
    for window in own:
        if not window.touches(first, last):
            continue
        found |= _here(window, place, places) & (day >= window.starts_on) & (day <= window.ends_on)
    return found


def value_on(
    windows: tuple[Window, ...], kind: str, day: int, place: IntArray, places: tuple[str, ...]
) -> FloatArray:
    """Lowest value of the windows of ``kind`` that hold on ``day``, shape (n,); +inf: none."""
    lowest = np.full(len(place), np.inf)
    for window in _of_kind(windows, kind):
        if window.touches(day, day):
            here = _here(window, place, places)
            lowest[here] = np.minimum(lowest[here], window.value)
    return lowest


def by_kind(windows: tuple[Window, ...]) -> dict[str, tuple[Window, ...]]:
    """Windows of each kind, in their order."""
    return {kind: _of_kind(windows, kind) for kind in dict.fromkeys([w.kind for w in windows])}


def _of_kind(windows: tuple[Window, ...], kind: str) -> tuple[Window, ...]:
    return tuple([w for w in windows if w.kind == kind])


def _here(window: Window, place: IntArray, places: tuple[str, ...]) -> BoolArray:
    name = window.region or window.industry
    if not name:
        return np.ones(len(place), dtype=bool)
    return np.asarray(place == places.index(name))
