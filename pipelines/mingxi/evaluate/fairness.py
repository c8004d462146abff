"""How groups of people fare that no model may tell apart."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.by_person import together
from mingxi.evaluate.discrimination import auc
from mingxi.evaluate.intervals import share_interval
from mingxi.evaluate.observed import observed

FloatArray = NDArray[np.float64]
StrArray = NDArray[np.str_]

# a smaller group says more about chance than about the method; assumption: a few dozen people
SMALLEST = 50


@dataclass(frozen=True)
class GroupDecided:
    """What was decided on the people of one group.

    Parameters
    ----------
    group : str
    people : int
    with_limit : float
        Share of them with a limit.
    impact_ratio : float
        That share over that of the group with the highest; below 0.8 is commonly looked into
        (the four-fifths rule, 29 CFR 1607.4 D).
    median_limit : float
        Of those with a limit, in money; NaN of none.
    mean_pd : float
    """

    group: str
    people: int
    with_limit: float
    impact_ratio: float
    median_limit: float
    mean_pd: float


@dataclass(frozen=True)
class GroupRisk:
    """What was stated of the risk of one group, and what came true.

    Parameters
    ----------
    group : str
    rows : int
    stated, came_true : float
    low, high : float
        Where the rate that came true may lie, 95 %.
    auc : float
        NaN where nobody, or everybody, defaulted.
    """

    group: str
    rows: int
    stated: float
    came_true: float
    low: float
    high: float
    auc: float


def decided_by_group(
    group: StrArray, limit: NDArray[np.int64], pd_12m: FloatArray
) -> tuple[GroupDecided, ...]:
    """Decisions by group, the groups with fewer than `SMALLEST` people left out.

    Parameters
    ----------
    group : ndarray of str, shape (n,)
    limit : ndarray of shape (n,)
        0: none.
    pd_12m : ndarray of shape (n,)

    Examples
    --------
    >>> group = np.repeat(["a", "b"], 100)
    >>> limit = np.r_[np.full(100, 5000), np.full(60, 5000), np.zeros(40, int)]
    >>> [(g.group, g.impact_ratio) for g in decided_by_group(group, limit, np.full(200, 0.02))]
    [('a', 1.0), ('b', 0.6)]
    """
    names = _large(group)
    shares = {name: float((limit[group == name] > 0).mean()) for name in names}
    best = max(shares.values(), default=0.0)
    out = []
    for name in names:
        mine = group == name
        given = limit[mine & (limit > 0)]
        out.append(
            GroupDecided(
                name,
                int(mine.sum()),
                shares[name],
                shares[name] / best if best else float("nan"),
                float(np.median(given)) if len(given) else float("nan"),
                float(pd_12m[mine].mean()),
            )
        )
    return tuple(out)


def risk_by_group(
    group: StrArray, y: FloatArray, pd_12m: FloatArray, person: NDArray[Any]
) -> tuple[GroupRisk, ...]:
    """Stated and realised risk by group, the groups with fewer than `SMALLEST` rows left out.

    Intervals know that the rows of one person are not independent.

    Parameters
    ----------
    group : ndarray of str, shape (n,)
    y : ndarray of shape (n,)
        1 default, 0 none, NaN not known.
    pd_12m : ndarray of shape (n,)
    person : ndarray of shape (n,)
        Whose row it is.
    """
    out = []
    for name in _large(group[np.isfinite(y)]):
        mine = (group == name) & np.isfinite(y)
        seen, stated = observed(y[mine], pd_12m[mine])
        # as many independent rows as would be as sure
        alone = together(seen, person[mine])
        low, high = share_interval(float(seen.sum()) / alone, len(seen) / alone)
        rates = (float(stated.mean()), float(seen.mean()), low, high)
        out.append(GroupRisk(name, len(seen), *rates, auc(seen, stated)))
    return tuple(out)


def banded(values: FloatArray, edges: tuple[float, ...]) -> StrArray:
    """Numbers as named bands, shape (n,); unknown ones are ``"unknown"``.

    Examples
    --------
    >>> banded(np.array([19.0, 25.0, 61.0, np.nan]), (25.0, 60.0)).tolist()
    ['under 25', '25 to 59', '60 and over', 'unknown']
    """
    shown = [f"{edge:g}" for edge in edges]
    between = [f"{a} to {b - 1:g}" for a, b in zip(shown, edges[1:], strict=False)]
    names = np.array([f"under {shown[0]}", *between, f"{shown[-1]} and over"])
    found = names[np.searchsorted(np.asarray(edges), np.nan_to_num(values), side="right")]
    return np.where(np.isnan(values), "unknown", found)


def _large(group: StrArray) -> list[str]:
    names, counts = np.unique(group, return_counts=True)
    return [str(n) for n, count in zip(names, counts, strict=True) if count >= SMALLEST]
